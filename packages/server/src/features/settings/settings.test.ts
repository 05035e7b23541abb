/** Settings apart from link sources: what is kept how long, who is told by mail, and what is listed of projects. */

import { Failure, type ProjectKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../ports/mail.ts';
import { addExampleRepository } from '../../test-support/example-rows.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { differenceInWords } from './difference-in-words.ts';
import { forgetOld } from './forget-old.ts';
import { listProjectSettings, showProjectSettings } from './list-project-settings.ts';
import { mailAlerts } from './mail-alerts.ts';
import { saveInstallationSettings } from './save-installation-settings.ts';
import { saveProjectSettings } from './save-project-settings.ts';
import { sendTestMail } from './send-test-mail.ts';

let test: TestStore;

beforeEach(async () => {
  test = await openTestStore();
});
afterEach(() => test.close());

const administrator = { kind: 'administrator' } as const;
const day = 24 * 60 * 60_000;

describe('settings of the installation', () => {
  it('are as usual until somebody says otherwise, and audited with what was before', async () => {
    const { store } = test;
    const { retention, mail } = await store.settings.installation();
    const change = { retention: { ...retention, auditLog: 365 }, mail: { ...mail, alertsTo: ['ada@example.org'] } };
    await saveInstallationSettings({ store }, administrator, change);
    expect(await store.settings.installation()).toMatchObject(change);
    await saveInstallationSettings({ store }, administrator, { mail: { ...change.mail, tellsAuthors: false } });
    expect((await store.settings.installation()).retention.auditLog).toBe(365);
    await saveInstallationSettings({ store }, administrator, change.mail && { retention: change.retention });
    const notes = (await store.auditLog.list({ what: 'settings/installation' }, 10)).map(({ note }) => note);
    expect(notes).toEqual([
      'mail.tellsAuthors: true → false',
      'retention.auditLog: 730 → 365; mail.alertsTo: none → ada@example.org',
    ]);
  });

  it('say what changed in words that a line of the log has room for', () => {
    expect(differenceInWords({ a: { b: 1 }, c: [] }, { a: { b: 1 }, c: [] })).toBe('');
    expect(differenceInWords({ text: 'x' }, { text: 'y'.repeat(300), list: ['1', '2'] })).toBe(
      `text: x → ${'y'.repeat(200)}…; list: none → 1, 2`,
    );
  });
});

describe('retention', () => {
  it('forgets runs that are old, but the latest of each repository, and lines of the log', async () => {
    const { store } = test;
    const repository = await addExampleRepository(store);
    for (const outcome of ['done', 'failed', 'done'] as const) {
      await store.indexRuns.end(await store.indexRuns.begin(repository, 'schedule'), outcome);
    }
    const { retention } = await store.settings.installation();
    await saveInstallationSettings({ store }, administrator, {
      retention: { ...retention, indexRuns: 5, auditLog: 40 },
    });
    const at = (days: number) => ({ store, clock: { now: () => new Date(Date.now() + days * day) } });
    await forgetOld(at(4));
    expect(await store.indexRuns.list(repository, 10)).toHaveLength(3);
    await forgetOld(at(6));
    expect(await store.indexRuns.list(repository, 10)).toHaveLength(1);
    expect(await store.auditLog.list({}, 10)).toHaveLength(1);
    await forgetOld(at(41));
    expect(await store.auditLog.list({}, 10)).toEqual([]);
  });
});

describe('alerts', () => {
  const sent: OutgoingMail[] = [];
  const mail = {
    send: (outgoing: OutgoingMail) => {
      if (outgoing.to.startsWith('refused')) return Promise.reject(new Failure('rejected', 'mail', 'No such address.'));
      sent.push(outgoing);
      return Promise.resolve();
    },
  };
  const deps = (warnings: readonly string[] = []) => ({
    store: test.store,
    clock: { now: () => new Date() },
    log: silentLog,
    mail,
    publicUrl: 'https://branchline.example',
    warningsOf: () => warnings,
  });

  async function wish(alertsTo: readonly string[], alerts = ['paused-integrations', 'failed-repositories'] as const) {
    const { store } = test;
    await saveInstallationSettings({ store }, administrator, { mail: { alertsTo, alerts, tellsAuthors: true } });
  }

  beforeEach(() => void sent.splice(0));

  it('go to everybody who is named, and only about what they want to hear of', async () => {
    const { store } = test;
    const repository = await addExampleRepository(store);
    await wish(['ada@example.org', 'refused@example.org', 'bob@example.org']);
    await mailAlerts(deps(['The credential ends in 3 days.']));
    expect(sent).toEqual([]);
    await store.repositories.setState(repository, 'failed', 'Not to be had.');
    await mailAlerts(deps(['The credential ends in 3 days.']));
    expect(sent.map(({ to }) => to)).toEqual(['ada@example.org', 'bob@example.org']);
    expect(sent[0]).toMatchObject({ subject: 'Branchline: one integration needs you' });
    expect(sent[0]?.text).toContain('Git\n  1 repository could not be indexed.');
    expect(sent[0]?.text).not.toContain('The credential ends');
    expect(sent[0]?.text).toContain('https://branchline.example/settings');
  });

  it('are not sent to nobody, nor without a mail server', async () => {
    const repository = await addExampleRepository(test.store);
    await test.store.repositories.setState(repository, 'failed', 'Not to be had.');
    await mailAlerts(deps());
    await wish(['ada@example.org']);
    await mailAlerts({ ...deps(), mail: undefined });
    expect(sent).toEqual([]);
  });

  it('are tried out: what the mail server said is told and written down', async () => {
    const { store } = test;
    const tools = { store, mail, publicUrl: 'https://branchline.example' };
    expect(await sendTestMail(tools, administrator, 'ada@example.org')).toEqual({ outcome: 'sent' });
    expect(await sendTestMail(tools, administrator, 'refused@example.org')).toEqual({
      outcome: 'not-sent',
      because: 'No such address.',
    });
    expect(await sendTestMail({ ...tools, mail: undefined }, administrator, 'a@example.org')).toEqual({
      outcome: 'no-mail-server',
    });
    const results = (await store.auditLog.list({ what: 'settings/test-mail' }, 10)).map(({ result }) => result);
    expect(results).toEqual(['failed', 'done']);
  });
});

describe('projects', () => {
  it('are those that the site has, and those that something is set for', async () => {
    const { store } = test;
    const site = { name: 'Jira', siteUrl: 'https://x.example', cloudId: 'c', apiUrl: 'https://api.example' };
    const { id } = await store.jiraSites.add({ ...site, clientId: 'id' });
    const all = { search: undefined, onlySet: false };
    expect(await listProjectSettings(store, id, all)).toEqual([]);
    const keys = (...names: readonly string[]) => names as readonly ProjectKey[];
    await store.jiraSites.saveProjectKeys(id, keys('DEF', 'ABC'));
    const place = { jiraSiteId: id, project: 'OLD' as ProjectKey };
    await saveProjectSettings({ store }, administrator, place, { branchNames: {}, linkSourcesOff: ['commit-body'] });
    await store.smartCommits.saveChoice(id, 'ABC' as ProjectKey, { processor: 'off' });
    const listed = (await listProjectSettings(store, id, all)) ?? [];
    expect(listed.map(({ project, isKnown, isSet, processor }) => [project, isKnown, isSet, processor])).toEqual([
      ['ABC', true, true, 'off'],
      ['DEF', true, false, 'jira'],
      ['OLD', false, true, 'jira'],
    ]);
    const found = (await listProjectSettings(store, id, { search: 'd', onlySet: true })) ?? [];
    expect(found.map(({ project }) => project)).toEqual(['OLD']);
    expect(await showProjectSettings(store, id, 'NEW' as ProjectKey)).toMatchObject({ isKnown: false, isSet: false });
    expect(await listProjectSettings(store, 99 as typeof id, all)).toBeUndefined();
  });
});

it('whoever is told by mail is told of an integration that is paused', async () => {
  const { store } = test;
  const { id } = await store.integrations.add({ connector: 'git', name: 'Paused', settings: {} });
  await store.integrations.pause(id, 'Paused by a person.', 'person');
  const { mail } = await store.settings.installation();
  await saveInstallationSettings({ store }, administrator, { mail: { ...mail, alertsTo: ['ada@example.org'] } });
  const texts: string[] = [];
  await mailAlerts({
    store,
    clock: { now: () => new Date() },
    log: silentLog,
    mail: { send: ({ text }) => Promise.resolve(void texts.push(text)) },
    publicUrl: 'https://branchline.example',
    warningsOf: () => [],
  });
  expect(texts[0]).toContain('Paused\n  It is paused: Paused by a person.');
});
