/** The Git services at which journeys act: how each stand-in is set up, and people at it with tokens of their own. */

import { gitea } from './stand-in/gitea/family.ts';
import { github } from './stand-in/github/family.ts';
import { gitlabFamily as gitlab } from './stand-in/gitlab/family.ts';
import type { StandIn } from './stand-in/stand-in.ts';
import { startStandIn, type StandInOptions } from './stand-in/start-stand-in.ts';
import type { StandInPerson, StandInRepository } from './stand-in/state.ts';
import type { JourneyService } from './service-house.ts';

export interface ActedService extends JourneyService {
  /** Where the repository keeps the text for a new pull request. */
  readonly templatePath: string;
}

/** Such a service, running: with a repository of one commit, and the template in it. */
export interface ActedPlace {
  readonly standIn: StandIn;
  readonly repository: StandInRepository;
  /** By login. */
  readonly people: ReadonlyMap<string, StandInPerson>;
}

const classic = {
  value: 'ghp_ofTheHouse',
  scopes: ['repo', 'read:org', 'admin:org_hook', 'user:email'],
  kind: 'classic',
};
const personal = { value: 'glpat-ofTheHouse', scopes: ['api', 'read_repository'], kind: 'personal' };
const scoped = {
  value: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  scopes: ['read:user', 'read:issue', 'write:organization', 'write:repository', 'write:issue'],
  kind: 'personal',
};
const atAddress = (url: string) => ({ url });

export const actedServices: readonly ActedService[] = [
  {
    id: 'github',
    family: github,
    settingsFor: (url) => ({ url, apiUrl: `${url}/api` }),
    token: classic,
    templatePath: '.github/pull_request_template.md',
  },
  {
    id: 'gitlab',
    family: gitlab,
    settingsFor: atAddress,
    token: personal,
    templatePath: '.gitlab/merge_request_templates/Default.md',
  },
  {
    id: 'gitea',
    family: gitea,
    settingsFor: atAddress,
    token: scoped,
    templatePath: '.gitea/pull_request_template.md',
  },
];

/** Tokens look as the service makes them. */
export function tokenOf({ token }: ActedService, login: string): string {
  return token.kind === 'personal' && !token.value.startsWith('glpat')
    ? Buffer.from(login).toString('hex').padEnd(40, '0')
    : `${token.value.slice(0, 6)}${login}`;
}

/** Beside the house's own account `robot`, each of the logins has an account and a token, `tokenOf`. */
export async function startActedPlace(
  service: ActedService,
  logins: readonly string[],
  repositoryName = 'team/app',
  options: StandInOptions = {},
): Promise<ActedPlace> {
  const standIn = await startStandIn(service.family, options);
  standIn.addToken(standIn.addPerson({ login: 'robot' }), service.token);
  const people = new Map(
    logins.map((login) => {
      const person = standIn.addPerson({ login });
      standIn.addToken(person, { ...service.token, value: tokenOf(service, login) });
      return [login, person] as const;
    }),
  );
  const repository = await standIn.addRepository(repositoryName, { labels: ['bug'] });
  await repository.git.commit('Start', { 'README.md': 'Hello.', [service.templatePath]: '## Why\n' });
  await standIn.push(repository);
  return { standIn, repository, people };
}
