/** Replaces the credential of an integration: typed in and tried first, or by signing in at the service. */

import type { VersionedIntegration } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { copyText } from '../../components/copy-text.ts';
import { Form } from '../../components/form.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { gitServicesQuery } from '../../queries/integration-drafts.ts';
import * as texts from '../../texts.ts';
import { InstallationField } from './installation-field.tsx';
import { SecretFields, secretFrom, type TypedKind } from './secret-fields.tsx';

const words = texts.integrationSettings.credential;
const kindWords = texts.integration.credentials;

type Kind = NonNullable<VersionedIntegration['credentialKind']>;

interface SectionProps {
  readonly integration: VersionedIntegration;
}

export function CredentialSection({ integration }: SectionProps): ReactElement | null {
  const { connector, credentialKind } = integration;
  const service = useQuery(gitServicesQuery).data?.gitServices.find(({ id }) => id === connector);
  const [chosen, setChosen] = useState<Kind>();
  if (service === undefined) return null;
  const kinds: readonly Kind[] = service.credentialKinds;
  const kind = chosen ?? kinds.find((each) => each === credentialKind) ?? kinds[0] ?? 'none';
  return (
    <section id="credential" className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
      </header>
      <p>{words.text}</p>
      <div className="form credential-kind">
        <SelectField
          label={words.kind}
          name="kind"
          options={kinds.map((value) => ({ value, label: kindWords[value] }))}
          value={kind}
          onChange={setChosen}
        />
      </div>
      {kind === 'oauth' ? (
        <SignInAgain integration={integration} mayChooseAccount={service.oauth?.mayChooseAccount === true} />
      ) : (
        <Replace key={kind} integration={integration} kind={kind} apps={service.app?.apps ?? []} />
      )}
    </section>
  );
}

interface SignInAgainProps extends SectionProps {
  readonly mayChooseAccount: boolean;
}

/** The way back leads to where the account is shown before anything is replaced. */
function SignInAgain({ integration, mayChooseAccount }: SignInAgainProps): ReactElement {
  const { id, connectorTitle } = integration;
  const start = useMutation({
    mutationFn: (switchesAccount: boolean) => api.startOAuth({ body: { integrationId: id, switchesAccount } }),
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
  return (
    <>
      <p>{words.oauth}</p>
      {start.error !== null && <ProblemView problem={problemOf(start.error)} onCopy={copyText} />}
      <div className="actions">
        <button
          type="button"
          className="bl-button button-primary"
          disabled={start.isPending}
          onClick={() => start.mutate(false)}
        >
          {words.signIn(connectorTitle)}
        </button>
        {mayChooseAccount && (
          <button type="button" className="bl-button" disabled={start.isPending} onClick={() => start.mutate(true)}>
            {words.other}
          </button>
        )}
      </div>
    </>
  );
}

interface ReplaceProps extends SectionProps {
  readonly kind: TypedKind;
  readonly apps: readonly { readonly id: number; readonly name: string }[];
}

function Replace({ integration: { id, version }, kind, apps }: ReplaceProps): ReactElement {
  const queries = useQueryClient();
  const [round, setRound] = useState(0);
  const replace = useMutation({
    mutationFn: (form: FormData) =>
      api.editIntegration({ params: { id }, body: { credential: secretFrom(kind, form) }, ifMatch: version }),
    onSuccess: async () => {
      // Nothing of it stays in the page.
      setRound(round + 1);
      await queries.invalidateQueries();
    },
  });
  return (
    <Form
      key={round}
      action={words.replace}
      busy={replace.isPending}
      error={replace.error}
      onSend={(form) => replace.mutate(form)}
      besideAction={replace.isSuccess && <output>{texts.integrationSettings.saved}</output>}
    >
      {kind === 'app' ? <InstallationField apps={apps} /> : <SecretFields kind={kind} />}
    </Form>
  );
}
