/** A repository at a Git service in which every name and every text is an attempt to run script or to deceive. */

import type { CommitHash } from '@branchline/domain';
import { gitlabFamily } from './stand-in/gitlab/family.ts';
import type { StandIn } from './stand-in/stand-in.ts';
import { startStandIn } from './stand-in/start-stand-in.ts';
import type { StandInPerson, StandInRepository } from './stand-in/state.ts';

/** What is tried, each in the form that its place allows. Whatever runs counts in `window.hacked`. */
export const attempts = {
  script: '<script>window.hacked=1</script>',
  image: '<img src=x onerror="window.hacked=2;alert(2)">',
  closing: '</script></title></textarea></pre><script>window.hacked=3</script>',
  drawing: '"><svg onload="window.hacked=4">',
  link: 'javascript:window.hacked=5',
  markdown: '[click](javascript:window.hacked=6) ![picture](javascript:alert(6))',
  style: '</style><style>body{display:none}</style>',
  template: '{{constructor.constructor("window.hacked=7")()}} ${window.hacked=7} <%= window.hacked %>',
  climbing: '../../../../etc/passwd',
  /** Reads as `photo exe.png` where the direction is obeyed. */
  turned: 'photo\u202Egnp.exe',
  control: 'bell\u0007 red\u001B[31m',
} as const;

/** Of branches; git takes neither blanks nor colons. */
export const hostileBranches = {
  script: 'ABC-1-<script>window.hacked=1</script>',
  others: [
    'ABC-1-"><svg/onload=window.hacked=4>',
    `ABC-1-${attempts.turned}`,
    'ABC-1-javascript&colon;window.hacked=5',
    'ABC-1-{{7}}${window.hacked=7}<%=1%>',
  ],
} as const;

export const hostilePaths = {
  markdown: 'README.md',
  code: '<img src=x onerror=window.hacked=2>.ts',
  page: 'docs/page.html',
  drawing: 'docs/drawing.svg',
  turned: `src/${attempts.turned}`,
  control: 'src/bell\u0007\u001B[31m\nline.txt',
  link: attempts.link.replace('javascript:', 'javascript:/'),
  long: 'long.txt',
  reversed: 'src/reversed.ts',
} as const;

const everything = Object.values(attempts).join('\n');
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=4"><script>window.hacked=4</script></svg>`;
const template = '.gitlab/merge_request_templates/Default.md';

/** All files; `again` is part of many lines, so that these change in parts. */
function filesSaying(again: string): Readonly<Record<string, string>> {
  return {
    [hostilePaths.markdown]: `# ${attempts.script} ${again}\n${everything}\n`,
    [hostilePaths.code]: `export const a = "${attempts.closing}"; // ${again}\n/* ${attempts.image} */\n`,
    [hostilePaths.page]: `<!doctype html><title>${again}</title>${attempts.closing}${attempts.image}\n`,
    [hostilePaths.drawing]: `${svg}<!-- ${again} -->`,
    [hostilePaths.turned]: `${attempts.turned} ${again}\n`,
    [hostilePaths.control]: `${attempts.control} ${again}\n`,
    [hostilePaths.link]: `${attempts.link} ${again}\n`,
    [hostilePaths.long]: `${'<b onclick=alert(1)>'.repeat(250)}${again}${attempts.script}\n`,
    [hostilePaths.reversed]: `if (user !== "root\u202E \u2066// ${again}\u2069 \u2066") {\n`,
    '"><svg onload=window.hacked=4>.md': `${attempts.drawing} ${again}\n`,
    '..%2f..%2fetc%2fpasswd': `${again}\n`,
    [template]: `## ${attempts.markdown}\n${everything}\n`,
  };
}

export interface HostileService {
  readonly standIn: StandIn;
  readonly token: string;
  /** Changes everything. */
  readonly change: CommitHash;
  /** Moves a file. */
  readonly move: CommitHash;
  close(): Promise<void>;
}

/** A GitLab with one repository, `team/app`, and an open merge request that one person has approved. */
export async function startHostileService(): Promise<HostileService> {
  const standIn = await startStandIn(gitlabFamily);
  const token = 'glpat-ofTheHouse';
  const robot = standIn.addPerson({ login: 'robot', name: attempts.drawing });
  standIn.addToken(robot, { value: token, scopes: ['api', 'read_repository'], kind: 'personal' });
  const mallory = standIn.addPerson({ login: 'mallory', name: attempts.image });
  const reviewer = standIn.addPerson({ login: 'eve', name: `${attempts.script} ${attempts.turned}` });
  const labels = ['<b onmouseover=alert(1)>bug</b>', attempts.link];
  const repository = await standIn.addRepository('team/app', { labels });
  const commits = await makeHistory(repository);
  await standIn.push(repository);
  await openRequest(standIn, repository, { mallory, reviewer });
  return { standIn, token, ...commits, close: () => standIn.close() };
}

async function makeHistory({ git }: StandInRepository) {
  const mallory = { author: `"onload="window.hacked=8" ${attempts.turned}`, email: 'javascript:window.hacked=5' };
  await git.commit(`Begin ${attempts.script}`, filesSaying('before'), mallory);
  await git.tag('v1-<script>window.hacked=1</script>');
  await git.tag(`v2-${attempts.turned}`, everything);
  for (const name of hostileBranches.others) {
    await git.branch(name);
    await git.checkout('main');
  }
  await git.commit(`ABC-2 ${attempts.template}`, { 'main.txt': 'main\n' }, mallory);
  await git.branch(hostileBranches.script);
  const message = `ABC-1 ${attempts.script} ${attempts.turned}\n\n${everything}\n${'<i>'.repeat(1700)}`;
  const change = await git.commit(message, filesSaying('after'), mallory);
  await git.git('mv', hostilePaths.code, `docs/${hostilePaths.code}`);
  const move = await git.commit(`ABC-1 ${attempts.image} ${attempts.link}`, {}, mallory);
  return { change, move };
}

async function openRequest(
  standIn: StandIn,
  repository: StandInRepository,
  { mallory, reviewer }: Readonly<Record<'mallory' | 'reviewer', StandInPerson>>,
): Promise<void> {
  const request = await standIn.openPullRequest(repository, {
    title: `ABC-1 ${attempts.image} ${attempts.turned}`,
    description: everything,
    author: mallory,
    source: hostileBranches.script,
    reviewers: [reviewer],
    labels: repository.labels,
  });
  await standIn.review(request, reviewer, 'approved', attempts.script);
}
