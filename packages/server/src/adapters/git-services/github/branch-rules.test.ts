import { branchRuleProblems, plainNetwork, Secret, type RemoteRepository } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { failureOf } from '../../../test-support/failure-of.ts';
import { github as family } from '../../../test-support/stand-in/github/family.ts';
import type { StandInRuleset } from '../../../test-support/stand-in/github/rule-routes.ts';
import type { StandIn } from '../../../test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../../test-support/stand-in/start-stand-in.ts';
import type { StandInRepository } from '../../../test-support/stand-in/state.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { github } from './connector.ts';

let standIn: StandIn;
let repository: StandInRepository;
let remote: RemoteRepository;

beforeAll(async () => {
  standIn = await startStandIn(family);
  const ada = standIn.addPerson({ login: 'ada' });
  standIn.addToken(ada, { value: 'ghp_ada', scopes: ['repo'], kind: 'classic' });
  repository = await standIn.addRepository('acme/app', {});
  const page = `${standIn.url}/acme/app`;
  remote = { remoteId: String(repository.id), name: 'acme/app', cloneUrl: `${page}.git`, webUrl: page };
});
afterAll(() => standIn.close());
beforeEach(() => {
  repository.own['rulesets'] = [];
  standIn.requests.length = 0;
});

function rules(name = 'feature/ABC-1') {
  const { clock } = standIn.state;
  const connector = github(testNetwork({ clock }), clock);
  const connection = connector.connect({
    settings: connector.parseSettings({ url: standIn.url, apiUrl: `${standIn.url}/api` }),
    credential: { kind: 'token', token: new Secret('ghp_ada') },
    network: plainNetwork,
    budget: 'test',
    for: 'person',
  });
  return connection.actions!.branchRules!(remote, name);
}

function pattern(operator: string, text: string, more: object = {}) {
  return { type: 'branch_name_pattern', parameters: { operator, pattern: text, ...more } };
}

function place(...rulesets: readonly Partial<StandInRuleset>[]): void {
  repository.own['rulesets'] = rulesets.map((each, index) => ({
    id: index + 1,
    name: `Set ${index + 1}`,
    prefix: '',
    rules: [],
    ...each,
  }));
}

const paths = () => standIn.requests.map(({ path }) => path.replace('/api/repos/acme/app', ''));

it('are none where there are none', async () => {
  expect(await rules()).toEqual({ rules: [], isForEveryName: false });
  expect(paths()).toEqual(['/rules/branches/feature%2FABC-1']);
});

it('are patterns in all of its ways, and nothing of what is about commits', async () => {
  const others = [{ type: 'required_signatures' }, { type: 'deletion' }];
  const named = pattern('starts_with', 'feature/', { name: 'Prefix', negate: false });
  const some = [named, pattern('ends_with', '!'), pattern('contains', 'x'), pattern('regex', '^a', { negate: true })];
  place({ rules: [...others, ...some] });
  const wants = { kind: 'wants', title: undefined, isCertain: true };
  expect((await rules()).rules).toEqual([
    { ...wants, title: 'Prefix', operator: 'starts-with', text: 'feature/' },
    { ...wants, operator: 'ends-with', text: '!' },
    { ...wants, operator: 'contains', text: 'x' },
    { ...wants, kind: 'refuses', operator: 'matches', text: '^a' },
  ]);
});

it('are those for the name that is asked about, slashes in it or not', async () => {
  place({ prefix: 'release/', rules: [{ type: 'creation' }] }, { prefix: 'ABC', rules: [pattern('contains', 'x')] });
  expect((await rules('release/1')).rules).toEqual([
    { kind: 'restricts', title: undefined, operator: 'equals', text: 'release/1', isCertain: true },
  ]);
  expect((await rules('ABC-1')).rules).toMatchObject([{ kind: 'wants', operator: 'contains' }]);
  expect((await rules('other')).rules).toEqual([]);
});

it('are not those that let one pass, and uncertain where nobody says', async () => {
  const set = (text: string, passing: string) => ({ rules: [pattern('contains', text)], passing: { ada: passing } });
  place(set('a', 'always'), set('b', 'exempt'), set('c', 'pull_requests_only'), set('d', 'never'));
  const told = (await rules()).rules;
  expect(told.map(({ text, isCertain }) => [text, isCertain])).toEqual([
    ['c', false],
    ['d', true],
  ]);
  expect(branchRuleProblems('none', told, 'GitHub').map(({ isCertain }) => isCertain)).toEqual([false, true]);
});

it('asks each ruleset once, and goes without what five do not say', async () => {
  const sets = Array.from({ length: 6 }, () => ({ rules: [pattern('contains', 'x'), pattern('contains', 'y')] }));
  place(...sets);
  standIn.faults.add({ path: /rulesets.1$/, fault: { kind: 'status', status: 403, json: { message: 'No.' } } });
  const certain = (await rules()).rules.map(({ isCertain }) => isCertain);
  expect(certain).toEqual([false, false, ...Array.from({ length: 8 }, () => true), false, false]);
  expect(paths().filter((path) => path.includes('rulesets'))).toHaveLength(5);
});

it('are left out in words that are not known, and refused as the service refuses', async () => {
  const changed = [
    { type: 'branch_name_pattern', parameters: { operator: 'sounds_like', pattern: 'x' } },
    { type: 'new' },
  ];
  standIn.faults.add({ path: /rules.branches/, times: 1, fault: { kind: 'changed', change: () => changed } });
  expect((await rules()).rules).toEqual([]);
  standIn.faults.add({
    path: /rules.branches/,
    times: 1,
    fault: { kind: 'status', status: 404, json: { message: 'Not Found' } },
  });
  expect((await failureOf(rules())).kind).toBe('not-found');
});
