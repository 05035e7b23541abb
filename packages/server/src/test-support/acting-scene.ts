/** A repository with branches of an issue at a service that can act, and somebody who sees that issue: for what is prepared. */

import {
  Secret,
  type CommitHash,
  type Failure,
  type IntegrationId,
  type IssueKey,
  type ProjectAction,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import type { ProposePullRequestDeps } from '../features/acting/propose-pull-request.ts';
import { branchRulesFor, type CheckBranchNameDeps } from '../features/acting/check-branch-name.ts';
import { serviceAnswers } from '../features/acting/service-answers.ts';
import { saveAssociation } from '../features/associations/save-association.ts';
import { credentialPlace } from '../features/integrations/connect.ts';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import { meetPrincipal } from '../features/people/own-connections.ts';
import { connectAs, knownPerson } from '../features/permissions/connect-as.ts';
import { createIssueGate } from '../features/permissions/issue-gate.ts';
import type { Caller } from '../ports/caller.ts';
import type { GitServiceConnection } from '../ports/git-service.ts';
import type { BranchRules, RepositoryActions } from '../ports/git-service/actions.ts';
import { personalConnectionPlace } from '../ports/store/personal-connections.ts';
import { personOf, pullRequestOf } from './example-rows.ts';
import { gitPlayground, type GitPlayground } from './git-playground.ts';
import { jiraUser, sight, viewerWith } from './jira-sight.ts';
import { openTestHouse, type TestHouse } from './test-house.ts';

export interface ActingScene {
  readonly house: TestHouse;
  readonly deps: ProposePullRequestDeps & CheckBranchNameDeps & { readonly nameOf: () => Promise<string> };
  readonly integrationId: IntegrationId;
  readonly repositoryId: RepositoryId;
  /** What the service was asked since the scene last began. */
  readonly asked: string[];
  /** Thrown instead of an answer; tests set it. */
  failing: Failure | undefined;
  /** What the service says of names; tests set it. */
  branchRules: BranchRules;
  /** Everything may be done, nobody needs a token, and somebody new comes: they see `ABC-1` and have connected nothing. */
  begin(): Promise<Caller>;
  /** To all projects, or only to these. */
  associate(granted: readonly ProjectAction[], only?: readonly string[]): Promise<void>;
  /** Somebody connects an account, whose token works unless there is a problem. */
  connect(who: Caller, lastProblem?: string): Promise<void>;
  close(): Promise<void>;
}

/** The one that the scene is about, a bug called `Open the Dóor`. */
export const sceneIssue = 'ABC-1' as IssueKey;

const facts = { summary: 'Open the Dóor', type: 'Bug', status: 'Open', url: 'https://jira.example/browse/ABC-1' };

const noRules: BranchRules = { rules: [], isForEveryName: true };

export async function openActingScene(): Promise<ActingScene> {
  const house = await openTestHouse();
  const git = await gitPlayground();
  await makeHistory(git);
  const { integrationId, repositoryId } = await house.connect(await git.bareOrigin(), 'all');
  await git.push();
  await house.drain();
  await giveToken(house, integrationId);
  let guests = 0;
  const scene: ActingScene = {
    house,
    deps: depsOf(house, () => scene),
    integrationId,
    repositoryId,
    asked: [],
    failing: undefined,
    branchRules: noRules,
    async begin() {
      guests += 1;
      scene.asked.length = 0;
      scene.failing = undefined;
      scene.branchRules = noRules;
      const flags = { requiresPersonalToken: false, requiresGitPermission: false };
      await house.store.integrations.change(integrationId, flags);
      await scene.associate(['see', 'create-branch', 'create-pull-request']);
      return jiraUser(house.siteId, `guest-${guests}`, viewerWith({ [sceneIssue]: sight }));
    },
    async associate(granted, only) {
      const projects = (only ?? 'all') as 'all' | readonly ProjectKey[];
      const place = { jiraSiteId: house.siteId, integrationId, repositoryId: undefined };
      await saveAssociation(house, { ...place, projects, actions: granted });
    },
    connect: (who, lastProblem) => connect(house, integrationId, who, lastProblem),
    async close() {
      await git.remove();
      await house.close();
    },
  };
  return scene;
}

function depsOf(house: TestHouse, scene: () => ActingScene): ActingScene['deps'] {
  const plain = house.connectors.get('git');
  if (plain === undefined) throw new Error('There is no plain git.');
  const connect = () => ({ actions: actionsIn(scene) }) as unknown as GitServiceConnection;
  const connectors = new Map([['git', { ...plain, title: 'Gitted', capabilities: ['actions'] as const, connect }]]);
  const all = { ...house, connectors };
  const acting = {
    ...all,
    issueGate: createIssueGate(all),
    ownAccess: (who: Caller['principal'], where: Parameters<typeof connectAs>[2]) => connectAs(all, who, where),
    personOf: (who: Caller['principal']) => knownPerson(house.store, who),
    meet: meetPrincipal,
    readKnownIssues: async () => new Map([[sceneIssue, facts]]),
    nameOf: async () => 'Ada Lovelace',
  };
  return { ...acting, askForAnswers: serviceAnswers(acting), askForBranchRules: branchRulesFor(acting) };
}

function actionsIn(scene: () => ActingScene): Partial<RepositoryActions> {
  function answer<Told>(what: string, told: Told): Promise<Told> {
    scene().asked.push(what);
    const { failing } = scene();
    return failing === undefined ? Promise.resolve(told) : Promise.reject(failing);
  }
  const head = 'a'.repeat(40) as CommitHash;
  return {
    branchRules: (_, name) => answer(`rules ${name}`, scene().branchRules),
    createBranch: (_, name) => answer('branch', { name, head, webUrl: undefined }),
    pullRequestTemplates: () =>
      answer('templates', [
        { name: 'default', text: '## Why\n\n' },
        { name: 'release', text: 'Release' },
      ]),
    reviewersFor: (_, search) => answer(`reviewers ${search}`, [personOf('bob')]),
    labels: () => answer('labels', ['bug']),
    merge: (_, id) => answer(`merge ${id}`, pullRequestOf(Number(id))),
  };
}

/** `main`, an old branch, a newer one, two of the issue (one merged), and one in conflict. */
async function makeHistory(git: GitPlayground): Promise<void> {
  await git.commit('Begin', { 'a.txt': 'one\n' });
  for (const name of ['old', 'ABC-1-merged', 'ABC-1-door', 'feature', 'clash']) await git.branch(name);
  await git.checkout('old');
  await git.commit('Old', { 'old.txt': 'x' });
  await git.checkout('ABC-1-door');
  await git.commit('Open the door\n\nAt last.', { 'door.txt': 'x' });
  await git.checkout('clash');
  await git.commit('Clash one', { 'a.txt': 'two\n' });
  await git.commit('Clash two', { 'b.txt': 'two\n' });
  await git.checkout('feature');
  await git.commit('Feature', { 'feature.txt': 'x' });
  await git.checkout('main');
  await git.commit('Main goes on', { 'a.txt': 'three\n' });
}

/** Of the service account. */
async function giveToken({ store, secretBox }: TestHouse, integrationId: IntegrationId): Promise<void> {
  const credential = { kind: 'token', token: new Secret('ours') } as const;
  const sealed = sealCredential(secretBox, credential, credentialPlace(integrationId));
  await store.integrations.saveSealedCredential(integrationId, sealed, { kind: 'token', appId: undefined });
}

async function connect(
  { store, secretBox, clock }: TestHouse,
  integrationId: IntegrationId,
  { principal }: Caller,
  lastProblem: string | undefined,
): Promise<void> {
  const identity = await meetPrincipal(store, principal, clock.now());
  if (identity === undefined) throw new Error('Nobody.');
  const key = { identityId: identity.id, integrationId };
  const sealed = sealCredential(secretBox, { kind: 'token', token: new Secret('hers') }, personalConnectionPlace(key));
  const findings = { account: personOf('ada'), missingRights: [], expiresAt: undefined, checkedAt: clock.now() };
  await store.personalConnections.save(key, 'token', sealed, findings);
  if (lastProblem !== undefined) await store.personalConnections.noteProblem(key, lastProblem);
}
