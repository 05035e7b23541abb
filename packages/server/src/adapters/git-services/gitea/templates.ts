/** Finds the texts with which a repository wants pull requests to begin. */

import type { RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { PullRequestTemplate } from '../../../ports/git-service/actions.ts';
import type { FamilyApi } from './api.ts';
import type { FamilyFacts } from './facts.ts';
import { repositoryPath } from './repositories.ts';
import { encodedPath } from './settings.ts';

const Entry = z.object({ name: z.string(), path: z.string(), type: z.string() });
const File = z.object({ content: z.string().nullish(), encoding: z.string().nullish() });

/** Forms (`.yaml`) are for the service's own pages; only texts are of use elsewhere. */
const fileName = /^pull_request_template\.md$/i;
const folderName = /^pull_request_template$/i;

/** In the service's order of places; of several with one name the first, as the service itself takes it. */
export async function pullRequestTemplates(
  api: FamilyApi,
  facts: FamilyFacts,
  repository: RemoteRepository,
): Promise<readonly PullRequestTemplate[]> {
  const templates = new Map<string, PullRequestTemplate>();
  const top = await folder(api, repository, '');
  for (const place of facts.templateFolders) {
    const there = top.find(({ name, type }) => type === 'dir' && name.toLowerCase() === place);
    const entries = place === '' ? top : there === undefined ? [] : await folder(api, repository, there.path);
    for (const { path } of await textsAmong(api, repository, entries)) {
      const name = path.split('/').at(-1)?.replace(/\.md$/i, '') ?? path;
      if (templates.has(name.toLowerCase())) continue;
      const text = await textOf(api, repository, path);
      if (text !== undefined) templates.set(name.toLowerCase(), { name, text });
    }
  }
  return [...templates.values()];
}

/** The files in their places, and all texts in a folder of that name. */
async function textsAmong(api: FamilyApi, repository: RemoteRepository, entries: readonly z.infer<typeof Entry>[]) {
  const files = entries.filter(({ name, type }) => type === 'file' && fileName.test(name));
  const several = entries.find(({ name, type }) => type === 'dir' && folderName.test(name));
  const inFolder = several === undefined ? [] : await folder(api, repository, several.path);
  return [...files, ...inFolder.filter(({ name, type }) => type === 'file' && /\.md$/i.test(name))];
}

/** Empty where there is none: also of a repository without commits. */
async function folder(api: FamilyApi, repository: RemoteRepository, path: string) {
  const place = path === '' ? 'contents' : `contents/${encodedPath(path)}`;
  return (await api.find(`${repositoryPath(repository)}/${place}`, z.array(Entry))) ?? [];
}

async function textOf(api: FamilyApi, repository: RemoteRepository, path: string): Promise<string | undefined> {
  const file = await api.find(`${repositoryPath(repository)}/contents/${encodedPath(path)}`, File);
  if (file?.encoding !== 'base64') return undefined;
  return withoutPreface(Buffer.from(file.content ?? '', 'base64').toString('utf8'));
}

/** The service reads title and labels out of a preface between two lines of dashes, and does not show it. */
function withoutPreface(text: string): string {
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n+/, '');
}
