/** How changed files are shown: in one column or two, with or without white space, with wrapped lines; and finding. */

import type { KeyboardEvent, ReactElement } from 'react';
import { Icon } from '../icon.tsx';
import { LineCounts } from '../line-counts.tsx';
import type { DiffLayout, FileView } from './diff-rows.ts';
import { diffTexts } from './diff-texts.ts';
import type { Finds } from './use-finds.ts';

/** What a person likes; the host remembers it. */
export interface DiffLook {
  readonly layout: DiffLayout;
  readonly whitespace: 'show' | 'ignore';
  readonly wraps: boolean;
  readonly showsTree: boolean;
}

export interface DiffToolbarProps {
  readonly views: readonly FileView[];
  readonly look: DiffLook;
  readonly onLook: (look: DiffLook) => void;
  /** Too narrow for two columns. */
  readonly isNarrow: boolean;
  readonly finds: Finds;
}

export function DiffToolbar({ views, look, onLook, isNarrow, finds }: DiffToolbarProps): ReactElement {
  const sum = (of: 'linesAdded' | 'linesRemoved') => views.reduce((total, { file }) => total + (file[of] ?? 0), 0);
  const { layout } = diffTexts;
  return (
    <div className="bl-diff-toolbar">
      <button
        type="button"
        className="bl-button bl-tool"
        aria-pressed={look.showsTree}
        onClick={() => onLook({ ...look, showsTree: !look.showsTree })}
      >
        <Icon name="folder" /> {diffTexts.tree.show}
      </button>
      <p className="bl-diff-summary">
        {diffTexts.summary(views.length)} <LineCounts added={sum('linesAdded')} removed={sum('linesRemoved')} />
      </p>
      <FindField finds={finds} unread={views.filter(({ load }) => load.state !== 'ready').length} />
      {!isNarrow && (
        <fieldset className="bl-switch" aria-label={layout.label}>
          {(['unified', 'split'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={look.layout === each}
              onClick={() => onLook({ ...look, layout: each })}
            >
              {layout[each]}
            </button>
          ))}
        </fieldset>
      )}
      <Check
        label={diffTexts.ignoreWhitespace}
        isOn={look.whitespace === 'ignore'}
        onChange={(isOn) => onLook({ ...look, whitespace: isOn ? 'ignore' : 'show' })}
      />
      <Check label={diffTexts.wrap} isOn={look.wraps} onChange={(isOn) => onLook({ ...look, wraps: isOn })} />
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Check({ label, isOn, onChange }: CheckProps): ReactElement {
  return (
    <label className="bl-diff-check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  );
}

function FindField({ finds, unread }: { readonly finds: Finds; readonly unread: number }): ReactElement {
  const words = diffTexts.find;
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    finds.go(event.shiftKey ? -1 : 1);
  }
  return (
    <div className="bl-find-lines">
      <label>
        <span className="bl-unseen">{words.label}</span>
        <input
          type="search"
          value={finds.text}
          placeholder={words.label}
          onChange={(event) => finds.change(event.target.value)}
          onKeyDown={press}
        />
      </label>
      {finds.text !== '' && (
        <>
          <output className="bl-quiet">
            {finds.count === 0 ? words.none : words.found(finds.place, finds.count)}
            {unread > 0 && ` · ${words.unread(unread)}`}
          </output>
          <button type="button" className="bl-quiet-button" title={words.previous} onClick={() => finds.go(-1)}>
            <Icon name="expand-up" label={words.previous} />
          </button>
          <button type="button" className="bl-quiet-button" title={words.next} onClick={() => finds.go(1)}>
            <Icon name="expand-down" label={words.next} />
          </button>
        </>
      )}
    </div>
  );
}
