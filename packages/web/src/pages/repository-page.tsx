/** One repository: its state and progress, what can be done, its log, its settings and who sees it. */

import type { RepositoryDetails } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { Tabs, useTab } from '../components/tabs.tsx';
import { repositoryQuery } from '../queries/repositories.ts';
import * as texts from '../texts.ts';
import { LogTab } from './repository/log-tab.tsx';
import { OverviewTab } from './repository/overview-tab.tsx';
import { ProjectsTab } from './repository/projects-tab.tsx';
import { RepositoryActions } from './repository/repository-actions.tsx';
import { SettingsTab } from './repository/settings-tab.tsx';
import { WebhooksTab } from './repository/webhooks-tab.tsx';

const words = texts.repository;

const tabs = (['overview', 'log', 'settings', 'projects', 'webhooks'] as const).map((key) => ({
  key,
  label: words.tabs[key],
}));

export function RepositoryPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const repository = useQuery(repositoryQuery(Number(id)));
  return (
    <Answer query={repository} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <Repository repository={data} />}
    </Answer>
  );
}

function Repository({ repository }: { readonly repository: RepositoryDetails }): ReactElement {
  const open = useTab(tabs);
  const { name, serviceName, state, stateReason } = repository;
  return (
    <>
      <PageHeader
        crumbs={<Link to="/repositories">{texts.repositories.title}</Link>}
        title={name}
        badge={<StateBadge state={state} />}
        actions={<RepositoryActions repository={repository} />}
        {...(serviceName === name ? {} : { lead: words.calledAtService(serviceName) })}
      />
      {stateReason !== null && <p className="reason">{stateReason}</p>}
      <Tabs label={words.tabs.label} tabs={tabs} open={open} />
      <OpenTab repository={repository} open={open} />
    </>
  );
}

interface OpenTabProps {
  readonly repository: RepositoryDetails;
  readonly open: (typeof tabs)[number]['key'] | undefined;
}

function OpenTab({ repository, open }: OpenTabProps): ReactElement {
  if (open === 'log') return <LogTab repositoryId={repository.id} />;
  if (open === 'settings') return <SettingsTab repository={repository} />;
  if (open === 'projects') return <ProjectsTab repository={repository} />;
  if (open === 'webhooks') return <WebhooksTab repository={repository} />;
  return <OverviewTab repository={repository} />;
}
