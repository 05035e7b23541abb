/** Patterns that let repositories in or leave them out, with how many each matches of those that are listed. */

import type { ListedRepository } from '@branchline/contract';
import { matchesPattern, problemOfPattern } from '@branchline/domain';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import type { ChoiceDraft } from './repository-choice-draft.ts';
import { TextField } from './text-field.tsx';

export interface PatternFieldsProps {
  readonly draft: ChoiceDraft;
  readonly entries: readonly ListedRepository[];
  readonly onChange: (draft: ChoiceDraft) => void;
}

const words = texts.repositoryChoice.patterns;

export function PatternFields({ draft, entries, onChange }: PatternFieldsProps): ReactElement {
  return (
    <div className="form">
      <Patterns
        label={words.include}
        name="include"
        hint={words.includeHint}
        patterns={draft.include}
        entries={entries}
        onChange={(include) => onChange({ ...draft, include })}
      />
      <Patterns
        label={words.exclude}
        name="exclude"
        patterns={draft.exclude}
        entries={entries}
        onChange={(exclude) => onChange({ ...draft, exclude })}
      />
    </div>
  );
}

interface PatternsProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: string;
  readonly patterns: readonly string[];
  readonly entries: readonly ListedRepository[];
  readonly onChange: (patterns: readonly string[]) => void;
}

function Patterns({ label, name, hint, patterns, entries, onChange }: PatternsProps): ReactElement {
  // What was typed stays as it was typed, empty lines included.
  const [text, setText] = useState(patterns.join('\n'));
  const settled = useDeferredValue(patterns);
  const counts = useMemo(
    () =>
      settled.map((pattern) => ({
        pattern,
        count: entries.filter((entry) => matchesPattern(entry.name, pattern)).length,
      })),
    [settled, entries],
  );
  const hasProblem = patterns.some((pattern) => problemOfPattern(pattern) !== undefined);
  function change(typed: string): void {
    setText(typed);
    onChange(
      typed
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
  }
  return (
    <div className="patterns">
      <TextField
        label={label}
        name={name}
        hint={hint}
        isOptional
        rows={3}
        value={text}
        onChange={change}
        mistake={hasProblem ? words.problem : undefined}
      />
      {counts.length > 0 && (
        <ul className="hint pattern-counts" aria-live="polite">
          {counts.map(({ pattern, count }) => (
            <li key={pattern}>{words.perPattern(pattern, count)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
