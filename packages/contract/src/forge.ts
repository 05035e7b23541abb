/** The Forge app of a Jira site: registered by its operator, installed in Jira, and what goes through it. */

import type { JiraSiteId } from '@branchline/domain';
import { z } from 'zod';
import { Moment, Nothing, idOf } from './fields.ts';
import { act, remove, replace, show, type Route } from './route.ts';

/** The doors through which development information goes. */
export const DevelopmentSink = z.enum(['oauth', 'forge']);
export type DevelopmentSink = z.infer<typeof DevelopmentSink>;

/** How an app stands. */
export const ForgeApp = z.object({
  appId: z.string(),
  /** Null until the app has called. */
  installation: z
    .object({
      environment: z.string(),
      /** When it first called. */
      since: Moment,
      lastSeenAt: Moment,
      /** Of the token that it handed over; null while none came. */
      tokenEndsAt: Moment.nullable(),
    })
    .nullable(),
  /** Why it cannot be used at the moment, and what to do; null when it can. */
  trouble: z.object({ because: z.string(), remedy: z.string() }).nullable(),
  sink: DevelopmentSink,
  /** A former sink whose development information is still to be taken back from Jira. */
  sinkToEmpty: DevelopmentSink.nullable(),
  /** Why that did not work so far. */
  emptyingTrouble: z.string().nullable(),
});
export type ForgeApp = z.infer<typeof ForgeApp>;

/** Null when no app is registered. */
export const ForgeState = z.object({ forge: ForgeApp.nullable() });
export type ForgeState = z.infer<typeof ForgeState>;

const appIdPrefix = 'ari:cloud:ecosystem::app/';

/** As in the manifest after `forge register`, or only the part after the last slash. */
export const ForgeAppId = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:ari:cloud:ecosystem::app\/)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: 'is no app id: look in manifest.yml for app.id, such as ari:cloud:ecosystem::app/01234567-…',
  })
  .transform((id) => (id.startsWith(appIdPrefix) ? id : `${appIdPrefix}${id}`));

const jiraSite = z.object({ id: idOf<JiraSiteId>() });
const path = '/api/v1/jira-sites/:id/forge';

export const forgeRoutes = {
  showForge: { ...show, path, params: jiraSite, response: ForgeState },
  registerForgeApp: {
    ...replace,
    path,
    params: jiraSite,
    request: z.object({ appId: ForgeAppId }),
    response: ForgeState,
  },
  /** Everything is sent through the new sink; then what the one before has sent is taken back. */
  switchSink: {
    ...act,
    path: `${path}/sink`,
    params: jiraSite,
    request: z.object({ sink: DevelopmentSink }),
    status: 202,
    response: ForgeState,
  },
  forgetForgeApp: { ...remove, path, params: jiraSite, status: 204, response: Nothing },
} as const satisfies Readonly<Record<string, Route>>;
