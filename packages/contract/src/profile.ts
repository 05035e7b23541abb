/** What belongs to whoever asks: who they are known to be, their own connections with Git services, mails. */

import type { IntegrationId } from '@branchline/domain';
import { z } from 'zod';
import { Id, Moment, Nothing, idOf } from './fields.ts';
import { NewPersonalConnection, PersonalConnection, PersonIdentity, SavedPersonalConnection } from './people.ts';
import { view, type Route } from './route.ts';

/** Who somebody is known to be. */
export const MyPerson = z.object({
  /** Empty while nothing is known but the account. */
  identities: z.array(PersonIdentity),
  /** By which they see issues: one at most for each site. */
  jiraAccounts: z.array(z.object({ jiraSiteId: Id, siteName: z.string(), siteUrl: z.string() })),
  /** Why there are none, or fewer than expected, and what to do; null when all is clear. */
  problem: z.string().nullable(),
});
export type MyPerson = z.infer<typeof MyPerson>;

/** An integration in which somebody can have a connection of their own. */
export const ConnectablePlace = z.object({
  integrationId: Id,
  name: z.string(),
  serviceTitle: z.string(),
  /** Where it is, for people. */
  address: z.string(),
  /** What can be entered here. */
  credentialKinds: z.array(z.enum(['token', 'user-and-password'])),
  /** Where the service lets people make a token; null when that is not known. */
  tokenPage: z.string().nullable(),
  /** Which rights it needs: whole sentences. */
  rights: z.string().nullable(),
  /** Null where nobody can sign in by OAuth: the service has none, or no client of ours is entered for it. */
  oauth: z
    .object({
      /** What is asked for there; none where an app of ours has rights of its own. */
      scopes: z.array(z.string()),
      mayChooseAccount: z.boolean(),
    })
    .nullable(),
  connection: PersonalConnection.nullable(),
});
export type ConnectablePlace = z.infer<typeof ConnectablePlace>;

export const MyMails = z.object({
  /** Mails about own smart commits that did not work. */
  wanted: z.boolean(),
});

const own = { access: 'viewer', status: 200 } as const;
const place = z.object({ integration: idOf<IntegrationId>() });

export const profileRoutes = {
  showMyPerson: { ...view, path: '/api/v1/me/person', response: MyPerson },
  /** For somebody inside Jira: entered on the profile page of Branchline, it joins that account with theirs. */
  makeJiraCode: {
    ...own,
    method: 'POST',
    path: '/api/v1/me/jira-code',
    status: 201,
    response: z.object({ jiraCode: z.string(), endsAt: Moment }),
  },
  /** Joins the account with the account at Jira that was shown the code. */
  joinWithJira: {
    ...own,
    method: 'POST',
    path: '/api/v1/me/jira-account',
    request: z.object({ code: z.string().trim().min(1).max(60) }),
    response: MyPerson,
  },
  listMyConnections: {
    ...view,
    path: '/api/v1/me/connections',
    response: z.object({ places: z.array(ConnectablePlace) }),
  },
  /** Tried before it is kept. */
  saveMyConnection: {
    ...own,
    method: 'PUT',
    path: '/api/v1/me/connections/:integration',
    params: place,
    request: NewPersonalConnection,
    response: SavedPersonalConnection,
  },
  checkMyConnection: {
    ...own,
    method: 'POST',
    path: '/api/v1/me/connections/:integration/check',
    params: place,
    response: PersonalConnection,
  },
  removeMyConnection: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/me/connections/:integration',
    params: place,
    status: 204,
    response: Nothing,
  },
  showMyMails: { ...view, path: '/api/v1/me/mails', response: MyMails },
  saveMyMails: { ...own, method: 'PUT', path: '/api/v1/me/mails', request: MyMails, response: MyMails },
} as const satisfies Readonly<Record<string, Route>>;
