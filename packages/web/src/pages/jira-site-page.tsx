/** One Jira site: what works, what is sent, who sees what, and everything that can be done about it. */

import type { JiraSiteDetails } from '@branchline/contract';
import { WebLink } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Answer } from '../components/answer.tsx';
import { isSelfManaged } from '../components/jira-standing.ts';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { Tabs, useTab, type Tab } from '../components/tabs.tsx';
import { jiraSiteQuery } from '../queries/jira-sites.ts';
import * as texts from '../texts.ts';
import { AssociationsTab } from './jira-site/associations-tab.tsx';
import { ClearTab } from './jira-site/clear-tab.tsx';
import { ComparisonTab } from './jira-site/comparison-tab.tsx';
import { CredentialsTab } from './jira-site/credentials-tab.tsx';
import { ForgeTab } from './jira-site/forge-tab.tsx';
import { OverviewTab } from './jira-site/overview-tab.tsx';
import { ProjectsTab } from './jira-site/projects-tab.tsx';
import { RemoveSiteDialog } from './jira-site/remove-site-dialog.tsx';
import { ResendDialog } from './jira-site/resend-dialog.tsx';
import { WebhookTab } from './jira-site/webhook-tab.tsx';

const words = texts.jiraSites;

type TabKey = Exclude<keyof typeof words.tabs, 'label'>;

const cloudTabs: readonly TabKey[] = [
  'overview',
  'projects',
  'associations',
  'clear',
  'comparison',
  'credentials',
  'forge',
  'webhook',
];
// Forge is for Jira Cloud alone, and Data Center can only be asked for what it was sent by us.
const dataCenterTabs = cloudTabs.filter((key) => key !== 'forge' && key !== 'comparison');

export function JiraSitePage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const site = useQuery(jiraSiteQuery(Number(id)));
  return (
    <Answer query={site} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <JiraSite site={data} />}
    </Answer>
  );
}

function JiraSite({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const keys = isSelfManaged(site) ? dataCenterTabs : cloudTabs;
  const tabs = keys.map((key): Tab<TabKey> => ({ key, label: words.tabs[key] }));
  const open = useTab(tabs);
  return (
    <>
      <PageHeader
        crumbs={<Link to="/jira-sites">{words.title}</Link>}
        title={site.name}
        badge={site.sending.pausedBecause === null ? undefined : <StateBadge state="paused" />}
        actions={<Actions site={site} />}
        lead={<WebLink url={site.siteUrl}>{site.siteUrl}</WebLink>}
      />
      <Tabs label={words.tabs.label} tabs={tabs} open={open} />
      <OpenTab site={site} open={open} />
    </>
  );
}

function OpenTab({ site, open }: { readonly site: JiraSiteDetails; readonly open: TabKey | undefined }): ReactElement {
  if (open === 'projects') return <ProjectsTab siteId={site.id} />;
  if (open === 'associations') return <AssociationsTab siteId={site.id} />;
  if (open === 'clear') return <ClearTab site={site} />;
  if (open === 'comparison') return <ComparisonTab site={site} />;
  if (open === 'credentials') return <CredentialsTab site={site} />;
  if (open === 'forge') return <ForgeTab siteId={site.id} />;
  if (open === 'webhook') return <WebhookTab siteId={site.id} />;
  return <OverviewTab site={site} />;
}

function Actions({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const [asked, setAsked] = useState<'resend' | 'remove'>();
  const { id, sending } = site;
  const close = (): void => setAsked(undefined);
  return (
    <>
      {sending.pausedBecause === null ? (
        <ActionButton label={words.actions.pause} icon="pause" run={() => api.pauseJiraSite({ params: { id } })} />
      ) : (
        <ActionButton
          label={words.actions.resume}
          icon="play"
          primary
          run={() => api.resumeJiraSite({ params: { id } })}
        />
      )}
      <button type="button" className="bl-button" onClick={() => setAsked('resend')}>
        {words.actions.resend}
      </button>
      <button type="button" className="bl-button" onClick={() => setAsked('remove')}>
        {words.actions.remove}
      </button>
      {asked === 'resend' && <ResendDialog site={site} onClose={close} />}
      {asked === 'remove' && <RemoveSiteDialog site={site} onClose={close} />}
    </>
  );
}
