/** One integration: how it stands, its repositories, who sees them, its webhooks and its settings. */

import type { VersionedIntegration } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { AssociationEditor } from '../components/association-editor.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { Tabs, useTab, type Tab } from '../components/tabs.tsx';
import { useNow } from '../components/use-now.ts';
import { WaitLine } from '../components/wait-line.tsx';
import { integrationQuery } from '../queries/integrations.ts';
import * as texts from '../texts.ts';
import { IntegrationActions } from './integration/integration-actions.tsx';
import { OverviewTab } from './integration/overview-tab.tsx';
import { RepositoriesTab } from './integration/repositories-tab.tsx';
import { SettingsTab } from './integration/settings-tab.tsx';
import { stateOfCounts, sentenceOfCounts } from './integration/state-of-counts.ts';
import { WebhooksTab } from './integration/webhooks-tab.tsx';

const words = texts.integration;

export function IntegrationPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const integration = useQuery(integrationQuery(Number(id)));
  return (
    <Answer query={integration} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <Integration integration={data} />}
    </Answer>
  );
}

type TabKey = keyof Omit<typeof words.tabs, 'label'>;

const tabKeys = ['overview', 'repositories', 'projects', 'webhooks', 'settings'] as const satisfies readonly TabKey[];
const tabs: readonly Tab<TabKey>[] = tabKeys.map((key) => ({ key, label: words.tabs[key] }));

function Integration({ integration }: { readonly integration: VersionedIntegration }): ReactElement {
  const now = useNow();
  const open = useTab(tabs);
  const { name, counts, mode, pausedBecause, requestsWait } = integration;
  return (
    <>
      <PageHeader
        crumbs={<Link to="/integrations">{texts.integrations.title}</Link>}
        title={name}
        badge={<StateBadge state={stateOfCounts(counts, pausedBecause !== null)} />}
        actions={<IntegrationActions integration={integration} />}
        lead={sentenceOfCounts(counts, mode)}
      />
      {pausedBecause !== null && <p className="reason">{pausedBecause}</p>}
      <WaitLine wait={requestsWait} now={now} />
      <Tabs label={words.tabs.label} tabs={tabs} open={open} />
      <OpenTab tab={open} integration={integration} />
    </>
  );
}

interface OpenTabProps {
  readonly tab: TabKey | undefined;
  readonly integration: VersionedIntegration;
}

function OpenTab({ tab, integration }: OpenTabProps): ReactElement {
  if (tab === 'repositories') return <RepositoriesTab integration={integration} />;
  if (tab === 'projects')
    return <AssociationEditor integrationId={integration.id} integrationName={integration.name} />;
  if (tab === 'webhooks') return <WebhooksTab integration={integration} />;
  if (tab === 'settings') return <SettingsTab key={integration.id} integration={integration} />;
  return <OverviewTab integration={integration} />;
}
