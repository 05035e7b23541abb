/** GitHub's API for accounts, repositories and what git keeps in them. */

import type { CommitHash } from '@branchline/domain';
import { someone } from '../create-state.ts';
import { commitAt, entriesAt, fileAt, refsOf } from '../bare-git.ts';
import type { StandInAnswer, StandInCall } from '../family.ts';
import { mayReach, readableBy, type StandInPerson, type StandInRepository } from '../state.ts';
import { hasScopes, invalid, refusal } from './access.ts';
import {
  labelEntry,
  momentEntry,
  personEntry,
  repositoryDetails,
  repositoryEntry,
  type Json,
  type Place,
} from './entries.ts';
import { bodyOf, listAnswer, type Routes } from './routes.ts';

const contents = {
  read: { permission: 'contents=read', access: 'read' },
  write: { permission: 'contents=write', access: 'write' },
} as const;
const metadata = { permission: 'metadata=read', access: 'read' } as const;

export function addRepositoryRoutes({ on, onRepository }: Routes): void {
  on('GET', '/user', ({ person, state }, place) => ({
    status: 200,
    json: accountEntry(place, person ?? someone(state)),
  }));
  on('GET', '/user/emails', (call) => emailsFor(call));
  on('GET', '/user/repos', (call, place) => {
    const isWanted = ({ isPrivate }: StandInRepository) => isPrivate || call.query.get('visibility') !== 'private';
    return listAnswer(call, visibleTo(call).filter(isWanted), (one) => repositoryEntry(place, one, call.person));
  });
  on('GET', '/orgs/:org/repos', (call, place) => {
    const ofOwner = visibleTo(call).filter(({ owner }) => owner.path === call.variables['org']);
    return listAnswer(call, ofOwner, (one) => repositoryEntry(place, one, call.person));
  });
  on('GET', '/installation/repositories', (call, place) => {
    const given = (call.token?.own['repositories'] as (() => readonly StandInRepository[]) | undefined)?.() ?? [];
    const wrap = (repositories: readonly Json[], total: number) => ({ total_count: total, repositories });
    return listAnswer(call, given, (one) => repositoryEntry(place, one, call.person), wrap);
  });
  on(
    'GET',
    '/meta',
    ({ state }) => ({
      status: 200,
      json: { verifiable_password_authentication: true, installed_version: state.version },
    }),
    { for: 'anyone' },
  );
  onRepository('GET', '', metadata, ({ person }, repository, place) => ({
    status: 200,
    json: { ...repositoryEntry(place, repository, person), ...repositoryDetails },
  }));
  onRepository('GET', '/collaborators', { permission: 'metadata=read', access: 'write' }, (call, repository, place) =>
    listAnswer(call, collaboratorsOf(call, repository), (person) => ({
      ...personEntry(place, person),
      role_name: 'write',
    })),
  );
  onRepository('GET', '/labels', { permission: 'issues=read', access: 'read' }, (call, repository, place) =>
    listAnswer(call, repository.labels, (name) => labelEntry(place, repository, name)),
  );
  addGitRoutes({ on, onRepository });
}

function addGitRoutes({ onRepository }: Routes): void {
  onRepository('GET', '/git/ref/*ref', contents.read, async ({ variables }, repository, place) => {
    const ref = `refs/${variables['ref'] ?? ''}`;
    const hash = (await refsOf(repository.folder)).get(ref);
    return hash === undefined ? refusal(404, 'Not Found') : { status: 200, json: refEntry(place, ref, hash) };
  });
  onRepository('POST', '/git/refs', contents.write, async (call, repository, place) => {
    const { ref, sha } = bodyOf(call);
    const name = String(ref);
    if ((await refsOf(repository.folder)).has(name)) return refusal(422, 'Reference already exists');
    const hash = await commitAt(repository.folder, String(sha));
    if (hash === undefined) return refusal(422, 'Object does not exist');
    await call.standIn.setRef(repository, name, hash, call.person);
    return { status: 201, json: refEntry(place, name, hash) };
  });
  onRepository('DELETE', '/git/refs/*ref', contents.write, async ({ variables, standIn, person }, repository) => {
    const ref = `refs/${variables['ref'] ?? ''}`;
    if (!(await refsOf(repository.folder)).has(ref)) return refusal(422, 'Reference does not exist');
    await standIn.setRef(repository, ref, undefined, person);
    return { status: 204, text: '' };
  });
  onRepository('GET', '/commits', contents.read, async (_call, repository) => {
    if (repository.pushedAt === undefined) return refusal(409, 'Git Repository is empty.');
    // Only asked for to see whether it may be: nobody looks at the commits.
    return { status: 200, json: [] };
  });
  onRepository('GET', '/contents/*path', contents.read, ({ variables }, repository, place) =>
    contentsAt(place, repository, variables['path'] ?? ''),
  );
}

/** A classic token without `repo` sees what everybody sees. */
function visibleTo({ state, person, token }: StandInCall): readonly StandInRepository[] {
  const readable = readableBy(state, person);
  const isNarrow = token !== undefined && hasScopes(token) && !token.scopes.includes('repo');
  return isNarrow ? readable.filter(({ isPrivate }) => !isPrivate) : readable;
}

function collaboratorsOf({ state }: StandInCall, repository: StandInRepository): readonly StandInPerson[] {
  return state.people.filter((person) => mayReach(repository, person, 'read') && !person.login.endsWith('[bot]'));
}

function accountEntry(place: Place, person: StandInPerson): Json {
  const moment = momentEntry(place.state.clock.now());
  return {
    ...personEntry(place, person),
    name: person.name,
    company: null,
    blog: null,
    location: null,
    email: person.email,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: moment,
    updated_at: moment,
  };
}

function refEntry({ api }: Place, ref: string, sha: CommitHash): Json {
  const url = `${api}/git/${encodeURI(ref)}`;
  return { ref, node_id: `REF_${ref}`, url, object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` } };
}

async function contentsAt(place: Place, repository: StandInRepository, path: string): Promise<StandInAnswer> {
  const { folder, defaultBranch } = repository;
  const head = await commitAt(folder, `refs/heads/${defaultBranch}`);
  if (head === undefined) return refusal(404, 'This repository is empty.');
  const clean = path.replace(/\/+$/, '');
  const entries = await entriesAt(folder, head, clean);
  const entry = (name: string, inside: string, kind: 'file' | 'dir', sha: string): Json => {
    const url = `${place.api}/contents/${encodeURI(inside)}`;
    const links = { self: url, git: url, html: url };
    return {
      type: kind,
      size: 1,
      name,
      path: inside,
      sha,
      url,
      git_url: url,
      html_url: url,
      download_url: url,
      _links: links,
    };
  };
  if (entries.length > 0) {
    const inside = (name: string) => (clean === '' ? name : `${clean}/${name}`);
    const json = entries.map(({ name, kind, hash }) =>
      entry(name, inside(name), kind === 'file' ? 'file' : 'dir', hash),
    );
    return { status: 200, json };
  }
  const text = clean === '' ? undefined : await fileAt(folder, head, clean);
  if (text === undefined) return refusal(404, 'Not Found');
  const content = Buffer.from(text)
    .toString('base64')
    .replace(/(.{60})/g, '$1\n');
  return {
    status: 200,
    json: { ...entry(clean.split('/').at(-1) ?? '', clean, 'file', head), content, encoding: 'base64' },
  };
}

/** For a request that names what is not there. */
export function unknownField(resource: string, field: string): StandInAnswer {
  return invalid([{ resource, field, code: 'invalid' }]);
}

/** Their own one, one that nobody verified, and the one that hides it. */
function emailsFor({ person, token }: StandInCall): StandInAnswer {
  const scopes = ['user', 'user:email', 'emails:read'];
  if (person === undefined || token === undefined || !scopes.some((scope) => token.scopes.includes(scope))) {
    return token !== undefined && hasScopes(token)
      ? refusal(404, 'Not Found')
      : refusal(403, 'Resource not accessible by personal access token');
  }
  const { id, login, email } = person;
  const entry = (address: string, verified: boolean, primary = false) => ({
    email: address,
    primary,
    verified,
    visibility: primary ? 'private' : null,
  });
  const hidden = entry(`${id}+${login}@users.noreply.github.com`, true);
  return { status: 200, json: [entry(email, true, true), entry(`new-${email}`, false), hidden] };
}
