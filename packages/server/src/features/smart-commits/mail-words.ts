/** The words of a mail about commands that were not run: nothing of what an issue says, only what its author wrote. */

import type { OutgoingMail } from '../../ports/mail.ts';
import type { SmartCommitRun } from '../../ports/store/smart-commits.ts';

/** Characters of a command that are repeated. */
const shownText = 200;
/** As git abbreviates the hashes of a large repository. */
const shortHash = 10;
/** Characters of a line in which a mail is still read well. */
const subjectLimit = 150;

function commandText({ command, arguments: text }: SmartCommitRun): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const cut = line.length > shownText ? `${line.slice(0, shownText)}…` : line;
  return cut === '' ? `#${command}` : `#${command} ${cut}`;
}

function linesOf(run: SmartCommitRun): readonly string[] {
  return [`${run.key}  ${commandText(run)}`, `    ${run.message}`, ''];
}

export interface MailPlace {
  readonly repositoryName: string;
  /** Where our own pages are, without a trailing slash. */
  readonly publicUrl: string;
}

/** @param runs of one commit, at least one */
export function mailAbout(
  to: string,
  runs: readonly SmartCommitRun[],
  { repositoryName, publicUrl }: MailPlace,
): OutgoingMail {
  const keys = [...new Set(runs.map(({ key }) => key))];
  const [first] = runs;
  const hash = first?.commit.hash.slice(0, shortHash) ?? '';
  const count = runs.length === 1 ? 'A command' : `${runs.length} commands`;
  const subject = `${count} of commit ${hash} ${runs.length === 1 ? 'was' : 'were'} not run: ${keys.join(', ')}`;
  const lines = [
    `${count} in your commit ${hash} of ${repositoryName} ${runs.length === 1 ? 'was' : 'were'} not run in Jira:`,
    '',
    ...runs.flatMap(linesOf),
    `The commit itself is linked to its issues all the same.`,
    `See ${keys.map((key) => `${publicUrl}/issues/${key}`).join(' and ')}`,
    '',
    'You get this mail because the commit bears your address. To get none any more, ask whoever administers Branchline:',
    'branchline smart-commits mails --off.',
  ];
  return { to, subject: subject.slice(0, subjectLimit), text: lines.join('\n') };
}
