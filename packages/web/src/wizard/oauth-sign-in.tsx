/** Signing in through the browser: first, once, the application at the service; then there and back. */

import { ProblemView, WebLink } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { CopyField } from '../components/copy-field.tsx';
import { copyText } from '../components/copy-text.ts';
import { TextField } from '../components/text-field.tsx';
import * as texts from '../texts.ts';
import { networkOf, settingsOf, type GitService, type Wizard } from './use-wizard.ts';

export interface OAuthSignInProps {
  readonly wizard: Wizard;
  readonly service: GitService;
}

const words = texts.wizard.oauth;

export function OAuthSignIn({ wizard, service }: OAuthSignInProps): ReactElement {
  const hasClient = isRegistered(service, settingsOf(service, wizard.typed));
  const network = networkOf(wizard.typed);
  const start = useMutation({
    mutationFn: async () => {
      const place = { connector: service.id, settings: settingsOf(service, wizard.typed) };
      return api.startOAuth({ body: { ...place, ...(network === undefined ? {} : { network }) } });
    },
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
  return (
    <>
      {hasClient ? (
        <details className="other-way wizard-fold">
          <summary>{words.otherClient}</summary>
          <ClientFields wizard={wizard} service={service} />
        </details>
      ) : (
        <section className="wizard-part" aria-label={words.client}>
          <h3>{words.client}</h3>
          <ClientFields wizard={wizard} service={service} />
        </section>
      )}
      {start.error !== null && <ProblemView problem={problemOf(start.error)} onCopy={copyText} />}
      <p className="hint">{words.goes(service.title)}</p>
      <div className="actions">
        <button
          type="button"
          className="bl-button button-primary"
          disabled={start.isPending || !hasClient}
          onClick={() => start.mutate()}
        >
          {words.signIn(service.title)}
        </button>
      </div>
    </>
  );
}

/** An application is entered for the address at which people sign in, which lies below the service's own. */
function isRegistered({ oauth, settingsForm }: GitService, settings: Readonly<Record<string, string>>): boolean {
  const field = settingsForm.find(({ kind }) => kind === 'address');
  const address = (field === undefined ? '' : (settings[field.name] ?? '')).replace(/\/+$/u, '');
  return oauth?.clients.some((client) => address !== '' && client.startsWith(`${address}/`)) === true;
}

function ClientFields({ wizard, service }: OAuthSignInProps): ReactElement | null {
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const queries = useQueryClient();
  const client = { clientId: clientId.trim(), clientSecret: clientSecret.trim() };
  const place = { connector: service.id, settings: settingsOf(service, wizard.typed) };
  const save = useMutation({
    mutationFn: () => api.saveOAuthClient({ body: { ...place, ...client } }),
    onSuccess: () => {
      setClientSecret('');
      return queries.invalidateQueries({ queryKey: ['git-services'] });
    },
  });
  return (
    <div className="form">
      {service.oauth !== null && <Registration oauth={service.oauth} />}
      <TextField
        label={words.clientId}
        name="clientId"
        value={clientId}
        onChange={setClientId}
        input={{ autoComplete: 'off' }}
      />
      <TextField
        label={words.clientSecret}
        name="clientSecret"
        value={clientSecret}
        onChange={setClientSecret}
        input={{ type: 'password', autoComplete: 'off' }}
      />
      {save.error !== null && <ProblemView problem={problemOf(save.error)} onCopy={copyText} />}
      <button
        type="button"
        className="bl-button"
        disabled={save.isPending || client.clientId === '' || client.clientSecret === ''}
        onClick={() => save.mutate()}
      >
        {words.save}
      </button>
    </div>
  );
}

/** Where it is registered, and what is entered there. */
function Registration({ oauth }: { readonly oauth: NonNullable<GitService['oauth']> }): ReactElement {
  const { registrationUrl, redirectUrl, scopes } = oauth;
  return (
    <>
      {registrationUrl === null ? (
        <p>{words.registerElsewhere}</p>
      ) : (
        <WebLink url={registrationUrl}>{words.register}</WebLink>
      )}
      <div className="field">
        <span className="label">{words.redirect}</span>
        <CopyField what={words.redirect} text={redirectUrl} />
        <span className="hint">{words.redirectHint}</span>
      </div>
      <p className="hint">{words.scopes(scopes.join(', '))}</p>
    </>
  );
}
