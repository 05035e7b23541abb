/** The settings: of the installation, of single projects, and all of it as a file. */

import type { ReactElement } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { Tabs, useTab, type Tab } from '../components/tabs.tsx';
import { useMe } from '../components/use-me.ts';
import * as texts from '../texts.ts';
import { BranchNamesTab } from './settings/branch-names-tab.tsx';
import { ConfigurationTab } from './settings/configuration-tab.tsx';
import { GeneralTab } from './settings/general-tab.tsx';
import { MailTab } from './settings/mail-tab.tsx';
import { ProjectsTab } from './settings/projects-tab.tsx';
import { RetentionTab } from './settings/retention-tab.tsx';

const words = texts.settings;

type TabKey = Exclude<keyof typeof words.tabs, 'label'>;

const pages: Readonly<Record<TabKey, () => ReactElement>> = {
  general: GeneralTab,
  'branch-names': BranchNamesTab,
  projects: ProjectsTab,
  mail: MailTab,
  retention: RetentionTab,
  configuration: ConfigurationTab,
};

/** What is kept about people, who hears of troubles, and everything at once: for administrators alone. */
const ofAdministrators: ReadonlySet<TabKey> = new Set(['mail', 'retention', 'configuration']);

export function SettingsPage(): ReactElement {
  const me = useMe();
  const keys = (Object.keys(pages) as TabKey[]).filter(
    (key) => me === undefined || me.role === 'administrator' || !ofAdministrators.has(key),
  );
  const tabs = keys.map((key): Tab<TabKey> => ({ key, label: words.tabs[key] }));
  const open = useTab(tabs) ?? 'general';
  const Page = pages[open];
  return (
    <main className="page">
      <PageHeader title={words.title} lead={words.lead} />
      <Tabs label={words.tabs.label} tabs={tabs} open={open} />
      <Page />
    </main>
  );
}
