/** A push that came over HTTP to a stand-in is told by webhooks, and moves pull requests along, as at a real service. */

import type { ServerResponse } from 'node:http';
import { refsOf } from './bare-git.ts';
import { refMoved, type StoryTools } from './moving-refs.ts';
import type { StandInPerson, StandInRepository } from './state.ts';

/**
 * Looks at the refs now, and again when the answer has gone.
 * @param broken told when the consequences could not be brought about
 */
export async function tellPush(
  tools: StoryTools,
  { repository, by }: { readonly repository: StandInRepository; readonly by: StandInPerson },
  response: ServerResponse,
  broken: (error: unknown) => void,
): Promise<void> {
  const before = await refsOf(repository.folder);
  response.once('close', () => void tellMoved(tools, repository, before, by).catch(broken));
}

async function tellMoved(
  tools: StoryTools,
  repository: StandInRepository,
  before: Awaited<ReturnType<typeof refsOf>>,
  by: StandInPerson,
): Promise<void> {
  const refs = await refsOf(repository.folder);
  for (const ref of new Set([...before.keys(), ...refs.keys()])) {
    const moved = { ref, before: before.get(ref), after: refs.get(ref), by };
    if (moved.before !== moved.after) await refMoved(tools, repository, moved);
  }
}
