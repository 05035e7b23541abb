/** Who one is known to be at Jira, and one's own connections with Git services. */

import type { MyPerson } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { IdentityName } from '../../components/identity-name.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAction } from '../../components/use-action.ts';
import { myConnectionsQuery, myPersonQuery } from '../../queries/me.ts';
import * as texts from '../../texts.ts';
import { placeAfterSignIn } from '../place-after-sign-in.ts';
import { GitConnection } from './git-connection.tsx';

const words = texts.profile;

export function ConnectionsTab(): ReactElement {
  const person = useQuery(myPersonQuery);
  const places = useQuery(myConnectionsQuery);
  const { connect, next } = useSearch({ strict: false });
  const router = useRouter();
  /** To where somebody came from, to connect here. */
  function goOn(): void {
    if (next !== undefined) router.history.push(placeAfterSignIn(next));
  }
  return (
    <>
      <section className="card">
        <header className="card-header">
          <h2>{words.jira.title}</h2>
        </header>
        <Answer query={person} skeleton={<SkeletonRows label={words.jira.loading} />}>
          {(data) => <AtJira person={data} />}
        </Answer>
      </section>
      <section className="card">
        <header className="card-header">
          <h2>{words.connections.title}</h2>
        </header>
        <p className="quiet">{words.connections.what}</p>
        <Answer query={places} skeleton={<SkeletonRows label={words.connections.loading} />}>
          {(data) =>
            data.places.length === 0 ? (
              <p className="quiet">{words.connections.none}</p>
            ) : (
              <ul className="lines">
                {data.places.map((place) => (
                  <GitConnection
                    key={place.integrationId}
                    place={place}
                    isAsked={String(place.integrationId) === connect}
                    onConnected={goOn}
                  />
                ))}
              </ul>
            )
          }
        </Answer>
      </section>
    </>
  );
}

function AtJira({ person }: { readonly person: MyPerson }): ReactElement {
  const { identities, jiraAccounts, problem } = person;
  return (
    <>
      {jiraAccounts.map(({ jiraSiteId, siteName }) => (
        <p key={jiraSiteId}>{words.jira.known(siteName)}</p>
      ))}
      {problem !== null && <p className="reason">{problem}</p>}
      {identities.length > 0 && (
        <>
          <h3>{words.jira.names}</h3>
          <ul>
            {identities.map((identity) => (
              <li key={identity.id}>
                <IdentityName identity={identity} />
              </li>
            ))}
          </ul>
        </>
      )}
      <CodeForm />
    </>
  );
}

function CodeForm(): ReactElement {
  const join = useAction((code: string) => api.joinWithJira({ body: { code } }));
  return (
    <Form
      action={words.jira.action}
      busy={join.isPending}
      error={join.error}
      onSend={(form) => join.mutate(formText(form, 'code').trim())}
    >
      <TextField
        label={words.jira.code}
        name="code"
        hint={words.jira.hint}
        input={{ autoComplete: 'off', maxLength: 60, placeholder: 'ABCD-EFGH-JKMN' }}
      />
    </Form>
  );
}
