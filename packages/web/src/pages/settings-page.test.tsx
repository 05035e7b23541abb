// @vitest-environment jsdom
/** The settings as somebody uses them, against a stub in the place of the server. */

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJiraSite } from '../test-support/examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const branchNames = { template: '${issuekey}-${summary}', byIssueType: { Bug: 'fix/${issuekey}' }, separator: '-' };
const retention = { webhookDeliveries: 30, auditLog: 730, indexRuns: 90, failedJobs: 30 };
const mail = { alertsTo: ['ada@example.org'], alerts: ['failed-repositories'], tellsAuthors: true };
const versioned = { version: 'one' };
const project = {
  project: 'ABC',
  isKnown: true,
  branchNames: {},
  linkSourcesOff: ['commit-notes'],
  effectiveBranchNames: branchNames,
  smartCommitProcessor: 'jira',
};
const answers = {
  'GET /api/v1/settings': { publicUrl: 'https://b.example', sendsMail: false, branchNames, retention },
  'GET /api/v1/settings/branch-names': { ...branchNames, ...versioned },
  'PUT /api/v1/settings/branch-names': { ...branchNames, version: 'two' },
  'GET /api/v1/settings/retention': { ...retention, ...versioned },
  'PUT /api/v1/settings/retention': { ...retention, auditLog: 365, version: 'two' },
  'GET /api/v1/settings/mail': { ...mail, ...versioned },
  'PUT /api/v1/settings/mail': { ...mail, version: 'two' },
  'POST /api/v1/settings/test-mail': { isSent: true, message: 'The mail server took the mail.' },
  'GET /api/v1/jira-sites': { jiraSites: [exampleJiraSite({ id: 1 })] },
  'GET /api/v1/jira-sites/1/project-settings?search=&onlySet=no': { projects: [project], total: 1, next: null },
  'GET /api/v1/jira-sites/1/project-settings/ABC': { ...project, ...versioned },
  'PUT /api/v1/jira-sites/1/project-settings/ABC': { ...project, ...versioned },
};

const open = (tab: string) => openApp(`/settings?tab=${tab}`, answers);
const body = (requests: readonly string[], beginning: string) => {
  const request = requests.findLast((each) => each.startsWith(beginning));
  return request === undefined ? undefined : (JSON.parse(request.slice(beginning.length)) as unknown);
};

describe('the settings', () => {
  it('say at a glance how the installation is reached, and that it sends no mails', async () => {
    openApp('/settings', answers);
    expect(await screen.findByText('https://b.example')).toBeTruthy();
    expect(screen.getByText(/no mails are sent/)).toBeTruthy();
    const tabs = within(screen.getByRole('navigation', { name: 'Settings' })).getAllByRole('link');
    expect(tabs.map(({ textContent }) => textContent)).toEqual([
      'General',
      'Branch names',
      'Projects',
      'Mail',
      'Retention',
      'Configuration',
    ]);
  });

  it('show managers only what they may change', async () => {
    const me = { kind: 'account', role: 'manager', account: null };
    openApp('/settings?tab=retention', { ...answers, 'GET /api/v1/me': me });
    expect(await screen.findByText('https://b.example')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Retention' })).toBeNull();
  });

  it('say what went wrong, and load again', async () => {
    const { answer } = openApp('/settings?tab=retention', { ...answers, 'GET /api/v1/settings/retention': 503 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
    answer('GET /api/v1/settings/retention', { ...retention, ...versioned });
    fireEvent.click(screen.getByRole('button', { name: /again/i }));
    expect(await screen.findByLabelText(/audit log/i)).toBeTruthy();
  });
});

describe('branch names', () => {
  it('are shown as they would be while somebody types, and saved', async () => {
    const { requests } = open('branch-names');
    const template = await screen.findByLabelText('Template');
    expect(screen.getByText('fix/ABC-123')).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/^Issue type/), { target: { value: 'Story' } });
    fireEvent.change(template, { target: { value: 'feature/${issuekey}/${summary}' } });
    expect(screen.getByText('feature/ABC-123/sign-in-with-a-security-key-fails')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    expect(body(requests, 'PUT /api/v1/settings/branch-names ')).toEqual({
      ...branchNames,
      template: 'feature/${issuekey}/${summary}',
    });
  });

  it('are not saved with a template that links nothing, or a line that says nothing', async () => {
    open('branch-names');
    const template = await screen.findByLabelText('Template');
    fireEvent.change(template, { target: { value: '${summary}' } });
    expect(screen.getByRole('alert').textContent).toContain('needs ${issuekey}');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    fireEvent.change(template, { target: { value: '${issuekey}' } });
    fireEvent.change(screen.getByLabelText(/single issue types/), { target: { value: 'Bug fix' } });
    expect(screen.getByRole('alert').textContent).toContain('this is not so: Bug fix');
  });

  it('say that somebody else was faster, and keep what was typed', async () => {
    openApp('/settings?tab=branch-names', { ...answers, 'PUT /api/v1/settings/branch-names': 412 });
    const template = await screen.findByLabelText<HTMLInputElement>('Template');
    fireEvent.change(template, { target: { value: 'x/${issuekey}' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Somebody else changed this meanwhile')).toBeTruthy();
    expect(template.value).toBe('x/${issuekey}');
  });
});

it('a project is found, and changed', async () => {
  const { requests, history } = open('projects');
  expect(await screen.findByText('No links in git notes')).toBeTruthy();
  fireEvent.click(screen.getByRole('link', { name: 'ABC' }));
  const titles = await screen.findByLabelText('Commit titles');
  expect(history.location.search).toContain('project=ABC');
  fireEvent.click(titles);
  fireEvent.click(screen.getByLabelText('Git notes'));
  fireEvent.click(screen.getAllByRole('button', { name: 'Save' })[0]!);
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(body(requests, 'PUT /api/v1/jira-sites/1/project-settings/ABC ')).toEqual({
    branchNames: {},
    linkSourcesOff: ['commit-title'],
  });
});

it('retention is saved in days', async () => {
  const { requests } = open('retention');
  fireEvent.change(await screen.findByLabelText(/audit log/i), { target: { value: '365' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(body(requests, 'PUT /api/v1/settings/retention ')).toEqual({ ...retention, auditLog: 365 });
});

it('mails are set and tried out', async () => {
  const { requests } = open('mail');
  fireEvent.change(await screen.findByLabelText(/^Addresses/), {
    target: { value: 'ada@example.org\n bob@example.org \n' },
  });
  fireEvent.click(screen.getByLabelText('Integrations that are paused'));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(body(requests, 'PUT /api/v1/settings/mail ')).toEqual({
    alertsTo: ['ada@example.org', 'bob@example.org'],
    alerts: ['paused-integrations', 'failed-repositories'],
    tellsAuthors: true,
  });
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'ada@example.org' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send a test mail' }));
  expect(await screen.findByText('The mail server took the mail.')).toBeTruthy();
});

describe('a configuration file', () => {
  const change = {
    kind: 'installation',
    name: 'retention',
    action: 'change',
    words: 'Change the settings of the installation, retention: retention.auditLog.',
    differences: [{ path: 'retention.auditLog', before: 730, after: 365 }],
    problem: null,
  };
  const plan = { changes: [change], notInDocument: 2, same: 3 };

  async function paste(text: string): Promise<void> {
    fireEvent.change(await screen.findByLabelText(/^Or paste it/), { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'Show what would change' }));
  }

  it('is planned, seen, and applied', async () => {
    const { requests } = openApp('/settings?tab=configuration', {
      ...answers,
      'POST /api/v1/configuration/plan': plan,
      'POST /api/v1/configuration/apply': {
        changes: [{ ...change, outcome: 'failed', because: 'The server was busy.' }],
        isComplete: false,
      },
    });
    await paste('version: 1\naccounts: [{login: ada}]');
    expect(await screen.findByText('retention.auditLog: 730 → 365')).toBeTruthy();
    expect(screen.getByText(/2 things not in the file would stay/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Make 1 change' }));
    expect(await screen.findByText('Not everything could be done.')).toBeTruthy();
    expect(screen.getByText('The server was busy.')).toBeTruthy();
    const sent = { configuration: { version: 1, accounts: [{ login: 'ada' }] }, prunes: false };
    expect(body(requests, 'POST /api/v1/configuration/apply ')).toEqual(sent);
  });

  it('is not sent when it is wrong: each mistake is named with its line', async () => {
    const { requests } = open('configuration');
    await paste('version: 1\nacounts: []\ninstallation:\n  retention: long');
    expect(await screen.findByText('The file cannot be read')).toBeTruthy();
    const lines = screen.getByRole('alert').textContent ?? '';
    expect(lines).toContain('Line 2: acounts There is no such field. Did you mean "accounts"?');
    expect(lines).toContain('Line 4: installation.retention');
    expect(requests.some((request) => request.startsWith('POST'))).toBe(false);
  });
});
