/** Finds out whether the account may put links into issues. */

import { Failure } from '@branchline/domain';
import { z } from 'zod';
import type { AskPlatform } from './ask-platform.ts';

const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const Configuration = z.object({ issueLinkingEnabled: z.boolean().optional() });

/** What to do when it may not. */
export const linkRemedy =
  'Give the account a role with the permission "Link Issues" in the projects concerned: in Jira under Project ' +
  'settings → Permissions.';

/** What to do where nobody may. */
export const linkingRemedy = 'A Jira administrator can switch it on under Administration → System → Issue linking.';

/** @throws Failure `unauthorized` or `forbidden` with the remedy */
export async function checkLinking(ask: AskPlatform, siteUrl: string): Promise<void> {
  const { issueLinkingEnabled } = await ask.get('/configuration', Configuration);
  if (issueLinkingEnabled === false) {
    throw new Failure('forbidden', 'jira', `Links between issues are switched off at ${siteUrl}. ${linkingRemedy}`);
  }
  const { permissions } = await ask.get('/mypermissions', Permissions);
  if (permissions['LINK_ISSUES']?.havePermission === true) return;
  const what = `The account for ${siteUrl} has the permission "Link Issues" in no project.`;
  throw new Failure('forbidden', 'jira', `${what} ${linkRemedy}`);
}
