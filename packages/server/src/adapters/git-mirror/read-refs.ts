/** Reads the refs of a mirror: heads, the default branch, branches by name, tags. */

import { branchNameOfRef, isLocalBranchRef, type CommitHash, type RefHead, type Tag } from '@branchline/domain';
import type { GitCall, GitRunner } from './git-command.ts';
import { decoded, linesOf } from './lines-of.ts';

/** A mirror, and what every call on it has in common. */
export interface MirrorReading {
  readonly git: GitRunner;
  readonly call: Pick<GitCall, 'doing' | 'timeLimit' | 'stopping'> & { readonly mirror: string };
}

/** All refs in byte order of their names. */
export async function readHeads({ git, call }: MirrorReading): Promise<readonly RefHead[]> {
  const heads: RefHead[] = [];
  const list = ['for-each-ref', '--format=%(objectname) %(refname)'];
  for await (const block of linesOf(git.stream({ ...call, arguments: list }))) {
    for (const line of block) {
      const space = line.indexOf(' ');
      heads.push({ ref: decoded(line.slice(space + 1)), hash: line.slice(0, space) as CommitHash });
    }
  }
  return heads;
}

/** The ref HEAD stands for, when it exists in the mirror. */
export async function readDefaultHead(reading: MirrorReading, heads: readonly RefHead[]): Promise<RefHead | undefined> {
  const { git, call } = reading;
  const name = await git.output({ ...call, arguments: ['symbolic-ref', 'HEAD'] });
  const ref = name.toString('utf8').trimEnd();
  return heads.find((head) => head.ref === ref);
}

/** The head of each named branch that exists; a local branch goes before a remembered one of the same name. */
export function branchHeads(heads: readonly RefHead[], names: readonly string[]): ReadonlyMap<string, CommitHash> {
  const wanted = new Set(names);
  const found = new Map<string, CommitHash>();
  const local = new Set<string>();
  for (const { ref, hash } of heads) {
    const name = branchNameOfRef(ref);
    if (name === undefined || !wanted.has(name) || local.has(name)) continue;
    if (isLocalBranchRef(ref)) local.add(name);
    else if (found.has(name)) continue;
    found.set(name, hash);
  }
  return found;
}

const tagFields = ['refname', 'objecttype', 'objectname', '*objecttype', '*objectname', 'creatordate:unix'];

/** All tags that lead to a commit. */
export async function readTags(reading: MirrorReading): Promise<readonly Tag[]> {
  const { git, call } = reading;
  const format = tagFields.map((field) => `%(${field})`).join('%00');
  const found: ({ tag: Tag; leadsTo: string } | undefined)[] = [];
  const list = ['for-each-ref', `--format=${format}`, 'refs/tags'];
  for await (const block of linesOf(git.stream({ ...call, arguments: list }))) found.push(...block.map(tagFromLine));
  const tags = found.filter((tag) => tag !== undefined);
  const nested = tags.filter(({ leadsTo }) => leadsTo === 'tag').map(({ tag }) => tag.commit);
  const commitByTag = nested.length === 0 ? new Map<string, CommitHash>() : await peel(reading, nested);
  return tags.flatMap(({ tag, leadsTo }) => {
    const commit = leadsTo === 'tag' ? commitByTag.get(tag.commit) : tag.commit;
    return commit === undefined || (leadsTo !== 'tag' && leadsTo !== 'commit') ? [] : [{ ...tag, commit }];
  });
}

function tagFromLine(line: string): { tag: Tag; leadsTo: string } | undefined {
  const [ref = '', type = '', hash = '', targetType = '', target = '', seconds = ''] = line.split('\0');
  if (ref === '') return undefined;
  const annotated = type === 'tag';
  return {
    leadsTo: annotated ? targetType : type,
    tag: {
      name: decoded(ref.slice('refs/tags/'.length)),
      commit: (annotated ? target : hash) as CommitHash,
      annotated,
      at: new Date(Number(seconds) * 1000),
    },
  };
}

/** Follows tags of tags to their commits; those that lead elsewhere are left out. */
async function peel(
  { git, call }: MirrorReading,
  hashes: readonly CommitHash[],
): Promise<ReadonlyMap<string, CommitHash>> {
  const input = [hashes.map((hash) => `${hash}^{}\n`).join('')];
  const check = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
  const output = (await git.output({ ...call, arguments: check, input })).toString('latin1');
  const lines = output.split('\n');
  const pairs = hashes.flatMap((hash, index): [string, CommitHash][] => {
    const [target, type] = lines[index]?.split(' ') ?? [];
    return target !== undefined && type === 'commit' ? [[hash, target as CommitHash]] : [];
  });
  return new Map(pairs);
}
