/** People at the door: who is known by which names, what administrators say about that, and people's own connections. */

import type { JiraSiteId, PersonId } from '@branchline/domain';
import { refuseMissingRights } from '../../features/integrations/try-credential.ts';
import { sealCredential } from '../../features/integrations/stored-credential.ts';
import {
  addPerson,
  decideLink,
  erasePerson,
  joinIdentity,
  joinPeople,
  saveTrustsEmail,
  splitPerson,
  type CorrectPeopleDeps,
} from '../../features/people/correct-people.ts';
import { peoplePage, personView } from '../../features/people/person-views.ts';
import {
  checkPersonalConnection,
  removePersonalConnection,
  savePersonalConnection,
  type PersonalConnectionDeps,
} from '../../features/people/personal-connections.ts';
import { addCollectPeopleJob } from '../../ports/people-jobs.ts';
import type { SeenIdentity } from '../../ports/store/people.ts';
import type { HandlerInput, Handlers } from '../mount-routes.ts';
import { presentConnection, presentLink, presentPerson, presentPersonDetails } from '../present/people.ts';
import { notFound } from '../problems.ts';

export type PeopleHandlersDeps = CorrectPeopleDeps &
  Omit<PersonalConnectionDeps, 'sealCredential' | 'refuseMissingRights'>;

type Names =
  | 'listPeople'
  | 'addPerson'
  | 'showPerson'
  | 'erasePerson'
  | 'joinPerson'
  | 'splitPerson'
  | 'savePersonalConnection'
  | 'checkPersonalConnection'
  | 'removePersonalConnection'
  | 'listSuggestions'
  | 'findSuggestions'
  | 'confirmLink'
  | 'rejectLink'
  | 'showJiraPeopleSettings'
  | 'saveJiraPeopleSettings';

async function details(deps: PeopleHandlersDeps, id: PersonId | undefined) {
  const view = id === undefined ? undefined : await personView(deps, id);
  if (view === undefined) throw notFound('person');
  return presentPersonDetails(view);
}

function named(identity: HandlerInput<'addPerson'>['body']['identity']): SeenIdentity {
  const login = identity.kind === 'service-account' ? identity.login : undefined;
  return { identity, login, name: undefined, shownEmail: undefined };
}

async function siteOf({ store }: PeopleHandlersDeps, id: JiraSiteId) {
  const site = await store.jiraSites.get(id);
  if (site === undefined) throw notFound('Jira site');
  return site;
}

export function peopleHandlers(deps: PeopleHandlersDeps): Pick<Handlers, Names> {
  return { ...knownPeople(deps), ...corrections(deps), ...connections(deps), ...settings(deps) };
}

function knownPeople(
  deps: PeopleHandlersDeps,
): Pick<Handlers, 'listPeople' | 'showPerson' | 'listSuggestions' | 'findSuggestions'> {
  return {
    listPeople: async ({ query }) => {
      const { search, kind, conflicts, without, suggestions, after, limit } = query;
      const only = { inConflict: conflicts === 'only', isSuggested: suggestions === 'only' };
      const wanted = { search, kind, without, after, ...only };
      const { people, names } = await peoplePage(deps, { ...wanted, limit: limit + 1 });
      const page = people.slice(0, limit);
      const next = people.length > limit ? (page.at(-1)?.id ?? null) : null;
      const count = await deps.store.people.count();
      return { people: page.map((each) => presentPerson(each, names)), count, next };
    },
    showPerson: ({ params }) => details(deps, params.id),
    listSuggestions: async ({ query: { after, limit } }) => {
      const found = await deps.store.people.suggestions(limit + 1, after);
      const page = found.slice(0, limit);
      const next = found.length > limit ? (page.at(-1)?.link.id ?? null) : null;
      return { suggestions: page.map((each) => presentLink(each, new Map())), next };
    },
    findSuggestions: async () => {
      await addCollectPeopleJob(deps.store.jobs, 'person');
      return { queued: 1 };
    },
  };
}

function corrections(
  deps: PeopleHandlersDeps,
): Pick<Handlers, 'addPerson' | 'erasePerson' | 'joinPerson' | 'splitPerson' | 'confirmLink' | 'rejectLink'> {
  return {
    addPerson: async ({ body, caller }) =>
      details(deps, await addPerson(deps, named(body.identity), { by: caller.principal })),
    erasePerson: async ({ params, caller }) => {
      if (!(await erasePerson(deps, params.id, { by: caller.principal }))) throw notFound('person');
    },
    joinPerson: async ({ params, body, caller }) => {
      const by = caller.principal;
      const joined =
        'personId' in body
          ? await joinPeople(deps, params.id, body.personId, { by })
          : await joinIdentity(deps, params.id, named(body.identity), { by });
      return details(deps, joined);
    },
    splitPerson: async ({ params, body, caller }) =>
      details(deps, await splitPerson(deps, params.id, body.identityIds, { by: caller.principal })),
    confirmLink: async ({ params, caller }) => {
      if (!(await decideLink(deps, params.id, 'confirmed', { by: caller.principal }))) throw notFound('link');
    },
    rejectLink: async ({ params, caller }) => {
      if (!(await decideLink(deps, params.id, 'rejected', { by: caller.principal }))) throw notFound('link');
    },
  };
}

function connections(
  deps: PeopleHandlersDeps,
): Pick<Handlers, 'savePersonalConnection' | 'checkPersonalConnection' | 'removePersonalConnection'> {
  const whole = { ...deps, sealCredential, refuseMissingRights };
  return {
    savePersonalConnection: async ({ params, body, caller }) => {
      const wish = { personId: params.id, integrationId: params.integration, credential: body.credential };
      const saved = await savePersonalConnection(whole, { ...wish, by: caller.principal });
      if (saved === undefined) throw notFound('person or integration');
      const { personId, connection, warnings } = saved;
      return { ...presentConnection(connection), personId, warnings: [...warnings] };
    },
    checkPersonalConnection: async ({ params }) => {
      const checked = await checkPersonalConnection(whole, params.id, params.integration);
      if (checked === undefined) throw notFound('connection');
      return presentConnection(checked);
    },
    removePersonalConnection: async ({ params, caller }) => {
      const removed = await removePersonalConnection(whole, params.id, params.integration, caller.principal);
      if (!removed) throw notFound('connection');
    },
  };
}

function settings(deps: PeopleHandlersDeps): Pick<Handlers, 'showJiraPeopleSettings' | 'saveJiraPeopleSettings'> {
  return {
    showJiraPeopleSettings: async ({ params }) => {
      const { id } = await siteOf(deps, params.id);
      return { trustsEmail: await deps.store.people.accounts.trustsEmail(id) };
    },
    saveJiraPeopleSettings: async ({ params, body, caller }) => {
      const site = await siteOf(deps, params.id);
      await saveTrustsEmail(deps, site, body.trustsEmail, { by: caller.principal });
      return { trustsEmail: body.trustsEmail };
    },
  };
}
