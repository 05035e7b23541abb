/** What tokens of Forge allow at Jira: sending, reading, looking as somebody at the screen, acting as somebody who is not there. */

import { Secret, type AtlassianAccountId, type IssueKey } from '@branchline/domain';
import type { JiraSandbox } from '@branchline/jira-sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JiraCredentials, JiraSite } from '../../ports/jira-site.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestJira, type TestJira } from '../../test-support/start-test-jira.ts';

let jira: TestJira;
let sandbox: JiraSandbox;
const people = [
  { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' },
  { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' },
];
const [ada, ben] = ['ada-1', 'ben-2'] as unknown as readonly [AtlassianAccountId, AtlassianAccountId];
const key = 'DEMO-1' as IssueKey;

beforeEach(async () => {
  jira = await startTestJira({ people });
  ({ sandbox } = jira);
  sandbox.addIssue({ key, summary: 'One' });
});
afterEach(() => jira.stop());

function siteBy(token: string, others: Partial<JiraCredentials> = {}): JiraSite {
  const forge = {
    installationId: sandbox.forge.installationId(),
    contextId: `ari:cloud:jira::site/${sandbox.cloudId}`,
    appToken: new Secret(token),
  };
  return jira.siteWith({ oauth: undefined, account: undefined, forge, ...others });
}

async function commentsOf(issue: string): Promise<readonly string[]> {
  const token = sandbox.tokenFor('ada-1', 'scoped-api-token');
  const answer = await fetch(`${sandbox.url}/ex/jira/${sandbox.cloudId}/rest/api/3/issue/${issue}/comment`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { comments } = (await answer.json()) as { comments: { author: { accountId: string } }[] };
  return comments.map(({ author }) => author.accountId);
}

const text = { body: 'Done', origin: undefined };

describe("the app's own token", () => {
  it('reads projects, issues and people, and keeps properties, where there is no account', async () => {
    const site = siteBy(sandbox.forge.tokens.app());
    expect((await site.projects?.all())?.map((project) => project.key)).toEqual(['DEMO']);
    expect([...((await site.issues?.read([key]))?.found.keys() ?? [])]).toEqual([key]);
    expect((await site.people?.byEmail('ben@example.com'))?.map(({ accountId }) => accountId)).toEqual([ben]);
    await site.issueProperties?.save(key, 'branchline', { commits: 2 });
    expect(site.account).toBeUndefined();
  });

  it('leaves reading to an account where there is one', async () => {
    const account = { kind: 'scoped-api-token', email: undefined, token: new Secret(sandbox.scopedApiToken) } as const;
    const site = siteBy(sandbox.forge.tokens.app(), { account });
    await site.issues?.read([key]);
    expect(sandbox.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${sandbox.scopedApiToken}`);
  });

  it('sends development information only where the site is set so', async () => {
    const token = sandbox.forge.tokens.app();
    expect(siteBy(token).developmentInformation).toBeUndefined();
    const site = siteBy(token, { sink: 'forge' });
    await site.developmentInformation?.check();
    await site.developmentInformation?.removeByProperty('installation', 'x');
    expect(sandbox.requests.map(({ path }) => path.split('/rest/')[1])).toEqual([
      'devinfo/0.10/existsByProperties',
      'devinfo/0.10/bulkByProperties',
    ]);
  });

  it('is named with the remedy when it is refused, and never shown', async () => {
    const token = sandbox.forge.tokens.app();
    sandbox.forge.uninstall();
    const site = siteBy(token, { sink: 'forge' });
    const { findings } = await site.check();
    expect(findings.find(({ ability }) => ability === 'forge-app')).toEqual({
      ability: 'forge-app',
      works: false,
      because: expect.stringContaining('Jira refused the token of the Forge app') as unknown,
      remedy: expect.stringContaining('Manage apps') as unknown,
    });
    expect(findings.find(({ ability }) => ability === 'development-information')).toMatchObject({
      works: false,
      because: expect.stringContaining('does not let the Forge app send') as unknown,
    });
    const failures = [
      await failureOf(site.developmentInformation?.check() ?? Promise.resolve()),
      await failureOf(site.issues?.read([key]) ?? Promise.resolve()),
      await failureOf(site.writerFor?.(ada) ?? Promise.resolve()),
    ];
    expect(failures.map(({ kind }) => kind)).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
    expect(JSON.stringify([findings, failures.map(({ message }) => message)])).not.toContain(token.slice(0, 12));
  });

  it('that is missing says why in place of what it would do', async () => {
    const forgeTrouble = { because: 'It is gone.', remedy: 'Install it.' };
    const site = jira.siteWith({ oauth: undefined, account: undefined, forgeTrouble, sink: 'forge' });
    const { findings } = await site.check();
    expect(findings.filter(({ because }) => because === 'It is gone.').map(({ ability }) => ability)).toEqual([
      'development-information',
      'forge-app',
    ]);
  });
});

describe('acting as somebody who is not there', () => {
  it('does it in their name, and asks for a token once while it lasts', async () => {
    const site = siteBy(sandbox.forge.tokens.app());
    const [first, second] = await Promise.all([site.writerFor?.(ben), site.writerFor?.(ben)]);
    await first?.comment(key, text, 'test/1');
    await second?.comment(key, text, 'test/2');
    await (await site.writerFor?.(ada))?.comment(key, text, 'test/3');
    expect(await commentsOf(key)).toEqual([ben, ben, ada]);
    expect(sandbox.forge.impersonations.map(({ accountId }) => accountId)).toEqual([ben, ada]);
    jira.advance(48 * 60_000 - 1);
    await site.writerFor?.(ben);
    expect(sandbox.forge.impersonations).toHaveLength(2);
    jira.advance(1);
    await site.writerFor?.(ben);
    expect(sandbox.forge.impersonations).toHaveLength(3);
  });

  it('is not done for those whom Atlassian refuses, who are asked about again after a while', async () => {
    sandbox.forge.forbidImpersonation(ben);
    const site = siteBy(sandbox.forge.tokens.app());
    expect(await site.writerFor?.(ben)).toBeUndefined();
    sandbox.forge.forbidImpersonation(ben, false);
    expect(await site.writerFor?.(ben)).toBeUndefined();
    jira.advance(5 * 60_000);
    expect(await site.writerFor?.(ben)).toBeDefined();
    expect(sandbox.forge.impersonations.map(({ granted }) => granted)).toEqual([false, true]);
  });

  it('is not done at all when the app has not the right to', async () => {
    const site = siteBy(sandbox.forge.tokens.app());
    sandbox.forge.allowImpersonation(false);
    expect(await site.writerFor?.(ben)).toBeUndefined();
    sandbox.forge.allowImpersonation(true);
    jira.advance(5 * 60_000);
    expect(await site.writerFor?.(ben)).toBeDefined();
  });

  it('is an answer that cannot be understood when Atlassian knows no such question', async () => {
    const forge = { installationId: 'x', contextId: 'elsewhere', appToken: new Secret(sandbox.forge.tokens.app()) };
    const site = jira.siteWith({ oauth: undefined, account: undefined, forge });
    const failure = await failureOf(site.writerFor?.(ben) ?? Promise.resolve());
    expect([failure.kind, failure.message]).toEqual([
      'invalid-response',
      expect.stringContaining('The query could not be read.'),
    ]);
  });
});

describe('Jira as somebody at the screen sees it', () => {
  function viewer() {
    return jira.viewerBy(new Secret(sandbox.forge.tokens.user(ada)));
  }

  it('tells what they may do with an issue, and nothing for one that is not there for them', async () => {
    sandbox.forbid(['ADD_COMMENTS'], { person: ada });
    expect([...(await viewer().may(['BROWSE_PROJECTS', 'ADD_COMMENTS'], key))]).toEqual(['BROWSE_PROJECTS']);
    expect([...(await viewer().may(['BROWSE_PROJECTS'], 'NONE-1' as IssueKey))]).toEqual([]);
    sandbox.forbid(['BROWSE_PROJECTS'], { person: ada, issue: key });
    expect([...(await viewer().may(['BROWSE_PROJECTS'], key))]).toEqual([]);
  });

  it('tells of many issues which they may see with what is asked for', async () => {
    for (const number of [2, 3, 4]) sandbox.addIssue({ key: `DEMO-${number}`, summary: 'More' });
    sandbox.forbid(['BROWSE_PROJECTS'], { person: ada, issue: 'DEMO-2' });
    sandbox.forbid(['VIEW_DEV_TOOLS'], { person: ada, issue: 'DEMO-3' });
    const asked = ['DEMO-1', 'DEMO-2', 'DEMO-3', 'DEMO-4', 'NONE-9'] as readonly string[] as readonly IssueKey[];
    const seen = await viewer().mayEach(['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'], asked);
    expect([...seen].toSorted()).toEqual(['DEMO-1', 'DEMO-4']);
    expect([...(await viewer().mayEach(['BROWSE_PROJECTS'], []))]).toEqual([]);
  });

  it('tells in which projects they hold what is asked for', async () => {
    for (const key of ['ONE', 'TWO']) sandbox.addProject({ key, name: key });
    sandbox.forbid(['VIEW_DEV_TOOLS'], { person: ada, project: 'TWO' });
    const held = await viewer().projectsWith(['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS']);
    expect([...held].toSorted()).toEqual(['DEMO', 'ONE']);
  });

  it('is refused with a token that has ended', async () => {
    const token = new Secret(sandbox.forge.tokens.user(ada));
    sandbox.forge.uninstall();
    expect((await failureOf(jira.viewerBy(token).may(['BROWSE_PROJECTS'], key))).kind).toBe('unauthorized');
  });
});

describe("a service account's OAuth credential", () => {
  function account(clientSecret = sandbox.serviceAccount.credential.clientSecret): JiraSite {
    const { clientId } = sandbox.serviceAccount.credential;
    const credential = { kind: 'service-account', clientId, clientSecret: new Secret(clientSecret) } as const;
    return jira.siteWith({ oauth: undefined, account: credential });
  }

  function tokensAsked(): number {
    return sandbox.requests.filter(({ path }) => path === '/oauth/token').length;
  }

  it('is exchanged for a token that is kept for four fifths of its life', async () => {
    const site = account();
    expect(await site.account?.whoAmI()).toBe(ada);
    await site.issues?.read([key]);
    await site.writer?.comment(key, text, 'test/1');
    expect(tokensAsked()).toBe(1);
    jira.advance(720_000);
    await site.account?.whoAmI();
    expect(tokensAsked()).toBe(2);
    const { findings } = await site.check();
    expect(findings.find(({ ability }) => ability === 'account')?.works).toBe(true);
    await site.accountReports?.report([{ accountId: ada, updatedAt: new Date(0) }]);
    expect(sandbox.accountReports.received).toHaveLength(1);
  });

  it('is asked for another when the first is refused', async () => {
    const site = account();
    await site.account?.whoAmI();
    sandbox.serviceAccount.expireTokens();
    expect(await site.account?.whoAmI()).toBe(ada);
  });

  it('that is wrong or revoked is named with the remedy, and never shown', async () => {
    const failure = await failureOf(account('wrong-secret').account?.whoAmI() ?? Promise.resolve());
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).toContain('Atlassian refused the client id and secret of the service account');
    expect(failure.message).toContain('admin.atlassian.com');
    const site = account();
    await site.account?.whoAmI();
    sandbox.serviceAccount.revoke(true);
    sandbox.serviceAccount.expireTokens();
    const revoked = await failureOf(site.account?.whoAmI() ?? Promise.resolve());
    expect(revoked.message).not.toContain(sandbox.serviceAccount.credential.clientSecret);
    sandbox.serviceAccount.revoke(false);
    expect(await site.account?.whoAmI()).toBe(ada);
  });
});
