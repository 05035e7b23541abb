/** Chooses the branch or tag at which a page looks; what else the address says stays. */

import { Icon, visibleText } from '@branchline/issue-panel';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Popup } from '../../components/popup.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useFocus } from '../../components/use-focus.ts';
import { useSettled } from '../../components/use-settled.ts';
import { branchesQuery, browsedRepositoryQuery, tagsQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { shortened } from './shortened.ts';

const words = texts.browse.revision;

type Kind = 'branches' | 'tags';
const kinds: readonly Kind[] = ['branches', 'tags'];

export interface RevisionChooserProps {
  readonly id: number;
  /** Whether no revision means all branches and tags, rather than the default branch. */
  readonly takesAll?: boolean;
  /** The word of the address that names it; `revision` when left out. */
  readonly word?: 'revision' | 'base';
  /** Said while nothing is chosen; no revision means nothing then. */
  readonly none?: string;
}

export function RevisionChooser(props: RevisionChooserProps): ReactElement {
  const { id, takesAll = false, word = 'revision', none } = props;
  const revision = useSearch({ strict: false })[word];
  const repository = useQuery(browsedRepositoryQuery(id));
  const usual = takesAll ? words.all : (none ?? repository.data?.defaultBranch ?? words.nothing);
  const now = revision === undefined ? usual : shortened(revision);
  return (
    <Popup
      label={words.choose(now)}
      button={
        <>
          <Icon name="branch" />
          <span className="revision-name">{now}</span>
        </>
      }
    >
      {(close) => <Revisions id={id} takesAll={takesAll} isNamed={none !== undefined} word={word} onChoose={close} />}
    </Popup>
  );
}

interface RevisionsProps {
  readonly id: number;
  readonly takesAll: boolean;
  /** Whether the default branch, too, is named in the address. */
  readonly isNamed: boolean;
  readonly word: 'revision' | 'base';
  readonly onChoose: () => void;
}

function Revisions({ id, takesAll, isNamed, word, onChoose }: RevisionsProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  useFocus(field);
  const [kind, setKind] = useState<Kind>('branches');
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const wanted = search === '' ? undefined : search;
  return (
    <>
      <fieldset className="bl-switch" aria-label={words.kinds}>
        {kinds.map((each) => (
          <button key={each} type="button" aria-pressed={kind === each} onClick={() => setKind(each)}>
            {words[each]}
          </button>
        ))}
      </fieldset>
      <input
        ref={field}
        type="search"
        className="filter"
        aria-label={words.find[kind]}
        placeholder={words.find[kind]}
        value={typed}
        maxLength={250}
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {takesAll && <Choice name={undefined} label={words.all} word={word} onChoose={onChoose} />}
      {kind === 'branches' ? (
        <Branches id={id} search={wanted} isNamed={takesAll || isNamed} word={word} onChoose={onChoose} />
      ) : (
        <Tags id={id} search={wanted} word={word} onChoose={onChoose} />
      )}
    </>
  );
}

interface NamesProps {
  readonly id: number;
  readonly search: string | undefined;
  readonly word: 'revision' | 'base';
  readonly onChoose: () => void;
}

function Branches(props: NamesProps & { readonly isNamed: boolean }): ReactElement {
  const { id, search, isNamed, word, onChoose } = props;
  const branches = useInfiniteQuery(branchesQuery(id, search));
  return (
    <Answer query={branches} skeleton={<SkeletonRows label={words.loading.branches} />}>
      {({ pages }) => (
        <>
          <ul className="choices-list">
            {pages
              .flatMap((page) => page.branches)
              .map(({ name, isDefault }) => (
                <li key={name}>
                  <Choice
                    // The default branch has the address without a word for it, where that means this branch.
                    name={isDefault && !isNamed ? undefined : name}
                    label={name}
                    word={word}
                    {...(isDefault ? { mark: words.isDefault } : {})}
                    onChoose={onChoose}
                  />
                </li>
              ))}
          </ul>
          {pages[0]?.branches.length === 0 && <p className="quiet">{words.none.branches}</p>}
          <MoreButton label={words.more} query={branches} />
        </>
      )}
    </Answer>
  );
}

function Tags({ id, search, word, onChoose }: NamesProps): ReactElement {
  const tags = useInfiniteQuery(tagsQuery(id, search));
  return (
    <Answer query={tags} skeleton={<SkeletonRows label={words.loading.tags} />}>
      {({ pages }) => (
        <>
          <ul className="choices-list">
            {pages
              .flatMap((page) => page.tags)
              .map(({ name }) => (
                <li key={name}>
                  <Choice name={name} label={name} word={word} onChoose={onChoose} />
                </li>
              ))}
          </ul>
          {pages[0]?.tags.length === 0 && <p className="quiet">{words.none.tags}</p>}
          <MoreButton label={words.more} query={tags} />
        </>
      )}
    </Answer>
  );
}

interface ChoiceProps {
  /** Undefined: none in the address. */
  readonly name: string | undefined;
  readonly label: string;
  readonly mark?: string;
  readonly word: 'revision' | 'base';
  readonly onChoose: () => void;
}

function Choice({ name, label, mark, word, onChoose }: ChoiceProps): ReactElement {
  const revision = useSearch({ strict: false })[word];
  return (
    <Link
      to="."
      search={(before) => ({ ...before, [word]: name })}
      className="choice"
      {...(revision === name ? { 'aria-current': 'true' } : {})}
      activeProps={{}}
      onClick={onChoose}
    >
      <bdi className="break">{visibleText(label)}</bdi>
      {mark !== undefined && <span className="quiet">{mark}</span>}
    </Link>
  );
}
