/** The names of a person, each of which can be made somebody else's. */

import type { PersonDetails, PersonIdentity } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IdentityName, identityText } from '../../components/identity-name.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useAction } from '../../components/use-action.ts';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';

const words = texts.people.person;

export function PersonIdentities({ person }: { readonly person: PersonDetails }): ReactElement {
  const now = useNow();
  const [leaving, setLeaving] = useState<PersonIdentity>();
  const canSplit = person.identities.length > 1;
  const columns = identityColumns(now, canSplit ? setLeaving : undefined);
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.identities}</h2>
      </header>
      <Table label={words.identities} rows={person.identities} rowKey={({ id }) => String(id)} columns={columns} />
      {leaving !== undefined && (
        <SplitDialog personId={person.id} identity={leaving} onClose={() => setLeaving(undefined)} />
      )}
    </section>
  );
}

function identityColumns(
  now: Date,
  onSplit: ((identity: PersonIdentity) => void) | undefined,
): readonly Column<PersonIdentity>[] {
  return [
    { key: 'name', header: words.name, cell: (identity) => <IdentityName identity={identity} /> },
    { key: 'kind', header: words.kind, kind: 'nowrap', cell: ({ kind }) => texts.people.kinds[kind] },
    { key: 'seen', header: words.seen, kind: 'nowrap', cell: ({ seenAt }) => <RelativeTime at={seenAt} now={now} /> },
    {
      key: 'split',
      header: words.split,
      kind: 'actions',
      cell: (identity) =>
        onSplit !== undefined && (
          <button
            type="button"
            className="bl-button"
            aria-label={`${words.split}: ${identityText(identity)}`}
            onClick={() => onSplit(identity)}
          >
            {words.split}
          </button>
        ),
    },
  ];
}

interface SplitDialogProps {
  readonly personId: number;
  readonly identity: PersonIdentity;
  readonly onClose: () => void;
}

function SplitDialog({ personId, identity, onClose }: SplitDialogProps): ReactElement {
  const split = useAction(
    () => api.splitPerson({ params: { id: personId }, body: { identityIds: [identity.id] } }),
    onClose,
  );
  return (
    <Dialog
      title={words.splitTitle}
      action={words.splitAction}
      busy={split.isPending}
      problem={split.error === null ? undefined : problemOf(split.error)}
      onAction={() => split.mutate(undefined)}
      onClose={onClose}
    >
      <p className="break">{words.splitText(identityText(identity))}</p>
    </Dialog>
  );
}
