// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJiraSite, exampleRepositoryDetails } from '../test-support/examples.ts';
import { openApp, type Answers } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const site = exampleJiraSite();
const api = '/api/v1/jira-sites/3';
const ofIntegration = `GET ${api}/associations/place?integrationId=7`;
const ofRepository = `GET ${api}/associations/place?integrationId=7&repositoryId=1`;
const same = (projects: 'all' | readonly string[]) => ({
  see: projects,
  'create-branch': projects,
  'create-pull-request': projects,
  'smart-commit': projects,
});
const said = (grants: object | null, repositoryId: number | null = null) => ({
  integrationId: 7,
  repositoryId,
  grants,
  version: 'v1',
});
const none = { commits: 0, branches: 0, pullRequests: 0 };
const preview = (changes: object = {}) => ({
  before: same([]),
  after: same(['ABC']),
  projects: [{ project: 'ABC', appear: { commits: 12, branches: 3, pullRequests: 1 }, vanish: none }],
  otherProjects: 0,
  total: { appear: { commits: 12, branches: 3, pullRequests: 1 }, vanish: none, change: none },
  repositories: { counted: 1, of: 1 },
  unknownProjects: [],
  ...changes,
});
const project = (key: string, name: string | null = null) => ({
  key,
  name,
  formerKeys: [],
  processor: 'jira',
  seenBy: { integrations: 0, repositories: 0 },
});
const projects = (isKnown = true) => ({
  projects: isKnown ? [project('ABC', 'Letters'), project('DEF')] : [],
  next: null,
  total: isKnown ? 2 : 0,
  isKnown,
});

function open(answers: Answers = {}, place = 'integration-7') {
  return openApp(`/jira-sites/3?tab=associations&place=${place}`, {
    [`GET ${api}`]: site,
    'GET /api/v1/jira-sites': { jiraSites: [site] },
    [ofIntegration]: said(null),
    [`GET ${api}/projects`]: projects(),
    [`POST ${api}/associations/preview`]: preview(),
    [`PUT ${api}/associations`]: { associations: [] },
    [`DELETE ${api}/associations?integrationId=7&repositoryId=1`]: { associations: [] },
    ...answers,
  });
}

const press = async (role: 'button' | 'radio' | 'checkbox', name: string | RegExp) =>
  fireEvent.click(await screen.findByRole(role, { name }));
const sent = (requests: readonly string[], start: string) => requests.filter((each) => each.startsWith(start));

describe('the projects of an integration', () => {
  it('are chosen, tried out in numbers and saved, one choice for all actions', async () => {
    const { requests, answer } = open();
    expect(await screen.findByText(/no project sees it, and nothing is sent/u)).toBeTruthy();
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save projects' });
    expect(save.disabled).toBe(true);
    await press('radio', 'Chosen projects');
    await press('checkbox', 'ABC Letters');
    expect(await screen.findByText('12 commits, 3 branches and 1 pull request will appear in Jira')).toBeTruthy();
    expect(screen.getByText('Create branches: no project → ABC')).toBeTruthy();
    const place = { integrationId: 7, repositoryId: null };
    const body = JSON.stringify({ ...place, grants: same(['ABC']) });
    expect(sent(requests, `POST ${api}/associations/preview`).at(-1)).toBe(`POST ${api}/associations/preview ${body}`);
    answer(ofIntegration, said(same(['ABC'])));
    fireEvent.click(save);
    expect(await screen.findByText(/^Saved\./u)).toBeTruthy();
    expect(sent(requests, 'PUT')).toEqual([`PUT ${api}/associations ${body}`]);
  });

  it('may differ for each action, and are put back as they were', async () => {
    const { requests } = open({ [ofIntegration]: said(same('all')) });
    await press('checkbox', 'Different for each action');
    const branches = within(await screen.findByRole('group', { name: 'Create branches' }));
    fireEvent.click(branches.getByRole('radio', { name: 'No project' }));
    await waitFor(() =>
      expect(sent(requests, 'POST').at(-1)).toContain('"create-branch":[],"create-pull-request":"all"'),
    );
    await press('button', 'Undo changes');
    expect(screen.getByText('Nothing is changed yet.')).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'Create branches' })).toBeNull();
  });

  it('can be named while nobody knows which there are, and are warned of where Jira has none such', async () => {
    const { requests } = open({
      [`GET ${api}/projects`]: projects(false),
      [`GET ${api}/projects?search=zzz`]: projects(false),
      [`POST ${api}/associations/preview`]: preview({
        unknownProjects: ['ZZZ'],
        repositories: { counted: 8000, of: 10_000 },
        otherProjects: 2,
      }),
    });
    await press('radio', 'Chosen projects');
    fireEvent.change(await screen.findByRole('searchbox', { name: /Find projects/u }), { target: { value: 'zzz' } });
    await press('button', 'Add ZZZ');
    expect(await screen.findByText('Jira has no project ZZZ, or does not show it to us.')).toBeTruthy();
    expect(screen.getByText(/Counted 8,000 of 10,000 repositories/u)).toBeTruthy();
    expect(screen.getByText('and 2 more projects')).toBeTruthy();
    await press('button', 'Take ZZZ out');
    expect(screen.getByText('No project is chosen yet.')).toBeTruthy();
    expect(sent(requests, 'PUT')).toEqual([]);
  });

  it('keep what was chosen when saving fails, and when somebody else was faster', async () => {
    const app = open({ [`PUT ${api}/associations`]: 503 });
    await press('radio', 'All projects');
    await press('button', 'Save projects');
    expect(await screen.findByText('Problem 503')).toBeTruthy();
    app.answer(`PUT ${api}/associations`, 412);
    await press('button', 'Save projects');
    expect(await screen.findByText('Somebody else changed this meanwhile')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'All projects' }).checked).toBe(true);
    app.answer(ofIntegration, said(same([])));
    await press('button', 'Load what is there now');
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: 'No project' }).checked).toBe(true));
  });
});

describe('the projects of a repository', () => {
  const answers = {
    'GET /api/v1/repositories/1': exampleRepositoryDetails(),
    [ofIntegration]: said(same('all')),
    [`GET ${api}/associations/effective?repositoryId=1`]: { source: 'repository', grants: same(['ABC']) },
    [ofRepository]: said(same(['ABC']), 1),
  };

  it('are its own until it inherits again, which is tried out, too', async () => {
    const { requests, answer } = open(answers, 'integration-7-repository-1');
    expect(await screen.findByText('It has projects of its own.')).toBeTruthy();
    await press('radio', 'The same as team/code');
    expect(screen.getAllByText('all projects')).toHaveLength(4);
    await waitFor(() => expect(sent(requests, 'POST').at(-1)).toContain('"repositoryId":1,"inherit":true'));
    answer(ofRepository, said(null, 1));
    await press('button', 'Save projects');
    expect(await screen.findByText(/^Saved\./u)).toBeTruthy();
    expect(sent(requests, 'DELETE')).toHaveLength(1);
  });

  it('begin with those of its integration', async () => {
    const { requests } = open({ ...answers, [ofRepository]: said(null, 1) }, 'integration-7-repository-1');
    await press('radio', 'Projects of its own');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'All projects' }).checked).toBe(true);
    await press('button', 'Save projects');
    await waitFor(() => expect(sent(requests, 'PUT')[0]).toContain('"repositoryId":1,"grants":{"see":"all"'));
  });
});
