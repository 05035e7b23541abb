/** Chooses as whom Jira is written to: as the person where Jira lets us, else as our account in their name. */

import { Failure, type AtlassianAccountId, type IssueKey, type SmartCommitSettings } from '@branchline/domain';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { JiraPeople, JiraPermission } from '../../ports/jira-site/people.ts';
import type { IssueWriter } from '../../ports/jira-site/writer.ts';
import { refusal } from './refusal.ts';

/** Somebody to write as. */
export interface ChosenWriter {
  readonly writer: IssueWriter;
  /** Our own account writes, so what is written says in whose name. */
  readonly inTheirName: boolean;
}

export interface WriterQuestion {
  /** `people` may know it from elsewhere, such as from the person's own token. */
  readonly jira: Pick<JiraSite, 'writer' | 'writerFor'> & { readonly people?: Pick<JiraPeople, 'may'> | undefined };
  readonly accountId: AtlassianAccountId;
  readonly key: IssueKey;
  readonly needs: readonly JiraPermission[];
  readonly settings: Pick<SmartCommitSettings, 'withoutPermissionCheck'>;
}

const namesOf: Partial<Readonly<Record<JiraPermission, string>>> = {
  BROWSE_PROJECTS: 'Browse Projects',
  ADD_COMMENTS: 'Add Comments',
  WORK_ON_ISSUES: 'Work On Issues',
  TRANSITION_ISSUES: 'Transition Issues',
  EDIT_ISSUES: 'Edit Issues',
  ASSIGN_ISSUES: 'Assign Issues',
  ASSIGNABLE_USER: 'Assignable User',
};

async function requirePermissions({ jira, accountId, key, needs, settings }: WriterQuestion): Promise<void> {
  const wanted: readonly JiraPermission[] = ['BROWSE_PROJECTS', ...needs];
  const answer = await jira.people?.may(accountId, wanted, key);
  if (answer?.kind === 'known') {
    const missing = wanted.filter((permission) => !answer.held.has(permission));
    if (missing.length === 0) return;
    // Who may not see an issue is not told whether it is there.
    const words = missing.includes('BROWSE_PROJECTS')
      ? `${key} is not there, or you may not see it.`
      : `You lack the permission ${missing.map((name) => namesOf[name] ?? name).join(' and ')} at ${key}. Ask whoever administers its project.`;
    throw refusal('no-permission', words);
  }
  if (settings.withoutPermissionCheck) return;
  const because = answer?.because ?? 'Our account at Jira cannot ask what others may do.';
  const remedy = 'Until then nothing is done in the name of others, unless the settings of smart commits allow it.';
  throw refusal('no-permission', `${because} ${remedy}`);
}

/**
 * @throws Failure with its reason when the person may not, nobody can tell, or there is no account to write with
 * @throws Failure when Jira cannot be asked
 */
export async function chooseWriter(question: WriterQuestion): Promise<ChosenWriter> {
  const { jira, accountId } = question;
  const own = await jira.writerFor?.(accountId);
  if (own !== undefined) return { writer: own, inTheirName: false };
  const { writer } = jira;
  if (writer === undefined) {
    const words =
      'Branchline has no account at this Jira site that may write. Give it one: see "An account" in docs/jira.md.';
    throw refusal('no-account', words);
  }
  await requirePermissions(question);
  return { writer, inTheirName: true };
}

/** Jira surely did nothing, or cannot be asked at the moment: whatever it was is tried again later. */
export function isForLater(error: unknown): boolean {
  return error instanceof Failure && ['rate-limited', 'unavailable', 'unauthorized'].includes(error.kind);
}
