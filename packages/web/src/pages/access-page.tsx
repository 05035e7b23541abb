/** Who may sign in, as what: accounts, tokens of everybody, identity providers, and what each role may. */

import type { ReactElement } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { Tabs, useTab, type Tab } from '../components/tabs.tsx';
import * as texts from '../texts.ts';
import { AccountsTab } from './access/accounts-tab.tsx';
import { AllTokensTab } from './access/all-tokens-tab.tsx';
import { ProvidersTab } from './access/providers-tab.tsx';
import { RolesTab } from './access/roles-tab.tsx';

const words = texts.access;

type Part = keyof typeof words.tabs;

const tabs: readonly Tab<Part>[] = (Object.keys(words.tabs) as Part[]).map((key) => ({ key, label: words.tabs[key] }));

export function AccessPage(): ReactElement {
  const open = useTab(tabs);
  return (
    <>
      <PageHeader title={words.title} />
      <Tabs label={words.title} tabs={tabs} open={open} />
      {open === 'accounts' && <AccountsTab />}
      {open === 'tokens' && <AllTokensTab />}
      {open === 'providers' && <ProvidersTab />}
      {open === 'roles' && <RolesTab />}
    </>
  );
}
