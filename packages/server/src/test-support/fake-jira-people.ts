/** People of a Jira site in memory, for tests of what is made of them: who shows which address can be changed. */

import type { AtlassianAccountId, Failure } from '@branchline/domain';
import type { JiraCredentials, JiraSite, JiraSiteSettings } from '../ports/jira-site.ts';
import type { AccountReport, AccountReports, JiraPeople, JiraPerson } from '../ports/jira-site/people.ts';

/** Somebody with an account. */
export interface FakeAccount {
  readonly email: string;
  /** True when left out. */
  readonly isActive?: boolean;
}

export interface FakeJiraPeople {
  readonly people: JiraPeople;
  /** By account id; set and deleted by tests. */
  readonly accounts: Map<string, FakeAccount>;
  /** Addresses that were asked about, in order. */
  readonly asked: string[];
  /** What is thrown instead of an answer. */
  failing: Failure | undefined;
}

const nobodyTells = { kind: 'cannot-tell', because: 'Nobody is asked here.' } as const;

/** Nobody at first. */
export function fakeJiraPeople(): FakeJiraPeople {
  const accounts = new Map<string, FakeAccount>();
  const asked: string[] = [];
  const personOf = ([id, { isActive = true }]: readonly [string, FakeAccount]): JiraPerson => ({
    accountId: id as AtlassianAccountId,
    displayName: `Name of ${id}`,
    isActive,
    avatarUrl: undefined,
  });
  const fake: FakeJiraPeople = {
    accounts,
    asked,
    failing: undefined,
    people: {
      async byEmail(email) {
        if (fake.failing !== undefined) throw fake.failing;
        asked.push(email);
        return [...accounts].filter(([, account]) => account.email === email).map(personOf);
      },
      async search() {
        return [...accounts].map(personOf);
      },
      async named(ids) {
        if (fake.failing !== undefined) throw fake.failing;
        const wanted = new Set<string>(ids);
        const found = [...accounts].filter(([id]) => wanted.has(id));
        return new Map(found.map((each) => [each[0] as AtlassianAccountId, personOf(each)]));
      },
      may: async () => nobodyTells,
      mayEach: async () => nobodyTells,
      mayInProjects: async () => nobodyTells,
    },
  };
  return fake;
}

export interface FakeAccountReports extends AccountReports {
  /** What was told, batch by batch. */
  readonly told: (readonly string[])[];
  readonly closed: Set<string>;
  failing: Failure | undefined;
}

/** Asks for the next report in a week. */
export function fakeAccountReports(now: () => Date): FakeAccountReports {
  const reports: FakeAccountReports = {
    told: [],
    closed: new Set(),
    failing: undefined,
    async report(accounts): Promise<AccountReport> {
      if (reports.failing !== undefined) throw reports.failing;
      const ids = accounts.map(({ accountId }) => accountId);
      reports.told.push(ids);
      const nextAt = new Date(now().getTime() + 7 * 86_400_000);
      return { closed: ids.filter((id) => reports.closed.has(id)), updated: [], nextAt };
    },
  };
  return reports;
}

/** The house's Jira with these in place of what its account allows. */
export function withPeople(
  jiraSite: (settings: JiraSiteSettings, credentials: JiraCredentials) => JiraSite,
  people: JiraPeople | undefined,
  accountReports?: AccountReports,
) {
  return (settings: JiraSiteSettings, credentials: JiraCredentials): JiraSite => {
    const { people: _theirs, accountReports: _reports, ...site } = jiraSite(settings, credentials);
    return { ...site, ...(people && { people }), ...(accountReports && { accountReports }) };
  };
}
