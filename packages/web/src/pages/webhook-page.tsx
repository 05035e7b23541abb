/** One webhook: what was done because of it, its headers and its body. */

import type { WebhookDeliveryDetails } from '@branchline/contract';
import { CopyButton, Icon, RelativeTime, numbered, size } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { Fact, Facts } from '../components/facts.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useNow } from '../components/use-now.ts';
import { deliveryQuery } from '../queries/webhooks.ts';
import * as texts from '../texts.ts';
import { OutcomeBadge } from './webhooks/outcome-badge.tsx';
import { prettyBody } from './webhooks/pretty-body.ts';

const words = texts.webhook;

export function WebhookPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const delivery = useQuery(deliveryQuery(Number(id)));
  return (
    <Answer query={delivery} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <Delivery delivery={data} />}
    </Answer>
  );
}

interface DeliveryProps {
  readonly delivery: WebhookDeliveryDetails;
}

function Delivery({ delivery }: DeliveryProps): ReactElement {
  const { id, event, outcome, note, body } = delivery;
  const replay = (
    <ActionButton
      label={texts.webhooks.replay.one}
      icon="refresh"
      run={() => api.replayWebhooks({ body: { ids: [id] } })}
    />
  );
  return (
    <>
      <PageHeader
        crumbs={<Link to="/webhooks">{texts.webhooks.title}</Link>}
        title={words.title(event)}
        badge={<OutcomeBadge outcome={outcome} />}
        actions={body === null ? <span className="quiet">{words.cannotReplay}</span> : replay}
        {...(note === '' ? {} : { lead: note })}
      />
      <section className="card" aria-label={words.facts}>
        <DeliveryFacts delivery={delivery} />
      </section>
      <Headers headers={delivery.headers} />
      <Body body={body} />
    </>
  );
}

function DeliveryFacts({ delivery }: DeliveryProps): ReactElement {
  const now = useNow();
  const { receivedAt, readAt, replayedAt, level, repositoryId, integrationName, connector, about, repeats } = delivery;
  const moment = (at: string | null): ReactNode => (at === null ? words.notYet : <RelativeTime at={at} now={now} />);
  return (
    <Facts>
      <Fact name={words.arrived}>{moment(receivedAt)}</Fact>
      <Fact name={words.read}>{moment(readAt)}</Fact>
      {replayedAt !== null && <Fact name={words.replayed}>{moment(replayedAt)}</Fact>}
      <Fact name={words.address}>{level === null ? words.trigger : words.levels[level]}</Fact>
      {integrationName !== null && <Fact name={words.integration}>{integrationName}</Fact>}
      {repositoryId !== null && (
        <Fact name={words.repository}>
          <Link to="/repositories/$id" params={{ id: String(repositoryId) }}>
            {delivery.repositoryName ?? String(repositoryId)}
          </Link>
        </Fact>
      )}
      {about !== '' && <Fact name={words.about}>{about}</Fact>}
      <Fact name={words.connector}>{connector ?? words.nobody}</Fact>
      <Fact name={words.size}>{size(delivery.size)}</Fact>
      {repeats > 0 && <Fact name={words.repeats}>{numbered(repeats)}</Fact>}
    </Facts>
  );
}

function Headers({ headers }: { readonly headers: Readonly<Record<string, string>> }): ReactElement {
  const entries = Object.entries(headers);
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.headers}</h2>
      </header>
      <p className="hint">{words.headersHint}</p>
      {entries.length === 0 ? (
        <p className="quiet">{words.noHeaders}</p>
      ) : (
        <Facts>
          {entries.map(([name, value]) => (
            <Fact key={name} name={name}>
              <code className="break">{value}</code>
            </Fact>
          ))}
        </Facts>
      )}
    </section>
  );
}

function Body({ body }: { readonly body: WebhookDeliveryDetails['body'] }): ReactElement {
  if (body === null) {
    return (
      <section className="card">
        <h2>{words.body}</h2>
        <p className="quiet">{words.noBody}</p>
      </section>
    );
  }
  const text = prettyBody(body);
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.body}</h2>
        <CopyButton text={text} what={words.copyBody} onCopy={copyText} />
      </header>
      {body.encoding === 'base64' && <p className="quiet">{words.binary}</p>}
      <pre className="payload" dir="ltr">
        {text}
      </pre>
      {body.isCut && (
        <p className="reason">
          <Icon name="warning" /> {words.cut}
        </p>
      )}
    </section>
  );
}
