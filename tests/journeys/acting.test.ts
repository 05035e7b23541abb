/**
 * Somebody acts from an issue at each Git service: the first time they are asked for a token, and then everything is
 * done with it and stands in their name; whatever goes wrong is said, and nothing is half done.
 */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { addIndexJob } from '../../packages/server/src/ports/job-options.ts';
import {
  actedServices,
  startActedPlace,
  tokenOf,
  type ActedService,
} from '../../packages/server/src/test-support/acting-services.ts';
import { openActingHouse, type ActingHouse } from '../../packages/server/src/test-support/acting-house.ts';
import type { StandIn } from '../../packages/server/src/test-support/stand-in/stand-in.ts';
import type { StandInPerson, StandInRepository } from '../../packages/server/src/test-support/stand-in/state.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** Names that are closed to some, as each service keeps them. */
const ownRules = {
  rulesets: [{ id: 1, name: 'Closed', prefix: 'closed/', rules: [{ type: 'creation' }] }],
  protections: [{ rule_name: 'closed/*' }],
  protected: [{ name: 'closed/*', push: [{ access_level: 0 }], merge: [{ access_level: 0 }] }],
};

/** What each says of a name like that. */
const rulesTold: Readonly<Record<string, RegExp>> = {
  github: /^GitHub lets only some people make a branch called "closed\/ABC-1"\.$/,
  gitlab: /^GitLab.* protects branches called like "closed\/\*": only some people may push to them\. Whether/,
  gitea: /^Gitea protects branches called like "closed\/\*": only some people may push to them\. Whether/,
};

interface Play {
  readonly standIn: StandIn;
  readonly repository: StandInRepository;
  readonly house: ActingHouse;
  readonly ada: StandInPerson;
  readonly id: RepositoryId;
}

async function curtain(service: ActedService): Promise<Play> {
  const { standIn, repository, people } = await startActedPlace(service, ['ada', 'bob', 'dave']);
  opened.push(standIn);
  const [ada, dave] = [people.get('ada'), people.get('dave')];
  if (ada === undefined || dave === undefined) throw new Error('Somebody is missing.');
  repository.access.set(dave, 'read');
  const house = await openActingHouse(service, standIn);
  opened.push(house);
  const [known] = await house.house.store.repositories.list();
  if (known === undefined) throw new Error('No repository was found.');
  return { standIn, repository, house, ada, id: known.id };
}

/** Who changed something through the API since the last look: method and login of each request, git's left out. */
function changesAt({ standIn }: Play): readonly string[] {
  const made = standIn.requests.filter(({ method, isGit }) => method !== 'GET' && !isGit);
  standIn.requests.length = 0;
  return made.map(({ method, token }) => `${method} by ${token?.person.login ?? 'nobody'}`);
}

async function branchesAt({ repository }: Play): Promise<readonly string[]> {
  await repository.git.git('fetch', '--quiet', '--prune', 'origin');
  const refs = await repository.git.git('for-each-ref', '--format=%(refname:lstrip=3)', 'refs/remotes/origin');
  return refs.split('\n').filter((name) => name !== '' && name !== 'HEAD');
}

/** Of the audit log: who, what, what came of it. */
async function audited({ house: { house } }: Play): Promise<readonly string[]> {
  const entries = await house.store.auditLog.list({}, 50);
  return entries
    .filter(({ what }) => /^(?:branch|pull-request)\//.test(what))
    .map(({ who, what, result, note }) => `${who.split('/').at(-1)} ${what} ${result}: ${note}`)
    .toReversed();
}

describe.each(actedServices.map((service) => [service.id, service] as const))('%s', (_id, service) => {
  it('does it all in the name of whoever asks', { timeout: 120_000 }, async () => {
    const play = await curtain(service);
    const { house, standIn, repository, id, ada } = play;
    const branch = { repositoryId: id, name: 'ABC-1-door', from: 'main' };
    changesAt(play);

    // Nobody may use what is somebody else's: the house asks for a token, and keeps what was wanted for another try.
    const first = await house.ask('ada', 'ABC-1/branches', branch, 'one');
    expect(first).toMatchObject({
      status: 428,
      json: { type: 'token-needed', integration: { id: house.integrationId } },
    });
    expect([changesAt(play), await branchesAt(play), await audited(play)]).toEqual([[], ['main'], []]);

    await house.connect('ada', tokenOf(service, 'ada'));
    changesAt(play);
    Object.assign(repository.own, ownRules);
    const checked = await house.ask('ada', `ABC-1/repositories/${id}/branch-name-check?name=closed/ABC-1`);
    const problems = [{ sentence: expect.stringMatching(rulesTold[service.id] ?? /^$/) }];
    expect(checked).toMatchObject({ status: 200, json: { shortcoming: null, problems } });
    const made = await house.ask('ada', 'ABC-1/branches', branch, 'one');
    expect(made).toMatchObject({ status: 201, isReplayed: false, json: { name: 'ABC-1-door', actor: 'person' } });
    expect(await house.ask('ada', 'ABC-1/branches', branch, 'one')).toEqual({ ...made, isReplayed: true });
    expect([changesAt(play), await branchesAt(play)]).toEqual([['POST by ada'], ['ABC-1-door', 'main']]);

    // It is linked, without the service having told of it, and known at the next wish.
    expect(await house.settle()).toEqual([]);
    const [development] = await house.house.store.issues.development('ABC-1' as IssueKey, [id], 1);
    expect(development?.branches.map(({ branch: { name } }) => name)).toEqual(['ABC-1-door']);
    const again = await house.ask('ada', 'ABC-1/branches', branch, 'two');
    expect(again).toMatchObject({
      status: 409,
      json: { type: 'conflict', detail: expect.stringContaining('team/app has a branch called ABC-1-door already') },
    });
    changesAt(play);

    await repository.git.git('fetch', '--quiet', 'origin');
    await repository.git.git('checkout', '--quiet', '-B', 'ABC-1-door', 'origin/ABC-1-door');
    await repository.git.commit('Open the door', { 'door.ts': 'open();\n' });
    await standIn.push(repository, ada);
    await lookAgain(play);
    standIn.requests.length = 0;

    const proposed = await house.ask('ada', `ABC-1/repositories/${id}/pull-request-proposal`);
    expect(proposed).toMatchObject({
      status: 200,
      json: {
        source: 'ABC-1-door',
        target: 'main',
        title: 'ABC-1 Open the door',
        description: expect.stringMatching(/^## Why\n\n\[?ABC-1/u),
        labels: ['bug'],
        merge: 'clean',
        commitCount: 1,
        commits: [{ title: 'Open the door' }],
        changes: { files: [{ path: 'door.ts', change: 'added' }], isCut: false },
        existing: null,
        shortcomings: [],
      },
    });
    const found = await house.ask('ada', `ABC-1/repositories/${id}/reviewers?search=bo`);
    expect(found.json).toMatchObject({
      reviewers: expect.arrayContaining([{ login: 'bob', name: expect.anything() }]),
    });
    expect(changesAt(play)).toEqual([]);

    const wish = { repositoryId: id, source: 'ABC-1-door', target: 'main', title: 'ABC-1 Open the door' };
    const pull = await house.ask('ada', 'ABC-1/pull-requests', { ...wish, reviewers: ['bob'], labels: ['bug'] });
    expect(pull).toMatchObject({ status: 201, json: { id: '1', actor: 'person', shortcomings: [] } });
    expect(new Set(changesAt(play))).toEqual(new Set(['POST by ada']));
    expect(repository.pullRequests.map(({ author, title }) => [author.login, title])).toEqual([['ada', wish.title]]);
    await house.settle();
    const next = await house.ask('ada', `ABC-1/repositories/${id}/pull-request-proposal`);
    expect(next.json['existing']).toMatchObject({ label: expect.stringMatching(/^[#!]1$/u) });

    await house.connect('bob', tokenOf(service, 'bob'));
    changesAt(play);
    const there = `ABC-1/repositories/${id}/pull-requests/1`;
    expect((await house.ask('bob', `${there}/approval`, {})).status).toBe(204);
    expect(changesAt(play)).toEqual(['POST by bob']);
    expect(repository.pullRequests[0]?.reviews.map(({ person, verdict }) => [person.login, verdict])).toEqual([
      ['bob', 'approved'],
    ]);

    // The head that was looked at has moved on.
    const moved = await house.ask('ada', `${there}/merge`, { expectedHead: 'b'.repeat(40) });
    expect(moved).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('cannot be merged as it is') },
    });
    expect(repository.pullRequests[0]?.state).toBe('open');
    changesAt(play);
    expect((await house.ask('ada', `${there}/merge`, {})).status).toBe(204);
    expect(new Set(changesAt(play).map((change) => change.split(' ')[2]))).toEqual(new Set(['ada']));
    expect(repository.pullRequests[0]?.state).toBe('merged');

    const removals = `ABC-1/repositories/${id}/branch-removals`;
    await house.settle();
    expect(await house.ask('ada', removals, { name: 'main' })).toMatchObject({ status: 422 });
    expect((await house.ask('ada', removals, { name: 'ABC-1-door' })).status).toBe(204);
    expect([changesAt(play), await branchesAt(play)]).toEqual([['DELETE by ada'], ['main']]);

    expect(await audited(play)).toEqual([
      'ada branch/create done: Branch ABC-1-door from main',
      expect.stringContaining('ada branch/create failed: Branch ABC-1-door from main. '),
      'ada pull-request/create done: From ABC-1-door into main',
      'bob pull-request/approve done: Pull request 1',
      expect.stringContaining('ada pull-request/merge failed: Pull request 1, merge. '),
      'ada pull-request/merge done: Pull request 1, merge',
      'ada branch/delete done: Branch ABC-1-door',
    ]);
  });

  it('is refused in words, and stands in where it may', { timeout: 120_000 }, async () => {
    const play = await curtain(service);
    const { house, standIn, id } = play;
    const branch = (name: string) => ({ repositoryId: id, name, from: 'main' });
    for (const login of ['ada', 'dave']) await house.connect(login, tokenOf(service, login));
    changesAt(play);

    const byDave = await house.ask('dave', 'ABC-1/branches', branch('ABC-1-dave'));
    // Some services say that there is no such repository to whoever may only read it.
    expect([403, 422]).toContain(byDave.status);
    expect(byDave.json['detail']).toMatch(/does not let dave create the branch|perhaps dave may not see/u);
    expect(await branchesAt(play)).toEqual(['main']);

    expect(await house.ask('ada', 'ABC-2/branches', branch('ABC-2-x'))).toMatchObject({ status: 404 });
    expect(await house.ask('ada', 'ABC-1/branches', branch('has blank'))).toMatchObject({ status: 422 });

    standIn.faults.add({ method: 'POST', fault: { kind: 'status', status: 503 } });
    const down = await house.ask('ada', 'ABC-1/branches', branch('ABC-1-down'), 'down');
    expect(down).toMatchObject({ status: 503, json: { remedy: expect.stringContaining('Try again') } });
    standIn.faults.clear();
    const up = await house.ask('ada', 'ABC-1/branches', branch('ABC-1-down'), 'down');
    expect(up).toMatchObject({ status: 201, isReplayed: false });

    // The token ends half-way: nothing is done, it is known from then on, and a new one goes on.
    const token = standIn.state.tokens.find(({ value }) => value === tokenOf(service, 'ada'));
    if (token === undefined) throw new Error('Ada has no token.');
    token.isRevoked = true;
    const ended = await house.ask('ada', 'ABC-1/branches', branch('ABC-1-late'), 'late');
    expect(ended).toMatchObject({
      status: 428,
      json: { detail: expect.stringContaining('does not take your token any more') },
    });
    const repositories = async () => (await house.ask('ada', 'ABC-1/action-repositories')).json['repositories'];
    expect(await repositories()).toMatchObject([{ name: 'team/app', actor: { kind: 'token-needed' } }]);
    expect(await branchesAt(play)).toEqual(['ABC-1-down', 'main']);
    token.isRevoked = false;
    await house.connect('ada', token.value);
    expect(await repositories()).toMatchObject([{ actor: { kind: 'person', login: 'ada' } }]);
    expect(await house.ask('ada', 'ABC-1/branches', branch('ABC-1-late'), 'late')).toMatchObject({ status: 201 });

    // Where the house's own account may stand in, it does for those without a token, and the log says for whom.
    await house.house.store.integrations.change(house.integrationId, { requiresPersonalToken: false });
    changesAt(play);
    const carols = await house.ask('carol', 'ABC-1/branches', branch('ABC-1-carol'));
    expect(carols).toMatchObject({ status: 201, json: { actor: 'service-account' } });
    const adas = await house.ask('ada', 'ABC-1/branches', branch('ABC-1-own'));
    expect(adas).toMatchObject({ status: 201, json: { actor: 'person' } });
    expect(changesAt(play)).toEqual(['POST by robot', 'POST by ada']);
    expect((await audited(play)).slice(-2)).toEqual([
      'carol branch/create done: Branch ABC-1-carol from main. By the service account, for them.',
      'ada branch/create done: Branch ABC-1-own from main',
    ]);
  });
});

async function lookAgain({ house: acting, id }: Play): Promise<void> {
  const { house } = acting;
  const repository = await house.store.repositories.get(id);
  if (repository === undefined) throw new Error('The repository is gone.');
  await house.store.transaction((tables) => addIndexJob(tables.jobs, repository, 'person', 'person'));
  expect(await acting.settle()).toEqual([]);
}
