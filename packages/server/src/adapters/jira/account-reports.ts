/** Tells Atlassian which accounts we keep ids of, and hears which of them were closed or changed. */

import type { AtlassianAccountId } from '@branchline/domain';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { AccountReport, AccountReports } from '../../ports/jira-site/people.ts';
import type { HttpClient, HttpRequest } from '../http-client/http-client.ts';

/** Source: Atlassian's user privacy guide for developers, "Report user personal data". */
const accountsAtOnce = 90;
/** From the same page, where the answer names no other in its header `Cycle-Period`. */
const ordinaryCycleDays = 7;
const dayMilliseconds = 24 * 60 * 60_000;

/** 204 has no body: nothing to do. */
const Answer = z
  .object({ accounts: z.array(z.object({ accountId: z.string(), status: z.enum(['closed', 'updated']) })) })
  .optional();

/** What reporting needs. */
export interface AccountReportTools {
  /** `https://api.atlassian.com`, or the sandbox. */
  readonly apiUrl: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Of whoever reports. */
  readonly authorization: () => Promise<NonNullable<HttpRequest<unknown>['authorization']>>;
}

export function createAccountReports({ apiUrl, http, clock, authorization }: AccountReportTools): AccountReports {
  return {
    async report(accounts): Promise<AccountReport> {
      const told = new Map<string, 'closed' | 'updated'>();
      let cycleDays = ordinaryCycleDays;
      for (let start = 0; start < accounts.length; start += accountsAtOnce) {
        const some = accounts.slice(start, start + accountsAtOnce);
        const { answer, headers } = await http.askWhole({
          method: 'POST',
          url: `${apiUrl}/app/report-accounts/`,
          authorization: await authorization(),
          json: {
            accounts: some.map(({ accountId, updatedAt }) => ({ accountId, updatedAt: updatedAt.toISOString() })),
          },
          // Reporting an account once more does no harm.
          repeatable: true,
          answer: Answer,
        });
        for (const { accountId, status } of answer?.accounts ?? []) told.set(accountId, status);
        cycleDays = cycleDaysFrom(headers['cycle-period']) ?? cycleDays;
      }
      return {
        closed: accountsThatAre('closed', told),
        updated: accountsThatAre('updated', told),
        nextAt: new Date(clock.now().getTime() + cycleDays * dayMilliseconds),
      };
    },
  };
}

function accountsThatAre(
  wanted: 'closed' | 'updated',
  told: ReadonlyMap<string, 'closed' | 'updated'>,
): readonly AtlassianAccountId[] {
  return [...told].filter(([, status]) => status === wanted).map(([id]) => id as AtlassianAccountId);
}

/** A year at most: nonsense must not end the reports. */
const longestCycleDays = 365;

function cycleDaysFrom(header: string | readonly string[] | undefined): number | undefined {
  const days = Number(typeof header === 'string' ? header : undefined);
  return days > 0 && days <= longestCycleDays ? days : undefined;
}
