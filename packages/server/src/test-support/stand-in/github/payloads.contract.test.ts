import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterEach, describe, expect, it } from 'vitest';
import { contractFolder } from '../judge.ts';
import type { StandIn } from '../stand-in.ts';
import { startStandIn } from '../start-stand-in.ts';
import type { StandInDelivery } from '../state.ts';
import type { Json } from './entries.ts';
import { github } from './family.ts';

interface Described {
  readonly components: Json;
  readonly webhooks: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
        };
      }
    >
  >;
}

let standIn: StandIn | undefined;
afterEach(() => standIn?.close());

function load(): Described {
  const file = join(contractFolder ?? '', 'specs/github/api.github.com.webhooks.trimmed.json.gz');
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Described;
}

function judgeOf({ webhooks, components }: Described) {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false });
  const compiled = new Map<string, ValidateFunction>();
  return (name: string, body: unknown): readonly string[] => {
    const schema = webhooks[name]?.post.requestBody.content['application/json']?.schema;
    if (schema === undefined) return [`${name} is not described`];
    const validate = compiled.get(name) ?? ajv.compile({ ...schema, components });
    compiled.set(name, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath}: ${message ?? ''}`);
  };
}

/** `pull-request-opened`, as the description calls them. */
function nameOf({ event, body }: StandInDelivery): string {
  const { action } = JSON.parse(body) as { readonly action?: string };
  return [event, ...(action === undefined ? [] : [action])].join('-').replaceAll('_', '-');
}

/** Whatever may happen to a repository and its pull requests. */
async function everything(stand: StandIn): Promise<readonly StandInDelivery[]> {
  const [ada, bob] = [stand.addPerson({ login: 'ada' }), stand.addPerson({ login: 'bob' })];
  const owner = stand.addOwner('acme');
  const hook = stand.addHook(owner, { url: 'http://127.0.0.1:9/nobody', secret: 's', events: ['*'] });
  const repository = await stand.addRepository('acme/app', { labels: ['bug'] });
  await repository.git.commit('ABC-1', { a: '1' });
  await repository.git.branch('topic');
  await repository.git.commit('ABC-2', { b: '1' });
  await repository.git.git('tag', 'v1');
  await stand.push(repository);
  const pullRequest = await stand.openPullRequest(repository, {
    title: 'ABC-2',
    author: ada,
    source: 'topic',
    isDraft: true,
  });
  await stand.updatePullRequest(pullRequest, { isDraft: false });
  await stand.updatePullRequest(pullRequest, { reviewers: [bob] });
  await stand.updatePullRequest(pullRequest, { reviewers: [] });
  await repository.git.commit('ABC-2 more', { c: '1' });
  await stand.push(repository);
  await stand.review(pullRequest, bob, 'approved', 'Fine.');
  await stand.comment(pullRequest, bob, 'Hm.');
  await stand.decline(pullRequest);
  await stand.reopen(pullRequest);
  await stand.merge(pullRequest);
  await stand.setRef(repository, 'refs/heads/topic', undefined);
  await stand.ping(hook);
  await stand.rename(repository, 'acme/renamed');
  await stand.archive(repository);
  await stand.removeRepository(repository);
  return hook.deliveries;
}

describe.skipIf(contractFolder === undefined)(
  'webhooks of the stand-in (set BRANCHLINE_CONTRACTS to judge them)',
  () => {
    it('are as GitHub describes its own', async () => {
      const judge = judgeOf(load());
      standIn = await startStandIn(github);
      const deliveries = await everything(standIn);
      const names = deliveries.map(nameOf);
      expect(names).toEqual(expect.arrayContaining(['push', 'create', 'delete', 'ping', 'pull-request-opened']));
      const problems = deliveries.flatMap((delivery) => judge(nameOf(delivery), JSON.parse(delivery.body)));
      expect([...new Set(problems)]).toEqual([]);
    });
  },
);
