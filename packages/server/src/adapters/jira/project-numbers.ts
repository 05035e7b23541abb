/** Jira's numbers of projects, which questions about permissions name them by. */

import { inParallel, type ProjectKey } from '@branchline/domain';
import { z } from 'zod';
import type { AskPlatform } from './ask-platform.ts';
import { ordinaryLimits, projectsNamed } from './limits.ts';

const Numbers = z.object({ values: z.array(z.object({ id: z.string().min(1), key: z.string().min(1) })) });

/** By the keys asked for; what is not there, or not for the eyes of our account, is missing. Of Jira Cloud only. */
export async function readProjectNumbers(
  ask: AskPlatform,
  keys: readonly ProjectKey[],
): Promise<ReadonlyMap<ProjectKey, number>> {
  const wanted = [...new Set(keys)];
  const starts = Array.from({ length: Math.ceil(wanted.length / projectsNamed) }, (_, at) => at * projectsNamed);
  const numbers = new Map<ProjectKey, number>();
  await inParallel(starts, ordinaryLimits.parallel, async (start) => {
    const some = wanted.slice(start, start + projectsNamed);
    const query = some.map((key) => `keys=${encodeURIComponent(key)}`).join('&');
    const { values } = await ask.get(`/project/search?maxResults=${projectsNamed}&${query}`, Numbers);
    const asked = new Set<string>(some);
    for (const { id, key } of values) if (asked.has(key)) numbers.set(key as ProjectKey, Number(id));
  });
  return numbers;
}
