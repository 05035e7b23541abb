/** Commands of smart commits: what was commanded, by which commit, what became of it, and another try. */

import type { SmartCommand } from '@branchline/contract';
import { Badge, CommitHash, visibleText } from '@branchline/issue-panel';
import type { BadgeProps } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';
import { ActionButton } from './action-button.tsx';
import { Ago } from './ago.tsx';
import { copyText } from './copy-text.ts';
import { Table, type Column } from './table.tsx';

const words = texts.smartCommits;

const tones: Readonly<Record<SmartCommand['state'], BadgeProps['tone']>> = {
  waiting: 'neutral',
  started: 'information',
  done: 'success',
  failed: 'danger',
  skipped: 'warning',
};

function Commanded({ command: { issue, command, arguments: text } }: { readonly command: SmartCommand }): ReactElement {
  return (
    <>
      <Link to="/issues/$key" params={{ key: issue }} className="name">
        {issue}
      </Link>{' '}
      <code className="break">#{command}</code>
      {text !== '' && (
        <span className="quiet clip" dir="auto">
          {visibleText(text)}
        </span>
      )}
    </>
  );
}

function Outcome({ command: { state, message } }: { readonly command: SmartCommand }): ReactElement {
  return (
    <>
      <Badge tone={tones[state]}>{words.states[state]}</Badge>
      {message !== '' && <p className="reason">{message}</p>}
    </>
  );
}

function OfCommit({ command: { commit, pusher, repositoryId, repositoryName } }: { readonly command: SmartCommand }) {
  return (
    <>
      <CommitHash hash={commit.hash} webUrl={null} onCopy={copyText} />{' '}
      <Link to="/repositories/$id" params={{ id: String(repositoryId) }} className="break">
        {repositoryName}
      </Link>
      <span className="quiet">
        <bdi title={commit.authorEmail}>{visibleText(words.by(commit.author))}</bdi>,{' '}
        {pusher === null ? words.pushedByNobody : words.pushedBy(pusher)}
      </span>
    </>
  );
}

function Retry({ command: { id, state } }: { readonly command: SmartCommand }): ReactElement | null {
  if (state !== 'failed' && state !== 'skipped') return null;
  return <ActionButton label={words.retry} icon="refresh" run={() => api.retrySmartCommand({ params: { id } })} />;
}

const columns: readonly Column<SmartCommand>[] = [
  { key: 'command', header: words.columns.command, cell: (command) => <Commanded command={command} /> },
  { key: 'state', header: words.columns.state, kind: 'wide', cell: (command) => <Outcome command={command} /> },
  { key: 'commit', header: words.columns.commit, kind: 'wide', cell: (command) => <OfCommit command={command} /> },
  { key: 'seen', header: words.columns.seen, kind: 'nowrap', cell: ({ seenAt }) => <Ago at={seenAt} /> },
  { key: 'retry', header: words.columns.retry, kind: 'actions', cell: (command) => <Retry command={command} /> },
];

export function SmartCommandTable({ commands }: { readonly commands: readonly SmartCommand[] }): ReactElement {
  return <Table label={words.label} rows={commands} rowKey={({ id }) => String(id)} columns={columns} />;
}
