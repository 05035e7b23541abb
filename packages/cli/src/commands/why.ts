/** `branchline why …`: why a commit, branch or pull request shows in Jira, or does not. */

import { refusalWords, type ThingExplained, type ThingsExplained } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';

type Key = ThingExplained['keys'][number];
type Site = ThingExplained['sites'][number];

const states: Readonly<Record<ThingExplained['state'], string>> = {
  there: '',
  gone: 'It is gone: no branch or tag leads to it, or the service has it no more. Jira was told to drop it.',
  unlinked: 'It belongs to no issue.',
};

const verdicts: Readonly<Record<Key['verdict'], string>> = {
  counts: 'counts',
  'removed-by-hand': 'does not count: somebody took it off by hand',
  'not-indexed': 'does not count yet: its project became known later. Reindex the repository',
  'no-longer': 'counts, though its project is not known any more. Reindex the repository',
};

const withheld: Readonly<Record<Site['withheld'][number]['because'], string>> = {
  'not-associated': 'its project does not see this repository (branchline associations)',
  'action-not-granted': 'its project is associated, but not to see (branchline associations)',
};

const outcomes: Readonly<Record<Site['state'], string>> = {
  waiting: 'waits to be sent',
  'reading-files': 'waits for its files to be read, then it is sent',
  'nothing-to-send': 'is told nothing of it',
  sending: 'was sent it; the answer is not there yet',
  accepted: 'has it',
  unplaced: 'took it and keeps it nowhere: it knows none of its issues yet. It is sent again when there is one',
  refused: 'refused it',
  withdrawn: 'had it, and was told to drop it',
};

function siteLines(site: Site): readonly string[] {
  const { sent, unknown, state, message, pausedBecause } = site;
  const keys = sent.length === 0 ? '' : ` with ${sent.join(', ')}`;
  return [
    `  ${printable(site.name)} ${outcomes[state]}${keys}${message === null ? '' : `: ${printable(message)}`}`,
    ...site.withheld.map(({ key, because }) => `    ${key} is kept from it: ${withheld[because]}`),
    ...(unknown.length === 0 ? [] : [`    it does not know ${unknown.join(', ')}`]),
    ...(pausedBecause === null ? [] : [`    nothing is sent to it at the moment: ${printable(pausedBecause)}`]),
  ];
}

function thingLines(thing: ThingExplained): readonly string[] {
  const { kind, name, title, repositoryName, repositoryId, state, keys, refused, said, sites } = thing;
  const words = kind === 'branch' || title === '' ? '' : `  ${printable(title)}`;
  return [
    `${kind.replaceAll('-', ' ')} ${printable(name)} in ${printable(repositoryName)} (${repositoryId})${words}`,
    ...(states[state] === '' ? [] : [`  ${states[state]}`]),
    ...keys.map(({ key, foundIn, verdict }) => `  ${key}, ${foundIn.replaceAll('-', ' ')}: ${verdicts[verdict]}`),
    ...refused.map(({ text, why, foundIn }) => {
      return `  ${printable(text)}, ${foundIn.replaceAll('-', ' ')}: is no key, ${refusalWords[why]}`;
    }),
    ...said.map((each) => `  ${each.key} was ${each.state} by ${printable(each.by)}`),
    ...(sites.length === 0 ? ['  No Jira site is connected.'] : sites.flatMap(siteLines)),
  ];
}

function nothingLines({ repositories, notYetIndexed, failed }: ThingsExplained['coverage']): readonly string[] {
  return [
    'Nothing of that name is indexed. Only what names an issue is kept: paste its text into "branchline explain --text -".',
    `${counted(repositories, 'repository', 'repositories')} looked at.`,
    ...(notYetIndexed === 0 ? [] : [`${counted(notYetIndexed, 'is', 'are')} not indexed yet.`]),
    ...(failed === 0 ? [] : [`${counted(failed, 'cannot', 'cannot')} be read: branchline repositories list.`]),
  ];
}

/** Adds `why`. */
export function addWhyCommand({ program, define, run }: Commands): void {
  define(program.command('why <thing>'))
    .description('why a commit (hash), a branch (name) or a pull request (address) shows in Jira, or does not')
    .action((thing: string, _options, command: Command) =>
      run(command, async (session) => {
        const answer = await session.client.explainThing({ query: { thing } });
        const { things, coverage } = answer;
        session.answer(answer, things.length === 0 ? nothingLines(coverage) : things.flatMap(thingLines));
      }),
    );
}
