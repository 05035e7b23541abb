/** Links a commit with issues by hand, in the place where somebody sees that it is missing. */

import { visibleText } from '@branchline/issue-panel';
import type { ShownCommit } from '@branchline/contract';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';
import { ActionDialog } from './action-dialog.tsx';
import { CheckField } from './check-field.tsx';
import { titleOf } from './commit-line.tsx';
import { TextField } from './text-field.tsx';

export interface LinkButtonProps {
  readonly commit: ShownCommit;
  readonly repositoryId: number;
}

const words = texts.browse.link;

export function LinkButton({ commit, repositoryId }: LinkButtonProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const { link, linkOf } = texts.browse.commit;
  return (
    <>
      <button
        type="button"
        className="text-button"
        aria-label={visibleText(linkOf(titleOf(commit)))}
        onClick={() => setIsOpen(true)}
      >
        {link}
      </button>
      {isOpen && <LinkDialog commit={commit} repositoryId={repositoryId} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** Whoever may not is told so by the server, with what they lack. */
function LinkDialog(props: LinkButtonProps & { readonly onClose: () => void }): ReactElement {
  const { commit, repositoryId, onClose } = props;
  const linked = [...new Set(commit.keys.map(({ key }) => key))];
  const [typed, setTyped] = useState('');
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const wanted = typed.split(/[\s,;]+/u).filter((word) => word !== '');
  function keep(key: string, isKept: boolean): void {
    setRemoved(new Set(isKept ? [...removed].filter((each) => each !== key) : [...removed, key]));
  }
  return (
    <ActionDialog
      title={words.title(commit.hash.slice(0, 8))}
      action={words.action}
      tone="primary"
      run={() =>
        api.changeLinks({
          params: { id: repositoryId, kind: 'commit', name: commit.hash },
          body: { add: wanted, remove: [...removed] },
        })
      }
      onClose={onClose}
    >
      <p>
        <bdi>{visibleText(titleOf(commit))}</bdi>
      </p>
      <p className="quiet">{words.text}</p>
      {linked.map((key) => (
        <CheckField
          key={key}
          label={words.keep(key)}
          name={key}
          checked={!removed.has(key)}
          onChange={(isKept) => keep(key, isKept)}
        />
      ))}
      <TextField
        label={words.add}
        name="keys"
        hint={words.addHint}
        isOptional
        value={typed}
        onChange={setTyped}
        input={{ autoComplete: 'off', maxLength: 2000 }}
      />
    </ActionDialog>
  );
}
