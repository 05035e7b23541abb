/** The same small world for every test of the suite: a stand-in, two people, a repository with two branches, our connector. */

import { channel, type ChannelListener } from 'node:diagnostics_channel';
import {
  Failure,
  plainNetwork,
  Secret,
  type CommitHash,
  type NetworkSettings,
  type RemoteRepository,
  type ServiceSettings,
} from '@branchline/domain';
import { expect } from 'vitest';
import type { HttpLimits } from '../../adapters/http-client/exchange.ts';
import type { GitServiceConnection, GitServiceConnector, ListOptions } from '../../ports/git-service.ts';
import { failureOf } from '../failure-of.ts';
import { gitPlayground } from '../git-playground.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import { startStandIn, type StandInOptions } from '../stand-in/start-stand-in.ts';
import { fullNameOf, type StandInPerson, type StandInRepository } from '../stand-in/state.ts';
import { testNetwork } from '../test-network.ts';
import type { GitServiceFacts } from './facts.ts';

export interface Scene {
  readonly facts: GitServiceFacts;
  readonly standIn: StandIn;
  readonly connector: GitServiceConnector;
  readonly settings: ServiceSettings;
  readonly ada: StandInPerson;
  readonly bob: StandInPerson;
  /** `team/app`, with `main` and `topic`, which is one commit ahead. */
  readonly repository: StandInRepository;
  readonly mainHead: CommitHash;
  readonly topicHead: CommitHash;
  /** As ada unless somebody else is named. */
  readonly connect: (changes?: ConnectionChanges) => GitServiceConnection;
  /** As our connector lists it; looking does not count as a request. */
  readonly remote: (repository?: StandInRepository) => Promise<RemoteRepository>;
  /** The failure this ends with; its words are searched for secrets. */
  readonly refused: (work: Promise<unknown>) => Promise<Failure>;
  /** Lets requests go to another address, too: one that the test started itself. */
  readonly allow: (origin: string) => void;
  /** Must not appear in any message or log line. */
  readonly mark: (secret: string) => void;
  readonly now: () => Date;
}

export interface ConnectionChanges {
  readonly as?: StandInPerson;
  readonly token?: string;
  readonly network?: Partial<NetworkSettings>;
  readonly limits?: Partial<HttpLimits>;
}

export interface SceneOptions extends StandInOptions {
  /** Nothing is in it. */
  readonly isBare?: boolean;
}

/** Makes a test of a scene; afterwards nothing may have broken the description, told a secret, or gone elsewhere. */
export function inScene(
  facts: GitServiceFacts,
  test: (scene: Scene) => Promise<void>,
  options: SceneOptions = {},
): () => Promise<void> {
  return async () => {
    const standIn = await startStandIn(facts.family, options);
    const watch = watchOrigins(new URL(standIn.url).origin);
    try {
      const { scene, said, secrets } = await openScene(facts, standIn, watch);
      await test(scene);
      const words = JSON.stringify(said);
      for (const secret of secrets) expect(words, 'a message or log line').not.toContain(secret);
      expect(watch.strange(), 'requests to another address').toEqual([]);
    } finally {
      watch.end();
      await standIn.close();
    }
  };
}

async function openScene(facts: GitServiceFacts, standIn: StandIn, watch: OriginWatch) {
  const said: unknown[] = [];
  const secrets = new Set([facts.token.value]);
  const note = (...line: unknown[]): void => void said.push(line.map(printed));
  const { clock } = standIn.state;
  const tools = { clock, log: { info: note, warn: note, error: note } };
  const connector = facts.connector(testNetwork(tools), clock);
  const [ada, bob] = [standIn.addPerson({ login: 'ada' }), standIn.addPerson({ login: 'bob' })];
  const tokens = new Map([[ada, standIn.addToken(ada, facts.token).value]]);
  const settings = connector.parseSettings(facts.settingsFor(standIn.url));
  const work = await repositoryWithTopic(standIn);
  const scene: Scene = {
    facts,
    standIn,
    connector,
    settings,
    ada,
    bob,
    ...work,
    connect({ as = ada, token, network = {}, limits } = {}) {
      const value = token ?? tokens.get(as) ?? standIn.addToken(as, ofAnother(facts, as)).value;
      if (token === undefined) tokens.set(as, value);
      secrets.add(value);
      const by = limits === undefined ? connector : facts.connector(testNetwork({ ...tools, limits }), clock);
      const credential = { kind: 'token', token: new Secret(value) } as const;
      const budget = `test/${[...secrets].indexOf(value)}`;
      return by.connect({
        settings,
        credential,
        network: { ...plainNetwork, ...network },
        budget,
        for: 'person',
      });
    },
    async remote(repository = work.repository) {
      const before = standIn.requests.length;
      const names = await listAll(scene.connect());
      standIn.requests.splice(before);
      const found = names.find(({ remoteId }) => remoteId === String(repository.id));
      if (found === undefined) throw new Error(`${fullNameOf(repository)} is not listed by its stable id.`);
      const { remoteId, name, cloneUrl, webUrl } = found;
      return { remoteId, name, cloneUrl, webUrl };
    },
    async refused(work) {
      const failure = await failureOf(work);
      note(failure);
      // What the service itself said may be anything.
      expect(failure.message, 'whole sentences').toMatch(/^[A-Z][\s\S]*?\.\)?( It said: [\s\S]+)?$/);
      return failure;
    },
    allow: (origin) => watch.allow(new URL(origin).origin),
    mark: (secret) => void secrets.add(secret),
    now: () => clock.now(),
  };
  return { scene, said, secrets };
}

/** Errors keep what is interesting out of JSON. */
function printed(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { message, stack, cause } = value;
  return { message, stack, cause: printed(cause), fields: Object.fromEntries(Object.entries(value)) };
}

function ofAnother(facts: GitServiceFacts, { login }: StandInPerson): GitServiceFacts['token'] {
  return { ...facts.token, value: `${facts.token.value}${login}` };
}

async function repositoryWithTopic(standIn: StandIn) {
  pattern ??= makePattern();
  const { git, mainHead, topicHead } = await pattern;
  const repository = await standIn.addRepository('team/app', { labels: ['bug', 'docs'], like: git });
  return { repository, mainHead, topicHead };
}

/** Made once, and copied for each test. */
let pattern: ReturnType<typeof makePattern> | undefined;

/** To be called when all tests have ended. */
export async function forgetPattern(): Promise<void> {
  const made = await pattern;
  pattern = undefined;
  await made?.git.remove();
}

async function makePattern() {
  const git = await gitPlayground();
  await git.bareOrigin();
  const mainHead = await git.commit('ABC-1 start', { 'README.md': 'Hello.' });
  await git.branch('topic');
  const topicHead = await git.commit('ABC-2 go on', { 'src/a b.ts': 'export {};' });
  await git.checkout('main');
  await git.push();
  return { git, mainHead, topicHead };
}

/** All entries of a list. */
export async function listAll(connection: GitServiceConnection, options?: ListOptions) {
  const found = [];
  for await (const { repositories } of connection.listRepositories(options)) found.push(...repositories);
  return found;
}

/** The first; there must be one. */
export function one<Thing>(things: readonly Thing[] | undefined): Thing {
  const [first] = things ?? [];
  if (first === undefined) throw new Error('There is none.');
  return first;
}

interface OriginWatch {
  allow(origin: string): void;
  strange(): readonly string[];
  end(): void;
}

/** Node.js tells of every HTTP request there is. */
function watchOrigins(own: string): OriginWatch {
  const allowed = new Set([own]);
  const seen = new Set<string>();
  const hear: ChannelListener = (message) => {
    seen.add(String((message as { request: { origin: unknown } }).request.origin));
  };
  const created = channel('undici:request:create');
  created.subscribe(hear);
  return {
    allow: (origin) => void allowed.add(origin),
    strange: () => [...seen].filter((origin) => !allowed.has(origin)),
    end() {
      created.unsubscribe(hear);
    },
  };
}
