/** GitLab's answers about people, tokens, projects, branches and what a new merge request may choose from. */

import { bareGit, commitAt, commitsOf, entriesAt, fileAt } from '../bare-git.ts';
import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import { accessOf, readableBy, type StandInRepository } from '../state.ts';
import { fieldOf, found, inProject, insufficient, listed, plain, refuse, scoped, textOf } from './answers.ts';
import { branchJson, levels, personJson, projectJson } from './shapes.ts';

const templates = '.gitlab/merge_request_templates';

export function addProjectRoutes(router: Router): void {
  router.on('GET', '/api/v4/personal_access_tokens/self', ownToken);
  router.on('GET', '/api/v4/user', ownPerson);
  router.on('GET', '/api/v4/version', ({ state }) => found({ version: state.version, revision: 'abcdef0' }));
  router.on('GET', '/api/v4/projects', scoped(projects));
  router.on('GET', '/api/v4/groups/:id/projects', scoped(groupProjects));
  router.on(
    'GET',
    '/api/v4/projects/:id',
    inProject('read', ({ state, person }, repository) => found(projectJson(state, repository, person))),
  );
  router.on('GET', '/api/v4/projects/:id/users', inProject('read', members));
  router.on(
    'GET',
    '/api/v4/projects/:id/labels',
    inProject('read', (call, { labels }) => listed(call, labels, (name) => ({ name }))),
  );
  router.on('GET', '/api/v4/projects/:id/templates/merge_requests', inProject('read', templateList));
  router.on('GET', '/api/v4/projects/:id/templates/merge_requests/:name', inProject('read', template));
  router.on('POST', '/api/v4/projects/:id/repository/branches', inProject('write', makeBranch));
  router.on('DELETE', '/api/v4/projects/:id/repository/branches/:branch', inProject('write', removeBranch));
}

/** Any token may look at itself, whatever its scopes. */
function ownToken({ token }: StandInCall): StandInAnswer {
  if (token === undefined || token.kind === 'oauth') return refuse(404, '404 Not Found');
  const expiresAt = token.expiresAt?.toISOString().slice(0, 10) ?? null;
  const fields = { id: 1, name: 'Branchline', revoked: false, active: true, user_id: token.person.id };
  return found({ ...fields, scopes: token.scopes, expires_at: expiresAt });
}

function ownPerson({ state, person, token }: StandInCall): StandInAnswer {
  const isAllowed = ['api', 'read_api', 'read_user'].some((scope) => token?.scopes.includes(scope));
  if (person === undefined || !isAllowed) return insufficient('api read_api read_user');
  return found({ ...personJson(state, person), email: person.email, bot: token?.kind === 'project' });
}

/** By ids behind `id_after` for keyset pages, else numbered. */
function projects(call: StandInCall): StandInAnswer {
  const { state, person, query } = call;
  const level = Number(query.get('min_access_level') ?? '0');
  const after = Number(query.get('id_after') ?? '0');
  const all = readableBy(state, person)
    .filter((one) => levels[accessOf(one, person)] >= level && one.id > after)
    .toSorted((a, b) => a.id - b.id);
  const shape = (one: StandInRepository): unknown => projectJson(state, one, person);
  if (query.get('pagination') !== 'keyset') return listed(call, all, shape);
  const size = Math.min(Number(query.get('per_page') ?? '20'), state.largestPage ?? 100);
  const page = all.slice(0, size);
  const next = new URLSearchParams({ ...Object.fromEntries(query), id_after: String(page.at(-1)?.id ?? 0) });
  const link = all.length > size ? `<${state.url}/api/v4/projects?${next.toString()}>; rel="next"` : '';
  return { status: 200, headers: { link }, json: plain(page.map(shape)) };
}

function groupProjects(call: StandInCall): StandInAnswer {
  const { state, person, variables, query } = call;
  const path = variables['id'] ?? '';
  const isWide = query.get('include_subgroups') === 'true';
  const all = readableBy(state, person).filter(
    ({ owner }) => owner.path === path || (isWide && owner.path.startsWith(`${path}/`)),
  );
  return listed(call, all, (one) => projectJson(state, one, person));
}

function members(call: StandInCall, repository: StandInRepository): StandInAnswer {
  const wanted = (call.query.get('search') ?? '').toLowerCase();
  const all = call.state.people.filter(
    (person) =>
      accessOf(repository, person) !== 'none' &&
      [person.login, person.name].some((text) => text.toLowerCase().includes(wanted)),
  );
  return listed(call, all, (person) => personJson(call.state, person));
}

async function templateList(call: StandInCall, { folder, defaultBranch }: StandInRepository): Promise<StandInAnswer> {
  const files = await entriesAt(folder, defaultBranch, templates);
  const names = files.flatMap(({ name }) => (name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : []));
  return listed(call, names, (name) => ({ key: name, name }));
}

async function template(call: StandInCall, { folder, defaultBranch }: StandInRepository): Promise<StandInAnswer> {
  const name = call.variables['name'] ?? '';
  const content = await fileAt(folder, defaultBranch, `${templates}/${name}.md`);
  return content === undefined ? refuse(404, '404 Template Not Found') : found({ name, content });
}

async function makeBranch(call: StandInCall, repository: StandInRepository): Promise<StandInAnswer> {
  const { folder } = repository;
  const [branch, from] = [textOf(call, 'branch'), textOf(call, 'ref')];
  if (fieldOf(call, 'branch') === undefined) return refuse(400, { error: 'branch is missing' });
  if ((await commitAt(folder, `refs/heads/${branch}`)) !== undefined) return refuse(400, 'Branch already exists');
  const to = await commitAt(folder, from);
  if (to === undefined) return refuse(400, `Invalid reference name: ${from}`);
  await bareGit(folder, ['check-ref-format', `refs/heads/${branch}`]);
  await call.standIn.setRef(repository, `refs/heads/${branch}`, to, call.person);
  const [commit] = (await commitsOf(folder, to, [])).slice(-1);
  if (commit === undefined) return refuse(500, 'no commit');
  return found(branchJson(call.state, repository, branch, commit), 201);
}

async function removeBranch(call: StandInCall, repository: StandInRepository): Promise<StandInAnswer> {
  const branch = call.variables['branch'] ?? '';
  const ref = `refs/heads/${branch}`;
  if ((await commitAt(repository.folder, ref)) === undefined) return refuse(404, '404 Branch Not Found');
  if (branch === repository.defaultBranch) return refuse(403, 'The default branch of a project cannot be deleted.');
  await call.standIn.setRef(repository, ref, undefined, call.person);
  return { status: 204 };
}
