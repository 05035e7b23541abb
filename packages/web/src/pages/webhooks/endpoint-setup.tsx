/** An address with its secret, shown once, what to do at the service, and one request for scripts. */

import type { WebhookEndpointWithSecret } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import * as texts from '../../texts.ts';

export interface EndpointSetupProps {
  readonly endpoint: WebhookEndpointWithSecret;
  readonly onClose: () => void;
}

const words = texts.webhookAddresses;
/** Where the secret is not known any more: whoever copies the line has it. */
const secretVariable = '$BRANCHLINE_SECRET';

/** A repository's own address needs no body. */
function triggerLine({ url, secret, repositoryId }: WebhookEndpointWithSecret): string {
  const body = `--json '{"cloneUrl":"https://git.example.com/acme/app.git"}'`;
  const header = `--header "x-branchline-secret: ${secret ?? secretVariable}"`;
  return ['curl --fail-with-body', header, ...(repositoryId === null ? [body] : ['--request POST']), url].join(' ');
}

export function EndpointSetup({ endpoint, onClose }: EndpointSetupProps): ReactElement {
  const { url, secret, manualSteps, name, level } = endpoint;
  return (
    <section className="card" aria-label={words.ofRepository(name ?? words.levels[level])}>
      <header className="card-header">
        <h2>{name ?? words.levels[level]}</h2>
        <button type="button" className="icon-button" onClick={onClose}>
          <Icon name="close" label={texts.shared.close} />
        </button>
      </header>
      <Facts>
        <Fact name={words.columns.address}>
          <CopyField what={words.address} text={url} />
        </Fact>
        <Fact name={words.columns.secret}>
          {secret === null ? (
            words.shownBefore
          ) : (
            <>
              <CopyField what={words.secret} text={secret} />
              <strong>{words.shownOnce}</strong>
            </>
          )}
        </Fact>
      </Facts>
      <h3>{words.steps}</h3>
      <ol className="steps">
        {manualSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h3>{words.trigger}</h3>
      <p className="quiet">{words.triggerText}</p>
      <CopyField what={words.triggerCommand} text={triggerLine(endpoint)} />
    </section>
  );
}
