/** How an integration stands: what needs a person, its facts, and the repositories that matter now. */

import type { Budget, IntegrationSummary } from '@branchline/contract';
import { RelativeTime, WebLink } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Fact, Facts } from '../../components/facts.tsx';
import { RepositoryLine } from '../../components/repository-line.tsx';
import { useNow } from '../../components/use-now.ts';
import { budgetsQuery } from '../../queries/integrations.ts';
import * as texts from '../../texts.ts';

const words = texts.integration;

interface TabProps {
  readonly integration: IntegrationSummary;
}

export function OverviewTab({ integration }: TabProps): ReactElement {
  const { attention } = integration;
  return (
    <>
      {attention.length > 0 && (
        <section className="card attention">
          <header className="card-header">
            <h2>{words.attention}</h2>
          </header>
          <ul className="lines">
            {attention.map(({ text, url }) => (
              <li key={text} className="line">
                <p className="line-text">{text}</p>
                {url !== null && <WebLink url={url}>{words.putRight}</WebLink>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="columns">
        <Notable integration={integration} />
        <IntegrationFacts integration={integration} />
      </div>
    </>
  );
}

function Notable({ integration: { id, mode, counts, repositories } }: TabProps): ReactElement {
  const now = useNow();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const hidden = all - repositories.length;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.notable}</h2>
      </header>
      {repositories.length === 0 ? (
        <p className="quiet">{mode === 'webhook-only' ? words.noneByWebhook : words.none}</p>
      ) : (
        <ul className="lines">
          {repositories.map((repository) => (
            <RepositoryLine key={repository.id} repository={repository} now={now} />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <p>
          <Link to="/repositories" search={{ integration: String(id) }}>
            {words.more(hidden)}
          </Link>
        </p>
      )}
    </section>
  );
}

function IntegrationFacts({ integration }: TabProps): ReactElement {
  const now = useNow();
  const { id, account, credentialKind, credentialExpiresAt, rotatesToken, checkedAt, mode, addedAt } = integration;
  const { facts } = words;
  const budget = useQuery(budgetsQuery).data?.budgets.find(({ integrationId }) => integrationId === id);
  return (
    <Facts>
      <Fact name={facts.account}>
        {account === null ? (
          facts.accountUnknown
        ) : account.webUrl === null ? (
          account.login
        ) : (
          <WebLink url={account.webUrl}>{account.login}</WebLink>
        )}
      </Fact>
      <Fact name={facts.credential}>{words.credentials[credentialKind ?? 'unknown']}</Fact>
      <Fact name={facts.ends}>
        {credentialExpiresAt === null ? facts.endsNever : <RelativeTime at={credentialExpiresAt} now={now} />}
        {rotatesToken && ` · ${facts.renews}`}
      </Fact>
      <Fact name={facts.checked}>
        {checkedAt === null ? texts.shared.never : <RelativeTime at={checkedAt} now={now} />}
      </Fact>
      <Fact name={facts.requests}>
        <Requests budget={budget} now={now} />
      </Fact>
      <Fact name={facts.network}>
        <Network network={integration.network} />
      </Fact>
      <Fact name={facts.mode}>{facts.modes[mode]}</Fact>
      <Fact name={facts.writing}>{integration.requiresPersonalToken ? facts.ownToken : facts.serviceAccount}</Fact>
      <Fact name={facts.viewing}>{integration.requiresGitPermission ? facts.gitPermission : facts.jiraPermission}</Fact>
      <Fact name={facts.added}>
        <RelativeTime at={addedAt} now={now} />
      </Fact>
    </Facts>
  );
}

interface RequestsProps {
  readonly budget: Budget | undefined;
  readonly now: Date;
}

function Requests({ budget, now }: RequestsProps): ReactElement {
  const { facts } = words;
  if (budget === undefined || budget.counts.length === 0) return <>{facts.noBudget}</>;
  return (
    <ul className="plain">
      {budget.counts.map(({ resource, remaining, limit, resetsAt }) => (
        <li key={resource}>
          {facts.budget(remaining, limit, resource)}, {facts.resets} <RelativeTime at={resetsAt} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Network({ network }: { readonly network: IntegrationSummary['network'] }): ReactElement {
  const { facts } = words;
  const { proxyUrl, trustedCertificates, verifiesCertificates } = network;
  const parts = [
    ...(proxyUrl === null ? [] : [facts.proxy(proxyUrl)]),
    ...(trustedCertificates === null ? [] : [facts.certificates]),
  ];
  return (
    <>
      {parts.length === 0 && verifiesCertificates ? facts.direct : parts.join(' · ')}
      {!verifiesCertificates && <p className="mistake">{facts.insecure}</p>}
    </>
  );
}
