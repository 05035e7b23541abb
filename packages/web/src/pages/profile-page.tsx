/** The page about oneself: account, second factor, sessions, connections, tokens, preferences. */

import type { AccountView, Me } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tabs, useTab, type Tab } from '../components/tabs.tsx';
import { meQuery } from '../queries/me.ts';
import * as texts from '../texts.ts';
import { AccountTab } from './profile/account-tab.tsx';
import { ConnectionsTab } from './profile/connections-tab.tsx';
import { PreferencesTab } from './profile/preferences-tab.tsx';
import { SecurityTab } from './profile/security-tab.tsx';
import { TokensTab } from './profile/tokens-tab.tsx';

const words = texts.profile;

type Part = keyof typeof words.tabs;

const tabs: readonly Tab<Part>[] = (Object.keys(words.tabs) as Part[]).map((key) => ({ key, label: words.tabs[key] }));

export function ProfilePage(): ReactElement {
  const me = useQuery(meQuery);
  const account = me.data?.account;
  const lead = account && words.lead(account.name, account.login, words.roles[account.role]);
  return (
    <>
      <PageHeader title={words.title} lead={lead ?? undefined} />
      <Answer query={me} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => (data.account === null ? <NoAccount kind={data.kind} /> : <Profile account={data.account} />)}
      </Answer>
    </>
  );
}

function NoAccount({ kind }: Pick<Me, 'kind'>): ReactElement {
  if (kind === 'jira') return <EmptyState title={words.noAccount.jira.title}>{words.noAccount.jira.text}</EmptyState>;
  const { title, text, action } = words.noAccount['access-token'];
  const toAccess = (
    <Link to="/access" className="bl-button button-primary">
      {action}
    </Link>
  );
  return (
    <EmptyState title={title} action={toAccess}>
      {text}
    </EmptyState>
  );
}

function Profile({ account }: { readonly account: AccountView }): ReactElement {
  const open = useTab(tabs);
  return (
    <>
      <Tabs label={words.title} tabs={tabs} open={open} />
      {open === 'account' && <AccountTab account={account} />}
      {open === 'security' && <SecurityTab account={account} />}
      {open === 'connections' && <ConnectionsTab />}
      {open === 'tokens' && <TokensTab account={account} />}
      {open === 'preferences' && <PreferencesTab />}
    </>
  );
}
