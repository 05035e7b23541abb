/** The door at which apps report whose account ids they keep, as Atlassian's rules on personal data ask. */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** "You can report up to 90 accounts per request." */
const mostAccounts = 90;
/** Days between two reports of an account. */
const cycleDays = 7;

const Report = z.strictObject({
  accounts: z
    .array(z.strictObject({ accountId: z.string().min(1).max(128), updatedAt: z.iso.datetime({ offset: true }) }))
    .min(1)
    .max(mostAccounts),
});

export interface ReportedAccount {
  readonly accountId: string;
  readonly updatedAt: string;
}

export interface AccountReportDoor {
  /** Everything reported so far, the oldest first. */
  readonly received: readonly ReportedAccount[];
  /** From now on Atlassian says of this account that it was closed, changed, or nothing. */
  set(accountId: string, status: 'closed' | 'updated' | undefined): void;
}

export interface OpenedAccountReports {
  readonly door: AccountReportDoor;
  /** Adds `POST /app/report-accounts/`. */
  readonly addRoutes: (app: FastifyInstance) => void;
}

/** @param mayReport whether the credential is taken */
export function openAccountReports(mayReport: (authorization: string | undefined) => boolean): OpenedAccountReports {
  const received: ReportedAccount[] = [];
  const statuses = new Map<string, 'closed' | 'updated'>();
  return {
    door: {
      received,
      set(accountId, status) {
        if (status === undefined) statuses.delete(accountId);
        else statuses.set(accountId, status);
      },
    },
    addRoutes(app) {
      app.post('/app/report-accounts/', (request, reply) => {
        if (!mayReport(request.headers.authorization)) return reply.code(401).send({ message: 'Unauthorized' });
        const report = Report.safeParse(request.body);
        if (!report.success) return reply.code(400).send({ message: z.prettifyError(report.error) });
        received.push(...report.data.accounts);
        const accounts = report.data.accounts.flatMap(({ accountId }) => {
          const status = statuses.get(accountId);
          return status === undefined ? [] : [{ accountId, status }];
        });
        void reply.header('cycle-period', String(cycleDays));
        return accounts.length === 0 ? reply.code(204).send() : reply.send({ accounts });
      });
    },
  };
}
