/** What a new administrator connects in the journey: a GitHub, a GitLab, and a repository of one's own over https. */

import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ownCertificate } from './certificates.ts';
import { startGitHttpServer } from './git-http-server.ts';
import { gitPlayground } from './git-playground.ts';
import { github } from './stand-in/github/family.ts';
import { gitlabFamily } from './stand-in/gitlab/family.ts';
import type { StandIn } from './stand-in/stand-in.ts';
import { startStandIn } from './stand-in/start-stand-in.ts';

export interface FirstRunServices {
  /** GitHub: acme/app, acme/docs, tools/build; the tokens `ghp_good` and, without rights, `ghp_poor` of ada. */
  readonly hub: StandIn;
  /** GitLab: team/site; the token `glpat-good` of grace. */
  readonly lab: StandIn;
  /** Clone URL of a repository over https. */
  readonly ownUrl: string;
  /** Of that server, in PEM form; nobody trusts it. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** @throws Error without openssl */
export async function startFirstRunServices(): Promise<FirstRunServices> {
  const [hub, lab, own] = await Promise.all([startStandIn(github), startStandIn(gitlabFamily), serveOwn()]);
  const ada = hub.addPerson({ login: 'ada', name: 'Ada' });
  hub.addToken(ada, { value: 'ghp_good', scopes: ['repo', 'read:org', 'admin:org_hook'], kind: 'classic' });
  hub.addToken(ada, { value: 'ghp_poor', scopes: ['read:org'], kind: 'classic' });
  const grace = lab.addPerson({ login: 'grace' });
  lab.addToken(grace, { value: 'glpat-good', scopes: ['api', 'read_repository'], kind: 'personal' });
  for (const name of ['acme/app', 'acme/docs', 'tools/build']) await addRepository(hub, name);
  await addRepository(lab, 'team/site');
  return {
    hub,
    lab,
    ownUrl: own.url,
    certificate: own.certificate,
    async close() {
      await own.close();
      await hub.close();
      await lab.close();
    },
  };
}

async function addRepository(standIn: StandIn, name: string): Promise<void> {
  const repository = await standIn.addRepository(name);
  await repository.git.commit('ABC-1 start', { 'README.md': name });
  await standIn.push(repository);
}

async function serveOwn() {
  const tls = ownCertificate();
  if (tls === undefined) throw new Error('This needs openssl.');
  const playground = await gitPlayground();
  await playground.commit('ABC-7 begin', { 'README.md': 'Hello.' });
  await playground.git('clone', '--quiet', '--bare', playground.path, join(playground.folder, 'own.git'));
  const server = await startGitHttpServer({ root: playground.folder, tls });
  return {
    url: `${server.url}/own.git`,
    certificate: tls.cert,
    async close() {
      await server.close();
      await playground.remove();
    },
  };
}

/** One that nobody listens at, at this moment: for programs that must know their address before they start. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => {
    server.close(closed);
  });
  return port;
}
