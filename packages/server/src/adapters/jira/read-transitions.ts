/** Reads which transitions the account may run on an issue now, and which of them ask for more than a commit can say. */

import type { IssueKey } from '@branchline/domain';
import { z } from 'zod';
import type { JiraTransition } from '../../ports/jira-site/writer.ts';
import type { AskPlatform } from './ask-platform.ts';
import { categoryOf, Status } from './read-standing.ts';

const Field = z.object({
  name: z.string().optional(),
  required: z.boolean(),
  hasDefaultValue: z.boolean().optional(),
  defaultValue: z.unknown().optional(),
});
const Transition = z.object({
  id: z.string().min(1),
  name: z.string(),
  to: Status,
  hasScreen: z.boolean().optional(),
  isAvailable: z.boolean().optional(),
  fields: z.record(z.string(), Field).optional(),
});
type Transition = z.infer<typeof Transition>;
const Transitions = z.object({ transitions: z.array(Transition) });
const FilledFields = z.object({ fields: z.record(z.string(), z.unknown()).optional() });

/** In Jira's order. @throws Failure `not-found` when the issue is not there or hidden */
export async function readTransitions(ask: AskPlatform, key: IssueKey): Promise<readonly JiraTransition[]> {
  const path = `/issue/${encodeURIComponent(key)}`;
  const answer = await ask.get(`${path}/transitions?expand=transitions.fields`, Transitions);
  const available = answer.transitions.filter(({ isAvailable }) => isAvailable !== false);
  const wanted = [...new Set(available.flatMap((transition) => emptyFields(transition).map(([id]) => id)))];
  // What the issue has already need not be filled in again.
  const filled = wanted.length === 0 ? new Set<string>() : await filledFields(ask, path, wanted);
  return available.map((transition) => ({
    id: transition.id,
    name: transition.name,
    to: transition.to.name,
    category: categoryOf(transition.to),
    // Data Center does not say; there, only a screen brings fields along.
    hasScreen: transition.hasScreen ?? Object.keys(transition.fields ?? {}).length > 0,
    requiredFields: emptyFields(transition)
      .filter(([id]) => !filled.has(id))
      .map(([id, { name }]) => name ?? id),
  }));
}

/** Those that must have a value and get none by themselves. */
function emptyFields({ fields = {} }: Transition): readonly (readonly [string, z.infer<typeof Field>])[] {
  return Object.entries(fields).filter(
    ([, field]) => field.required && field.hasDefaultValue !== true && isEmpty(field.defaultValue),
  );
}

async function filledFields(ask: AskPlatform, path: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { fields = {} } = await ask.get(`${path}?fields=${ids.map(encodeURIComponent).join(',')}`, FilledFields);
  return new Set(ids.filter((id) => !isEmpty(fields[id])));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
