/** An app of our own at the service: one of its installations, one more, or a new app made by a click there. */

import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TextField } from '../components/text-field.tsx';
import { installationsQuery } from '../queries/integration-drafts.ts';
import * as texts from '../texts.ts';
import { networkOf, settingsOf, type GitService, type Wizard } from './use-wizard.ts';

export interface AppSignInProps {
  readonly wizard: Wizard;
  readonly service: GitService;
}

const words = texts.wizard.app;

export function AppSignIn({ wizard, service }: AppSignInProps): ReactElement {
  const apps = service.app?.apps ?? [];
  return (
    <>
      {apps.map((app) => (
        <Installations key={app.id} app={app} />
      ))}
      {apps.length === 0 ? (
        <NewApp wizard={wizard} service={service} />
      ) : (
        <details className="other-way wizard-fold">
          <summary>{words.new}</summary>
          <NewApp wizard={wizard} service={service} />
        </details>
      )}
    </>
  );
}

function Installations({ app }: { readonly app: { readonly id: number; readonly name: string } }): ReactElement {
  const query = useQuery(installationsQuery(app.id));
  const install = useMutation({
    mutationFn: () => api.installApp({ params: { id: app.id } }),
    onSuccess: ({ installUrl }) => window.location.assign(installUrl),
  });
  return (
    <fieldset className="choices">
      <legend>{words.existing(app.name)}</legend>
      <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
        {({ installations }) => (
          <>
            {installations.length === 0 && <p className="quiet">{words.none}</p>}
            {installations.map(({ installationId, account, isSuspended, integrationIds }) => (
              <label key={installationId}>
                <input type="radio" name="installation" value={`${app.id} ${installationId}`} disabled={isSuspended} />
                {account.login}
                {isSuspended && <span className="quiet">({words.suspended})</span>}
                {integrationIds.length > 0 && <span className="quiet">({words.connected})</span>}
              </label>
            ))}
          </>
        )}
      </Answer>
      {install.error !== null && <ProblemView problem={problemOf(install.error)} onCopy={copyText} />}
      <button type="button" className="bl-button" disabled={install.isPending} onClick={() => install.mutate()}>
        {words.install}
      </button>
    </fieldset>
  );
}

function NewApp({ wizard, service }: AppSignInProps): ReactElement {
  const { typed, type } = wizard;
  const network = networkOf(typed);
  const name = typed.appName === '' ? words.nameStandard : typed.appName;
  const start = useMutation({
    mutationFn: () =>
      api.startApp({
        body: {
          connector: service.id,
          settings: settingsOf(service, typed),
          name,
          ...(network === undefined ? {} : { network }),
          ...(typed.appOwner.trim() === '' ? {} : { owner: typed.appOwner.trim() }),
        },
      }),
    // On this very address, whatever the installation is called elsewhere: the cookie that was set is for here.
    onSuccess: ({ browserUrl }) => window.location.assign(new URL(browserUrl).pathname),
  });
  return (
    <div className="form">
      <TextField
        label={words.name}
        name="appName"
        hint={words.nameHint}
        value={name}
        onChange={(appName) => type({ appName })}
        input={{ maxLength: 34 }}
      />
      <TextField
        label={words.owner}
        name="appOwner"
        hint={words.ownerHint}
        isOptional
        value={typed.appOwner}
        onChange={(appOwner) => type({ appOwner })}
      />
      {start.error !== null && <ProblemView problem={problemOf(start.error)} onCopy={copyText} />}
      <div className="actions">
        <button
          type="button"
          className="bl-button button-primary"
          disabled={start.isPending}
          onClick={() => start.mutate()}
        >
          {words.create(service.title)}
        </button>
      </div>
    </div>
  );
}
