import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { paragraphOf, platformOf, sentBranch, sentCommit, sentPullRequest, startTestSandbox } from '../test-sandbox.ts';
import type { TestSandbox } from '../test-sandbox.ts';

let jira: TestSandbox;

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ now: () => new Date('2026-02-03T00:00:00Z'), ...options });
  return jira;
}

afterEach(() => jira.stop());

async function read(path: string): Promise<{ readonly response: Response; readonly text: string }> {
  const response = await fetch(`${jira.sandbox.url}${path}`);
  return { response, text: (await response.text()).replaceAll(/\s+/g, ' ') };
}

describe('the page of an issue', () => {
  it('shows the issue and what arrived for it, newest first', async () => {
    const { submit } = await start({ issues: [{ key: 'DEMO-1', summary: 'Fix the door', status: 'In Progress' }] });
    const files = [{ path: 'a', url: 'https://x.y/a', changeType: 'ADDED', linesAdded: 12, linesRemoved: 3 }];
    await submit({
      commits: [
        sentCommit('older', { authorTimestamp: '2026-01-01T00:00:00Z' }),
        sentCommit('newer', { files, fileCount: 1 }),
      ],
      branches: [sentBranch('main')],
    });
    const { text } = await read('/browse/demo-1');
    expect(text).toContain('Fix the door');
    expect(text).toContain('In Progress');
    expect(text).toContain('1 branch, 2 commits');
    expect(text).toContain('+12');
    expect(text).toContain('−3');
    expect(text).toContain('2 days ago');
    expect(text).toContain('1 February 2026 at 00:00 UTC');
    expect(text.indexOf('DEMO-1 newer')).toBeLessThan(text.indexOf('DEMO-1 older'));
  });

  it('shows pull requests with their state, branches, comments and reviewers', async () => {
    const { submit } = await start();
    const reviewers = [
      { name: 'Bob', approvalStatus: 'APPROVED' },
      { name: 'Eve', approvalStatus: 'UNAPPROVED' },
    ];
    await submit({ pullRequests: [sentPullRequest('7', { status: 'MERGED', commentCount: 3, reviewers })] });
    const { text } = await read('/browse/DEMO-1');
    for (const part of ['1 pull request', 'MERGED', '#7', 'topic', 'into', 'main', '3 comments']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('<bdi>Bob</bdi> approved');
    expect(text).toContain('<bdi>Eve</bdi> has not approved');
  });

  it('shows fifty commits and says how many more there are', async () => {
    const { submit } = await start();
    await submit({ commits: Array.from({ length: 52 }, (_, at) => sentCommit(`c${at}`)) });
    const { text } = await read('/browse/DEMO-1');
    expect(text.match(/<li>/g)).toHaveLength(50);
    expect(text).toContain('2 older ones not shown here');
  });

  it('lets nothing that somebody wrote become part of the page', async () => {
    const evil = '<script>alert(1)</script> "\' & \u202e 🚀';
    const { submit } = await start({ issues: [{ key: 'DEMO-1', summary: evil }] });
    await submit({ commits: [sentCommit('a', { message: evil, displayId: evil, author: { name: evil } })] });
    for (const path of ['/browse/DEMO-1', '/']) {
      const { text, response } = await read(path);
      expect(text).not.toContain('<script');
      expect(text).toContain('<bdi>&lt;script&gt;');
      expect(text).toContain('[U+202E]');
      expect(text).not.toContain('\u202e');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await read('/browse/%3Cscript%3E')).text).not.toContain('<script');
  });

  it('hosts our panel, and nobody else’s', async () => {
    const { submit } = await start({ panelUrl: (key) => `http://localhost:8080/panel/${key}?a=1&b=2` });
    await submit({ commits: [sentCommit('a', { issueKeys: ['DEMO-5'] })] });
    const { text, response } = await read('/browse/DEMO-5');
    expect(text).toMatch(/<details ?>/);
    expect(text).toContain('<iframe class="panel" src="http://localhost:8080/panel/DEMO-5?a=1&amp;b=2" title="Git">');
    expect(response.headers.get('content-security-policy')).toContain('frame-src http://localhost:8080;');
  });

  it('without our panel frames nothing', async () => {
    await start();
    const { text, response } = await read('/browse/DEMO-5');
    expect(text).not.toContain('<iframe');
    expect(text).toContain('No development information has arrived');
    expect(response.headers.get('content-security-policy')).toContain("frame-src 'none'");
  });

  it('of an issue that does not exist says so', async () => {
    await start();
    const { text, response } = await read('/browse/ZZ-1');
    expect(response.status).toBe(404);
    expect(text).toContain('There is no issue <bdi>ZZ-1</bdi>');
  });
});

describe('the list of issues', () => {
  it('says what will be here', async () => {
    await start();
    expect((await read('/')).text).toContain('No issue has development information yet');
  });

  it('has the most recent first, fifty to a page', async () => {
    const { submit } = await start();
    const commits = Array.from({ length: 51 }, (_, at) =>
      sentCommit(`c${at}`, {
        issueKeys: [`DEMO-${at + 1}`],
        authorTimestamp: new Date(Date.UTC(2026, 0, 1 + at)).toISOString(),
      }),
    );
    await submit({ commits });
    const first = (await read('/')).text;
    expect(first).toContain('51 issues have development information');
    expect(first.match(/<li>/g)).toHaveLength(50);
    expect(first.indexOf('>DEMO-51<')).toBeLessThan(first.indexOf('>DEMO-50<'));
    expect(first).toContain('Page 1 of 2');
    expect((await read('/?page=2')).text).toContain('>DEMO-1<');
    for (const odd of ['0', '-1', '99', 'x', '1.5']) expect((await read(`/?page=${odd}`)).response.status).toBe(200);
  });
});

describe('what was left at an issue', () => {
  const versions = [{ name: '2.0' }];
  const people = [
    { accountId: 'ada', name: 'Ada', email: 'ada@example.com' },
    { accountId: 'bob', name: 'Bob', email: 'bob@example.com' },
  ];

  it('is on its page: details, comments, work, history, links', async () => {
    const { sandbox } = await start({ people, projects: [{ key: 'DEMO', name: 'Demo', versions }] });
    const ask = platformOf(sandbox, 'bob');
    const visibility = { type: 'role', identifier: 'Developers' };
    await ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf('First words'), visibility });
    await ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf('Last words') });
    await ask('POST', '/issue/DEMO-1/worklog', { timeSpentSeconds: 5400, comment: paragraphOf('Reviewing') });
    await ask('POST', '/issue/DEMO-1/worklog', { timeSpentSeconds: 60 });
    await ask('POST', '/issue/DEMO-1/transitions', { transition: { id: '31' } });
    await ask('PUT', '/issue/DEMO-1/assignee', { accountId: 'ada' });
    const update = { labels: [{ add: 'urgent' }], fixVersions: [{ add: { name: '2.0' } }] };
    await ask('PUT', '/issue/DEMO-1', { update });
    const object = { url: 'https://git.example.com/r', title: '12 commits in r' };
    await ask('POST', '/issue/DEMO-1/remotelink', { object });
    const { text } = await read('/browse/DEMO-1');
    for (const part of [
      '<span class="lozenge done">Done</span>',
      '<dt>Assignee</dt> <dd><span class="tag"><bdi>Ada</bdi></span>',
      '<bdi>urgent</bdi>',
      '<dt>Fix versions</dt>',
      '2 comments',
      'only for <bdi>Developers</bdi>',
      '1h 31m logged',
      '<span class="numbers">1h 30m</span>',
      'No description',
      'Status: <bdi>To Do</bdi> → <bdi>Done</bdi>',
      'Assignee: nothing → <bdi>Ada</bdi>',
      '<a href="https://git.example.com/r" rel="noopener noreferrer"><bdi>12 commits in r</bdi></a>',
    ]) {
      expect(text).toContain(part);
    }
    expect(text.indexOf('Last words')).toBeLessThan(text.indexOf('First words'));
  });

  it('is no part of the page while there is nothing', async () => {
    await start();
    const { text } = await read('/browse/DEMO-1');
    for (const part of ['<dl', 'Comments', 'Work log', 'History', 'Web links']) expect(text).not.toContain(part);
  });

  it('is shown as text, whatever it says', async () => {
    const evil = '<script>alert(1)</script>';
    const { sandbox } = await start({ people: [{ accountId: 'ada', name: evil, email: 'ada@example.com' }] });
    const ask = platformOf(sandbox);
    await ask('POST', '/issue/DEMO-1/comment', {
      body: paragraphOf(evil),
      visibility: { type: 'role', identifier: evil },
    });
    await ask('POST', '/issue/DEMO-1/worklog', { timeSpentSeconds: 60, comment: paragraphOf(evil) });
    await ask('PUT', '/issue/DEMO-1', { fields: { labels: ['<script>'] } });
    await ask('POST', '/issue/DEMO-1/remotelink', {
      object: { url: 'javascript:alert(1)', title: evil, summary: evil },
    });
    const { text } = await read('/browse/DEMO-1');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('href="javascript:');
  });

  it('shows fifty of each and says how many more there are', async () => {
    const { sandbox } = await start({ limits: { perIssueWrites: false } });
    const ask = platformOf(sandbox);
    for (let at = 0; at < 51; at += 1) await ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf(`c${at}`) });
    const { text } = await read('/browse/DEMO-1');
    expect(text).toContain('51 comments');
    expect(text).toContain('1 older one not shown here');
    expect(text).not.toContain('<bdi>c0</bdi>');
  });
});
