/** One person: by which names they are known, why, what waits for a decision, and how it is put right. */

import type { PersonDetails } from '@branchline/contract';
import { Badge } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useAction } from '../components/use-action.ts';
import { personQuery } from '../queries/people.ts';
import * as texts from '../texts.ts';
import { JoinDialog } from './people/join-dialog.tsx';
import { PersonConnections } from './people/person-connections.tsx';
import { PersonIdentities } from './people/person-identities.tsx';
import { PersonLinks } from './people/person-links.tsx';

const words = texts.people.person;

export function PersonPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const person = useQuery(personQuery(Number(id)));
  return (
    <Answer query={person} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <Person person={data} />}
    </Answer>
  );
}

function Person({ person }: { readonly person: PersonDetails }): ReactElement {
  const [open, setOpen] = useState<'join' | 'erase'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHeader
        crumbs={<Link to="/people">{texts.people.title}</Link>}
        title={person.title}
        badge={person.conflict !== null && <Badge tone="danger">{texts.people.ambiguous}</Badge>}
        lead={person.conflict ?? undefined}
        actions={
          <>
            <button type="button" className="bl-button" onClick={() => setOpen('join')}>
              {words.join}
            </button>
            <button type="button" className="bl-button" onClick={() => setOpen('erase')}>
              {words.erase}
            </button>
          </>
        }
      />
      <PersonIdentities person={person} />
      <PersonLinks links={person.links} />
      <PersonConnections connections={person.connections} />
      {open === 'join' && <JoinDialog person={person} onClose={close} />}
      {open === 'erase' && <EraseDialog person={person} onClose={close} />}
    </>
  );
}

function EraseDialog(props: { readonly person: PersonDetails; readonly onClose: () => void }): ReactElement {
  const { person, onClose } = props;
  const navigate = useNavigate();
  const erase = useAction(
    () => api.erasePerson({ params: { id: person.id } }),
    () => void navigate({ to: '/people' }),
  );
  return (
    <Dialog
      title={words.eraseTitle(person.title)}
      action={words.eraseAction}
      confirm={person.title}
      busy={erase.isPending}
      problem={erase.error === null ? undefined : problemOf(erase.error)}
      onAction={() => erase.mutate(undefined)}
      onClose={onClose}
    >
      <p>{words.eraseText(person.identities.length, person.connections.length)}</p>
    </Dialog>
  );
}
