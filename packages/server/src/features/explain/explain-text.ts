/** Explains a text: which keys were found, what was refused and why, and which smart commands it holds (C3). */

import {
  parseSmartCommit,
  scanForIssueKeys,
  type KeyField,
  type KeyRule,
  type KeyScan,
  type SmartCommand,
  type SmartCommitDialect,
} from '@branchline/domain';

export interface Explanation extends KeyScan {
  readonly commands: readonly SmartCommand[];
}

/** A branch name holds no commands. `dialect` is Jira's own, line by line, unless said otherwise. */
export function explainText(
  text: string,
  rule: KeyRule,
  field: KeyField,
  dialect: SmartCommitDialect = 'line',
): Explanation {
  const commands = field === 'text' ? parseSmartCommit(text, dialect, rule) : [];
  return { ...scanForIssueKeys(text, rule, field), commands };
}
