/** People, organisations, repositories, labels, files and branches at the stand-ins of Gitea and Forgejo. */

import { bareGit, commitAt, entriesAt, fileAt } from '../bare-git.ts';
import type { StandInAnswer } from '../family.ts';
import { fullNameOf, mayReach, readableBy, type StandInOwner, type StandInRepository } from '../state.ts';
import { bodyOf, done, listed, notFound, refusal, textOf, type GiteaRoutes, type KnownCall } from './answers.ts';
import { labelJson, organizationJson, personJson, repositoryJson } from './shapes.ts';

export function addPlaceRoutes({ on, onRepository }: GiteaRoutes): void {
  const repositories = (call: KnownCall, wanted: (one: StandInRepository) => boolean) =>
    listed(call, readableBy(call.state, call.person).filter(wanted), (one) =>
      repositoryJson(call.state, one, call.person),
    );
  on('GET', '/user', ['user'], ({ state, person }) => ({ status: 200, json: personJson(state, person) }));
  on('GET', '/user/emails', ['user'], ({ person }) => {
    const email = person.email;
    const others = { primary: false, verified: false, user_id: person.id, username: person.login };
    const own = { ...others, email, primary: true, verified: true };
    return { status: 200, json: [own, { ...others, email: `new-${email}` }] };
  });
  on('GET', '/user/repos', ['user', 'repository'], (call) => repositories(call, () => true));
  on('GET', '/user/orgs', ['user', 'organization'], (call) =>
    listed(call, organizations(call), (one) => organizationJson(call.state, one)),
  );
  on('GET', '/repos/search', ['repository'], async (call) => {
    const words = (call.query.get('q') ?? '').toLowerCase();
    const page = await repositories(call, (one) => fullNameOf(one).toLowerCase().includes(words));
    return { ...page, json: { ok: true, data: page.json } };
  });
  on('GET', '/orgs/:owner', ['organization'], (call) => {
    const found = organizations(call).find(({ path }) => isNamed(path, call.variables['owner']));
    return found === undefined ? notFound(call) : { status: 200, json: organizationJson(call.state, found) };
  });
  on('GET', '/orgs/:owner/repos', ['organization', 'repository'], (call) =>
    repositories(call, ({ owner }) => isNamed(owner.path, call.variables['owner'])),
  );
  on('GET', '/orgs/:owner/labels', ['organization'], (call) => {
    const isThere = organizations(call).some(({ path }) => isNamed(path, call.variables['owner']));
    return isThere ? listed(call, [], () => undefined, 'total') : notFound(call);
  });
  on('GET', '/repositories/:id', ['repository'], (call) => {
    const found = call.state.repositories.find(({ id }) => String(id) === call.variables['id']);
    if (found === undefined || !mayReach(found, call.person, 'read')) return notFound(call);
    return { status: 200, json: repositoryJson(call.state, found, call.person) };
  });
  onRepository('GET', '', { access: 'read' }, ({ state, person }, repository) => ({
    status: 200,
    json: repositoryJson(state, repository, person),
  }));
  onRepository('GET', '/labels', { access: 'read', scope: 'issue' }, (call, repository) => {
    const place = `/repos/${fullNameOf(repository)}/labels`;
    return listed(call, repository.labels, (name) => labelJson(call.state, place, name), 'total');
  });
  onRepository('GET', '/reviewers', { access: 'read' }, ({ state }, repository) => ({
    status: 200,
    json: state.people
      .filter((person) => mayReach(repository, person, 'read'))
      .map((person) => personJson(state, person)),
  }));
  onRepository('GET', '/contents', { access: 'read' }, (call, repository) => contents(call, repository, ''));
  onRepository('GET', '/contents/*path', { access: 'read' }, (call, repository) =>
    contents(call, repository, call.variables['path'] ?? ''),
  );
  onRepository('POST', '/branches', { access: 'write' }, makeBranch);
  onRepository('DELETE', '/branches/*branch', { access: 'write' }, dropBranch);
}

function organizations({ state }: KnownCall): readonly StandInOwner[] {
  return state.owners.filter(({ kind }) => kind === 'organization');
}

function isNamed(path: string, name: string | undefined): boolean {
  return path.toLowerCase() === name?.toLowerCase();
}

async function contents(call: KnownCall, repository: StandInRepository, path: string): Promise<StandInAnswer> {
  const commit = await commitAt(repository.folder, `refs/heads/${repository.defaultBranch}`);
  if (commit === undefined) return notFound(call);
  const entries = await entriesAt(repository.folder, commit, path);
  const entryJson = (name: string, kind: 'file' | 'folder', sha: string) => {
    const whole = path === '' ? name : `${path}/${name}`;
    return { name, path: whole, sha, type: kind === 'file' ? 'file' : 'dir', size: 0 };
  };
  if (entries.length > 0) return { status: 200, json: entries.map((one) => entryJson(one.name, one.kind, one.hash)) };
  const isFile = (await bareGit(repository.folder, ['ls-tree', commit, path])).includes(' blob ');
  const text = isFile ? await fileAt(repository.folder, commit, path) : undefined;
  if (text === undefined) return notFound(call);
  const json = {
    name: path.split('/').at(-1),
    path,
    type: 'file',
    encoding: 'base64',
    content: Buffer.from(text).toString('base64'),
  };
  return { status: 200, json };
}

async function makeBranch(call: KnownCall, repository: StandInRepository): Promise<StandInAnswer> {
  const name = textOf(bodyOf(call)['new_branch_name']);
  const from = textOf(bodyOf(call)['old_ref_name']) || repository.defaultBranch;
  const isName = await bareGit(repository.folder, ['check-ref-format', '--branch', name]).then(
    () => true,
    () => false,
  );
  if (!isName) return refusal(call, 422, '[BranchName]: GitRefName');
  const ref = `refs/heads/${name}`;
  const commit = (await commitAt(repository.folder, `refs/heads/${from}`)) ?? (await commitAt(repository.folder, from));
  // What it really says.
  if (commit === undefined) return refusal(call, 500, `object does not exist [id: ${from}, rel_path: ]`);
  if ((await commitAt(repository.folder, ref)) !== undefined) return refusal(call, 409, 'The branch already exists.');
  await call.standIn.setRef(repository, ref, commit, call.person);
  return { status: 201, json: { name, commit: { id: commit, message: '' }, protected: false } };
}

async function dropBranch(call: KnownCall, repository: StandInRepository): Promise<StandInAnswer> {
  const branch = call.variables['branch'] ?? '';
  const ref = `refs/heads/${branch}`;
  if ((await commitAt(repository.folder, ref)) === undefined) return notFound(call);
  if (branch === repository.defaultBranch) return refusal(call, 403, 'can not delete default branch');
  await call.standIn.setRef(repository, ref, undefined, call.person);
  return done;
}
