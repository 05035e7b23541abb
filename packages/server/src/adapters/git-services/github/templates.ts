/** Finds the texts with which a repository at GitHub wants pull requests to begin, in all places GitHub looks. */

import { Failure, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { PullRequestTemplate } from '../../../ports/git-service/actions.ts';
import { encodePath, foundBy, repositoryPath, type GitHubApi } from './api.ts';

// "Creating a pull request template": these folders, in the order in which GitHub prefers them.
const folders = ['.github', '', 'docs'];
const templateFile = /^pull_request_template\.(?:md|txt)$/i;
const templateFolder = /^pull_request_template$/i;
const anyTemplate = /\.(?:md|txt)$/i;
/** The repository of an organisation whose templates hold for all its others. */
const sharedRepository = '.github';
/** So many templates are fetched, one request each. */
const mostTemplates = 20;

const FolderEntry = z.array(z.object({ name: z.string(), path: z.string(), type: z.string() }));
type FolderEntry = z.infer<typeof FolderEntry>[number];
const FileEntry = z.object({ content: z.string(), encoding: z.string() });

/** Its own, or else those of the owner's shared repository. */
export async function findTemplates(
  api: GitHubApi,
  repository: RemoteRepository,
): Promise<readonly PullRequestTemplate[]> {
  const own = await templatesIn(api, repository.name);
  const shared = `${repository.name.slice(0, repository.name.lastIndexOf('/'))}/${sharedRepository}`;
  if (own.length > 0 || shared === repository.name) return own;
  return templatesIn(api, shared).catch((error: unknown) => {
    // It is not ours to read; the repository then has no templates that we could know of.
    if (error instanceof Failure && error.kind === 'forbidden') return [];
    throw error;
  });
}

async function templatesIn(api: GitHubApi, name: string): Promise<readonly PullRequestTemplate[]> {
  const listed = await Promise.all(folders.map((folder) => entriesOf(api, name, folder)));
  const entries = listed.flat();
  const standard = entries.filter(({ type, name: file }) => type === 'file' && templateFile.test(file));
  const places = entries.filter(({ type, name: folder }) => type === 'dir' && templateFolder.test(folder));
  const others = await Promise.all(places.map(({ path }) => entriesOf(api, name, path)));
  const choices = others.flat().filter(({ type, name: file }) => type === 'file' && anyTemplate.test(file));
  const files = [...standard.slice(0, 1), ...choices].slice(0, mostTemplates);
  const read = await Promise.all(files.map((file) => templateFrom(api, name, file)));
  return read.filter((template) => template !== undefined);
}

/** Nothing for a folder that is not there, or is a file. */
async function entriesOf(api: GitHubApi, name: string, folder: string): Promise<readonly FolderEntry[]> {
  const path = repositoryPath(name, `/contents/${encodePath(folder)}`);
  const entries = await foundBy(api.get(path, z.union([FolderEntry, z.looseObject({})])));
  return Array.isArray(entries) ? entries : [];
}

async function templateFrom(
  api: GitHubApi,
  name: string,
  { path, name: file }: FolderEntry,
): Promise<PullRequestTemplate | undefined> {
  const entry = await foundBy(api.get(repositoryPath(name, `/contents/${encodePath(path)}`), FileEntry));
  // Files above a megabyte come without content; nobody's template is one.
  if (entry?.encoding !== 'base64') return undefined;
  const text = Buffer.from(entry.content, 'base64').toString('utf8');
  return { name: file.replace(anyTemplate, ''), text };
}
