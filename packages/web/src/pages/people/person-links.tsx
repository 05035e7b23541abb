/** What is known about two names at a time: why, who said so, and what somebody has to decide. */

import type { PersonLink } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { IdentityName } from '../../components/identity-name.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';

const words = texts.people.person;

const tones = { suggested: 'warning', claimed: 'success', confirmed: 'success', rejected: 'neutral' } as const;

export function PersonLinks({ links }: { readonly links: readonly PersonLink[] }): ReactElement {
  const now = useNow();
  const columns = linkColumns(now);
  // What waits for somebody comes first.
  const rows = links.toSorted((a, b) => Number(b.state === 'suggested') - Number(a.state === 'suggested'));
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.links}</h2>
      </header>
      {rows.length === 0 ? (
        <p className="quiet">{words.noLinks}</p>
      ) : (
        <Table label={words.links} rows={rows} rowKey={({ id }) => String(id)} columns={columns} />
      )}
    </section>
  );
}

function linkColumns(now: Date): readonly Column<PersonLink>[] {
  return [
    {
      key: 'pair',
      header: words.linkColumns.pair,
      cell: ({ one, other }) => (
        <span className="line-text">
          <IdentityName identity={one} />
          <IdentityName identity={other} />
        </span>
      ),
    },
    { key: 'proof', header: words.linkColumns.proof, kind: 'wide', cell: ({ proof }) => words.proofs[proof] },
    {
      key: 'state',
      header: words.linkColumns.state,
      kind: 'nowrap',
      cell: ({ state }) => <Badge tone={tones[state]}>{words.states[state]}</Badge>,
    },
    {
      key: 'by',
      header: words.linkColumns.by,
      kind: 'nowrap',
      cell: ({ by, at }) => (
        <span className="line-text">
          <span className="break">{by === 'rule' ? words.byRule : by}</span>
          <RelativeTime at={at} now={now} />
        </span>
      ),
    },
    { key: 'decide', header: words.linkColumns.actions, kind: 'actions', cell: (link) => <Decision link={link} /> },
  ];
}

function Decision({ link }: { readonly link: PersonLink }): ReactElement {
  const params = { id: link.id };
  const isSaid = link.proof === 'administrator';
  return (
    <div className="actions">
      {!(isSaid && link.state === 'confirmed') && (
        <ActionButton
          label={words.confirm}
          primary={link.state === 'suggested'}
          run={() => api.confirmLink({ params })}
        />
      )}
      {link.state !== 'rejected' && <ActionButton label={words.reject} run={() => api.rejectLink({ params })} />}
    </div>
  );
}
