/** Finds out what a site's credentials allow, by questions that change nothing, and says what to do about the rest. */

import { Failure } from '@branchline/domain';
import { z } from 'zod';
import type {
  DevelopmentInformation,
  ForgeTrouble,
  JiraAbility,
  JiraAccount,
  JiraCheck,
  JiraFinding,
  JiraProjects,
} from '../../ports/jira-site.ts';
import { credentialRemedy } from './access-token.ts';
import { permissionRemedy } from './ask-jira.ts';
import { forbiddenRemedy, type AskPlatform } from './ask-platform.ts';
import { linkingRemedy, linkRemedy } from './check-linking.ts';
import { forgeRemedy } from './forge-platform.ts';

/** The account's side of a site. */
export interface AccountSide {
  readonly ask: AskPlatform;
  /** What to do when Jira does not take its token. */
  readonly remedy: string;
  readonly account: JiraAccount;
  readonly projects: JiraProjects;
}

const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
type HeldPermissions = z.infer<typeof Permissions>['permissions'];

/** The permission behind each ability, by Jira's key and by the name its administrators read. */
const permissionsNeeded: readonly PermissionNeeded[] = [
  { ability: 'issues', key: 'BROWSE_PROJECTS', name: 'Browse Projects' },
  { ability: 'comments', key: 'ADD_COMMENTS', name: 'Add Comments' },
  { ability: 'work-logs', key: 'WORK_ON_ISSUES', name: 'Work On Issues' },
  { ability: 'transitions', key: 'TRANSITION_ISSUES', name: 'Transition Issues' },
  { ability: 'edits', key: 'EDIT_ISSUES', name: 'Edit Issues' },
  { ability: 'assignments', key: 'ASSIGN_ISSUES', name: 'Assign Issues' },
  { ability: 'people', key: 'USER_PICKER', name: 'Browse users and groups', isGlobal: true },
  { ability: 'permissions-of-others', key: 'ADMINISTER', name: 'Administer Jira', isGlobal: true },
];

interface PermissionNeeded {
  readonly ability: JiraAbility;
  readonly key: string;
  readonly name: string;
  /** Given for the whole site, not by a project. */
  readonly isGlobal?: boolean;
}

const ofTheAccount: readonly JiraAbility[] = [
  'account',
  'projects',
  ...permissionsNeeded.map(({ ability }) => ability),
];

/** @throws Failure when Jira cannot be asked at the moment */
export async function checkAbilities(
  development: DevelopmentInformation | undefined,
  side: AccountSide | undefined,
  sinkTrouble?: ForgeTrouble,
): Promise<JiraCheck> {
  return { findings: [await checkDevelopment(development, side, sinkTrouble), ...(await checkAccount(side))] };
}

async function checkDevelopment(
  development: DevelopmentInformation | undefined,
  side: AccountSide | undefined,
  sinkTrouble: ForgeTrouble | undefined,
): Promise<JiraFinding> {
  const ability = 'development-information';
  if (development !== undefined) {
    const ofAccount = side === undefined ? [] : [side.remedy, forbiddenRemedy];
    const remedies = [credentialRemedy, permissionRemedy, forgeRemedy, linkRemedy, linkingRemedy, ...ofAccount];
    const answer = await asked(ability, remedies, () => development.check());
    return answer.refused ?? working(ability);
  }
  if (side?.ask.isDataCenter === true) {
    return broken(ability, 'Jira Data Center takes no development information from outside.', undefined);
  }
  if (sinkTrouble !== undefined) return broken(ability, sinkTrouble.because, sinkTrouble.remedy);
  return broken(ability, 'There are no OAuth credentials for this site.', `Add them. ${credentialRemedy}`);
}

async function checkAccount(side: AccountSide | undefined): Promise<readonly JiraFinding[]> {
  if (side === undefined) {
    const remedy = 'Add a service account with an API token: docs/jira.md says how.';
    return ofTheAccount.map((ability) => broken(ability, 'There is no account for this site.', remedy));
  }
  const remedies = [side.remedy, forbiddenRemedy];
  const { refused } = await asked('account', remedies, () => side.account.whoAmI());
  if (refused !== undefined) return ofTheAccount.map((ability) => ({ ...refused, ability }));
  return [working('account'), await checkProjects(side, remedies), ...(await checkPermissions(side, remedies))];
}

async function checkProjects({ projects }: AccountSide, remedies: readonly string[]): Promise<JiraFinding> {
  const { refused, value } = await asked('projects', remedies, () => projects.all());
  if (refused !== undefined) return refused;
  if (value.length > 0) return working('projects');
  return broken('projects', 'The account sees no project.', remedyFor('Browse Projects'));
}

async function checkPermissions({ ask }: AccountSide, remedies: readonly string[]): Promise<readonly JiraFinding[]> {
  // Data Center tells all of them and knows no such parameter.
  const wanted = permissionsNeeded.map(({ key }) => key).join(',');
  const path = ask.isDataCenter ? '/mypermissions' : `/mypermissions?permissions=${wanted}`;
  const { refused, value } = await asked('issues', remedies, () => ask.get(path, Permissions));
  if (refused !== undefined) return permissionsNeeded.map(({ ability }) => ({ ...refused, ability }));
  const held: HeldPermissions = value.permissions;
  return permissionsNeeded.map(({ ability, key, name, isGlobal = false }) => {
    if (held[key]?.havePermission === true) return working(ability);
    if (isGlobal) return broken(ability, `The account has no permission "${name}".`, globalRemedyFor(name));
    return broken(ability, `The account has the permission "${name}" in no project.`, remedyFor(name));
  });
}

function remedyFor(permission: string): string {
  return (
    `Give the account a role with the permission "${permission}" in the projects concerned: in Jira under Project ` +
    'settings → Access, or in the permission scheme.'
  );
}

function globalRemedyFor(permission: string): string {
  return (
    `Give a group of the account the global permission "${permission}": in Jira under Settings → System → ` +
    'Global permissions.'
  );
}

type Asked<Value> =
  | { readonly refused: JiraFinding; readonly value: undefined }
  | { readonly refused: undefined; readonly value: Value };

/** Whether our Forge app may ask; nothing where there is none. @throws Failure when Jira cannot be asked at the moment */
export async function checkForge(
  ask: AskPlatform | undefined,
  trouble: ForgeTrouble | undefined,
): Promise<readonly JiraFinding[]> {
  const ability = 'forge-app';
  if (trouble !== undefined) return [broken(ability, trouble.because, trouble.remedy)];
  if (ask === undefined) return [];
  const path = '/mypermissions?permissions=BROWSE_PROJECTS';
  const { refused } = await asked(ability, [forgeRemedy], () => ask.get(path, Permissions));
  return [refused ?? working(ability)];
}

/** Jira's answer, or what is broken when it refuses us. @throws Failure of any other kind */
async function asked<Value>(
  ability: JiraAbility,
  remedies: readonly string[],
  ask: () => Promise<Value>,
): Promise<Asked<Value>> {
  try {
    return { refused: undefined, value: await ask() };
  } catch (error) {
    if (!(error instanceof Failure) || (error.kind !== 'unauthorized' && error.kind !== 'forbidden')) throw error;
    const remedy = remedies.find((each) => error.message.endsWith(each));
    const because = remedy === undefined ? error.message : error.message.slice(0, -remedy.length).trim();
    return { refused: broken(ability, because, remedy), value: undefined };
  }
}

function working(ability: JiraAbility): JiraFinding {
  return { ability, works: true, because: undefined, remedy: undefined };
}

function broken(ability: JiraAbility, because: string, remedy: string | undefined): JiraFinding {
  return { ability, works: false, because, remedy };
}
