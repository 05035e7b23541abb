/** An empty state, and the things in it that need nothing but the state. */

import type { HookWish, PersonWish, TokenWish } from './stand-in.ts';
import type { StandInHook, StandInOwner, StandInPerson, StandInState, StandInToken } from './state.ts';

export function createState(version: string, now: Date): StandInState {
  let time = now.getTime();
  let lastId = 1000;
  return {
    clock: {
      now: () => new Date(time),
      advance: (milliseconds) => void (time += milliseconds),
      set: (moment) => void (time = moment.getTime()),
    },
    people: [],
    tokens: [],
    owners: [],
    repositories: [],
    oauthClients: [],
    apps: [],
    url: '',
    largestPage: undefined,
    version,
    nextId: () => (lastId += 1),
    own: {},
  };
}

/** Lets a second pass: every change has a moment of its own, also where a service counts in seconds. */
export function nextMoment(state: StandInState): Date {
  state.clock.advance(1000);
  return state.clock.now();
}

/** Also makes the person's own space. */
export function addPerson(state: StandInState, { login, name, email }: PersonWish): StandInPerson {
  const person = {
    id: state.nextId(),
    login,
    name: name ?? `${login[0]?.toUpperCase() ?? ''}${login.slice(1)} Example`,
    email: email ?? `${login}@example.com`,
  };
  state.people.push(person);
  addOwner(state, login, 'person').members.push(person);
  return person;
}

export function addOwner(state: StandInState, path: string, kind: StandInOwner['kind']): StandInOwner {
  const name = path.split('/').at(-1) ?? path;
  const owner: StandInOwner = { id: state.nextId(), path, name, kind, hooks: [], members: [] };
  state.owners.push(owner);
  return owner;
}

/** The owner of this path, made as an organisation when missing; so are those above it. */
export function ownerAt(state: StandInState, path: string): StandInOwner {
  const found = state.owners.find((owner) => owner.path.toLowerCase() === path.toLowerCase());
  if (found !== undefined) return found;
  const above = path.split('/').slice(0, -1).join('/');
  if (above !== '') ownerAt(state, above);
  return addOwner(state, path, 'organization');
}

export function addToken(state: StandInState, person: StandInPerson, wish: TokenWish): StandInToken {
  const token: StandInToken = {
    value: wish.value,
    person,
    scopes: [...wish.scopes],
    kind: wish.kind,
    expiresAt: wish.expiresAt,
    isRevoked: false,
    own: {},
  };
  state.tokens.push(token);
  return token;
}

export function addHook(state: StandInState, place: { readonly hooks: StandInHook[] }, wish: HookWish): StandInHook {
  const now = nextMoment(state);
  const hook: StandInHook = {
    id: state.nextId(),
    url: wish.url,
    secret: wish.secret,
    events: [...wish.events],
    isActive: true,
    createdAt: now,
    updatedAt: now,
    deliveries: [],
    own: { ...wish.own },
  };
  place.hooks.push(hook);
  return hook;
}

/** The token of this value, unless it is revoked or has ended. */
export function validToken(state: StandInState, value: string | undefined): StandInToken | undefined {
  return state.tokens.find(
    (token) =>
      token.value === value &&
      !token.isRevoked &&
      (token.expiresAt === undefined || token.expiresAt > state.clock.now()),
  );
}

/** Whoever does what nobody in particular is said to do. */
export function someone(state: StandInState): StandInPerson {
  const [first] = state.people;
  return first ?? addPerson(state, { login: 'ada' });
}
