/** `branchline people …`: who is known by which names, what joins them, and their own connections. */

import type {
  NamedIdentityInput,
  PersonDetails,
  PersonIdentity,
  PersonLink,
  PersonSummary,
} from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { identityWords } from './identity-words.ts';
import { addPersonalConnectionCommands } from './personal-connections.ts';

interface ListOptions {
  readonly search?: string;
  readonly kind?: PersonIdentity['kind'];
  readonly conflicts?: boolean;
  readonly suggested?: boolean;
  readonly without?: PersonIdentity['kind'];
  readonly after?: string;
  readonly limit?: string;
}

interface IdentityOptions {
  readonly email?: string;
  readonly jiraSite?: string;
  readonly account?: string;
  readonly service?: string;
  readonly remoteId?: string;
  readonly login?: string;
  readonly branchlineAccount?: string;
}

function identityLine(identity: PersonIdentity): string {
  return `  ${identity.id}  ${identity.kind}  ${identityWords(identity)}`;
}

function linkLine({ id, one, other, proof, state, by, at }: PersonLink): string {
  return `  ${id}  ${state}  ${identityWords(one)} = ${identityWords(other)}  (${proof}, ${by === 'rule' ? '' : `${printable(by)}, `}${momentText(at)})`;
}

/** A person with everything that is known. */
function linesOf({ id, title, conflict, identities, links, connections }: PersonDetails): readonly string[] {
  return [
    `${id}  ${printable(title)}`,
    ...(conflict === null ? [] : [printable(conflict)]),
    'Identities:',
    ...identities.map(identityLine),
    ...(links.length === 0 ? [] : ['What is known:', ...links.map(linkLine)]),
    ...(connections.length === 0 ? [] : ['Own connections:']),
    ...connections.map(({ integrationId, account, problem }) =>
      printable(`  integration ${integrationId} as ${account.login}${problem === null ? '' : `: ${problem}`}`),
    ),
  ];
}

function rowOf({ id, title, identities, conflict }: PersonSummary): readonly string[] {
  const names = identities.map(identityWords).join(', ');
  return [String(id), title, names, conflict === null ? '' : 'conflict'];
}

async function list(command: Command, session: Session, options: ListOptions): Promise<void> {
  const { search, kind, conflicts, suggested, without, after, limit } = options;
  const query = {
    search,
    kind,
    without,
    ...(suggested === true ? { suggestions: 'only' as const } : {}),
    ...(conflicts === true ? { conflicts: 'only' as const } : {}),
    ...(after === undefined ? {} : { after: integerArgument(command, after) }),
    ...(limit === undefined ? {} : { limit: integerArgument(command, limit) }),
  };
  const page = await session.client.listPeople({ query });
  const nobody = 'Nobody yet: people are met in linked commits and pull requests.';
  session.answerTable(page, ['ID', 'PERSON', 'KNOWN AS', ''], page.people.map(rowOf), nobody);
  if (page.next !== null) session.note(`More: branchline people list --after ${page.next}`);
}

function addLooking({ define, run }: Commands, people: Command): void {
  define(people.command('list'))
    .description('everybody we know')
    .option('--search <text>', 'in addresses, logins and names')
    .option('--kind <kind>', 'with a commit-email, a service-account or a jira-account')
    .option('--conflicts', 'only those for whom nobody acts')
    .option('--suggested', 'only those about whom a suggestion waits')
    .option('--without <kind>', 'only those without a jira-account, for example')
    .option('--after <id>', 'the last of the page before')
    .option('--limit <count>', 'at most 200')
    .action((options: ListOptions, command: Command) => run(command, (session) => list(command, session, options)));
  define(people.command('show <id>').description('one person: names, what joins them, connections')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const person = await session.client.showPerson({ params: { id: integerArgument(command, id) } });
        session.answer(person, linesOf(person));
      }),
  );
  define(people.command('suggestions').description('who may be one person, for you to confirm or reject'))
    .option('--after <id>', 'the last of the page before')
    .action(({ after }: { readonly after?: string }, command: Command) =>
      run(command, async (session) => {
        const query = after === undefined ? {} : { after: integerArgument(command, after) };
        const page = await session.client.listSuggestions({ query });
        const rows = page.suggestions.map((each) => [
          String(each.id),
          identityWords(each.one),
          identityWords(each.other),
          each.proof,
        ]);
        session.answerTable(page, ['ID', 'ONE', 'OTHER', 'BECAUSE OF'], rows, 'Nothing to decide.');
        if (page.next !== null) session.note(`More: branchline people suggestions --after ${page.next}`);
      }),
    );
  define(people.command('suggest').description('look for people and what joins them now')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const queued = await session.client.findSuggestions({});
        session.answer(queued, ['Looking. See: branchline people suggestions']);
      }),
  );
}

function withIdentityOptions(command: Command): Command {
  return command
    .option('--email <address>', 'an e-mail address of commits')
    .option('--jira-site <id>', 'with --account: an account at Jira')
    .option('--account <id>', "the account's id there: the end of the address of its profile page")
    .option('--service <name>', 'with --remote-id: an account at a Git service, such as github.com')
    .option('--remote-id <id>', "the account's number there")
    .option('--login <name>', 'how it is called there')
    .option('--branchline-account <id>', 'an account of Branchline, as accounts list names it');
}

/** Undefined when no option names one. Ends the command with words when they do not fit together. */
function identityFrom(command: Command, options: IdentityOptions): NamedIdentityInput | undefined {
  const { email, jiraSite, account, service, remoteId, login } = options;
  const found: NamedIdentityInput[] = [];
  if (email !== undefined) found.push({ kind: 'commit-email', email });
  if ((jiraSite === undefined) !== (account === undefined)) {
    command.error('error: give --jira-site and --account together.');
  }
  if (jiraSite !== undefined && account !== undefined) {
    found.push({ kind: 'jira-account', jiraSiteId: integerArgument(command, jiraSite), accountId: account });
  }
  if ((service === undefined) !== (remoteId === undefined)) {
    command.error('error: give --service and --remote-id together.');
  }
  if (service !== undefined && remoteId !== undefined) {
    found.push({ kind: 'service-account', service, remoteId, ...(login === undefined ? {} : { login }) });
  }
  if (options.branchlineAccount !== undefined) {
    found.push({ kind: 'own-account', accountId: integerArgument(command, options.branchlineAccount) });
  }
  if (found.length > 1) command.error('error: name one identity, not several.');
  return found[0];
}

function addJoining({ define, run }: Commands, people: Command): void {
  define(withIdentityOptions(people.command('add').description('somebody nobody has met yet'))).action(
    (options: IdentityOptions, command: Command) =>
      run(command, async (session) => {
        const identity = identityFrom(command, options) ?? command.error('error: name an identity; see --help.');
        const person = await session.client.addPerson({ body: { identity } });
        session.answer(person, linesOf(person));
      }),
  );
  define(withIdentityOptions(people.command('join <id> [other]')))
    .description('make two people one, or an identity theirs')
    .action((id: string, other: string | undefined, options: IdentityOptions, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id) };
        const identity = identityFrom(command, options);
        if ((other === undefined) === (identity === undefined)) {
          command.error('error: name another person or an identity; see --help.');
        }
        const body = identity === undefined ? { personId: integerArgument(command, other ?? '') } : { identity };
        const person = await session.client.joinPerson({ params, body });
        session.answer(person, linesOf(person));
      }),
    );
  define(people.command('split <id> <identities...>').description('make identities somebody else, for good')).action(
    (id: string, identities: readonly string[], _options, command: Command) =>
      run(command, async (session) => {
        const identityIds = identities.map((each) => integerArgument(command, each));
        const params = { id: integerArgument(command, id) };
        const person = await session.client.splitPerson({ params, body: { identityIds } });
        session.answer(person, linesOf(person));
      }),
  );
}

function addDeciding({ define, run }: Commands, people: Command): void {
  for (const [name, words, done] of [
    ['confirm', 'these two are one person', 'Confirmed.'],
    ['reject', 'these two are not one person, whatever is found out', 'Rejected.'],
  ] as const) {
    define(people.command(`${name} <link>`).description(words)).action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        if (name === 'confirm') await session.client.confirmLink(request);
        else await session.client.rejectLink(request);
        session.answer({ done: true }, [done]);
      }),
    );
  }
  define(people.command('erase <id>').description('forget somebody with all names and connections'))
    .option('--yes', 'do it')
    .action((id: string, { yes = false }: { readonly yes?: boolean }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id) };
        const { identities } = await session.client.showPerson({ params });
        const names = counted(identities.length, 'identity is', 'identities are');
        if (!yes) command.error(`error: ${names} forgotten and not met again; commits stay. Add --yes to do it.`);
        await session.client.erasePerson({ params });
        session.answer({ done: true }, ['Forgotten.']);
      }),
    );
  define(people.command('settings <jira-site>').description('how people are found at a Jira site'))
    .option('--trust-email <yes|no>', 'whether an address shown with one active account is a proof')
    .action((site: string, { trustEmail }: { readonly trustEmail?: string }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, site) };
        if (trustEmail !== undefined && !['yes', 'no'].includes(trustEmail)) {
          command.error('error: --trust-email takes yes or no.');
        }
        const body = { trustsEmail: trustEmail === 'yes' };
        const settings =
          trustEmail === undefined
            ? await session.client.showJiraPeopleSettings({ params })
            : await session.client.saveJiraPeopleSettings({ params, body });
        session.answer(settings, [`E-mail addresses are ${settings.trustsEmail ? 'a' : 'no'} proof.`]);
      }),
    );
}

/** Adds `people` with its subcommands. */
export function addPeopleCommands(commands: Commands): void {
  const people = commands.program
    .command('people')
    .description('who is who in git, at Git services and in Jira, and their own connections');
  addLooking(commands, people);
  addJoining(commands, people);
  addDeciding(commands, people);
  addPersonalConnectionCommands(commands, people);
}
