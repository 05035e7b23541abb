/** Chooses projects of a Jira site among thousands: by searching, by ticking, or by typing a key nobody has told us of. */

import type { JiraProject } from '@branchline/contract';
import { Icon, visibleText } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { jiraProjectsQuery } from '../queries/associations.ts';
import * as texts from '../texts.ts';
import { Answer } from './answer.tsx';
import { Chips } from './chips.tsx';
import { FindField } from './find-field.tsx';
import { MoreButton } from './more-button.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { useSettled } from './use-settled.ts';

export interface ProjectPickerProps {
  readonly jiraSiteId: number;
  readonly keys: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}

/** As Jira allows it. */
const projectKey = /^[A-Z][A-Z0-9_]{0,254}$/u;
const words = texts.associations.picker;

export function ProjectPicker({ jiraSiteId, keys, onChange }: ProjectPickerProps): ReactElement {
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const projects = useInfiniteQuery({ ...jiraProjectsQuery(jiraSiteId, search), placeholderData: keepPreviousData });
  const first = projects.data?.pages[0];
  const found = projects.data?.pages.flatMap((page) => page.projects) ?? [];
  const key = typed.trim().toUpperCase();
  const isNew = key !== '' && search === typed.trim() && !keys.includes(key) && !found.some((each) => each.key === key);
  const canAdd = isNew && projectKey.test(key) && (first?.isKnown === false || found.length === 0);
  function toggle(changed: string): void {
    onChange(keys.includes(changed) ? keys.filter((each) => each !== changed) : [...keys, changed].sort());
  }
  function add(): void {
    toggle(key);
    setTyped('');
  }
  return (
    <div className="project-picker">
      <Chosen keys={keys} onRemove={toggle} />
      {first?.isKnown === false && <p className="hint">{words.unknown}</p>}
      <FindField
        label={words.search}
        placeholder={words.placeholder}
        value={typed}
        onChange={setTyped}
        mistake={first?.isKnown === false && key !== '' && !projectKey.test(key) ? words.mistake : undefined}
        onEnter={() => {
          if (canAdd) add();
        }}
      />
      {canAdd && (
        <div className="line-text">
          <button type="button" className="bl-button" onClick={add}>
            <Icon name="plus" /> {words.add(key)}
          </button>
          {first?.isKnown === true && <span className="quiet">{words.addHint}</span>}
        </div>
      )}
      <Answer query={projects} skeleton={<SkeletonRows label={words.loading} />}>
        {() => first?.isKnown === true && <Found total={first.total} found={found} keys={keys} onToggle={toggle} />}
      </Answer>
      {first?.isKnown === true && <MoreButton label={words.more} query={projects} />}
    </div>
  );
}

interface ChosenProps {
  readonly keys: readonly string[];
  readonly onRemove: (key: string) => void;
}

function Chosen({ keys, onRemove }: ChosenProps): ReactElement {
  return (
    <>
      <p className="quiet" aria-live="polite">
        {words.chosen(keys.length)}
      </p>
      <Chips label={words.chosenList} names={keys} removeLabel={words.remove} onRemove={onRemove} />
    </>
  );
}

interface FoundProps {
  readonly total: number;
  readonly found: readonly JiraProject[];
  readonly keys: readonly string[];
  readonly onToggle: (key: string) => void;
}

function Found({ total, found, keys, onToggle }: FoundProps): ReactElement {
  const chosen = new Set(keys);
  if (total === 0) return <p className="quiet">{words.nothing}</p>;
  return (
    <>
      <p className="quiet">{words.found(total)}</p>
      <fieldset className="choices project-list">
        <legend className="visually-hidden">{words.list}</legend>
        {found.map(({ key, name }) => (
          <label key={key}>
            <input type="checkbox" checked={chosen.has(key)} onChange={() => onToggle(key)} />
            <span className="break">
              <b>{key}</b> {name !== null && <bdi>{visibleText(name)}</bdi>}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
