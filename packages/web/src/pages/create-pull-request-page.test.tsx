// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  actingAnswers,
  actingAt,
  actingList,
  actingRepository,
  connectingAnswers,
  madePullRequest,
  otherRepository,
  pullRequestProposal,
  refusal,
  tokenNeeded,
} from '../test-support/acting-examples.ts';
import { openApp, type Answers, type OpenedApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

const page = '/create-pull-request?issue=DEMO-1';
const proposed = `GET ${actingAt}/repositories/7/pull-request-proposal`;
const made = `POST ${actingAt}/pull-requests`;

function open(more: Answers = {}, address = page): OpenedApp {
  return openApp(address, { ...actingAnswers, ...more });
}

function proposing(changes: object): Answers {
  return { [proposed]: { ...pullRequestProposal, ...changes } };
}

async function field(label: string): Promise<HTMLInputElement> {
  return screen.findByLabelText<HTMLInputElement>(new RegExp(`^${label}`, 'u'));
}

async function send(): Promise<void> {
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Create merge request' });
  fireEvent.click(button);
}

function sent({ requests }: OpenedApp): readonly unknown[] {
  return requests
    .filter((request) => request.startsWith(made))
    .map((request) => JSON.parse(request.slice(made.length)) as unknown);
}

const asProposed = {
  repositoryId: 7,
  source: 'DEMO-1-door',
  target: 'main',
  title: pullRequestProposal.title,
  description: pullRequestProposal.description,
  reviewers: [],
  labels: [],
  isDraft: false,
};

describe('the page for a new pull request', () => {
  it('opens what is proposed, says in whose name, and takes the focus to what was made', async () => {
    const app = open();
    expect((await field('From branch')).value).toBe('DEMO-1-door');
    expect((await field('Into branch')).value).toBe('main');
    expect(screen.getByText('As ada, your own account at Our GitLab.')).toBeTruthy();
    expect(screen.getByText('It can be merged without conflicts.')).toBeTruthy();
    await send();
    const heading = await screen.findByRole('heading', { name: '!12 is open' });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByText('It stands there in your own name.')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Open it at the Git service/u }).getAttribute('href')).toBe(
      madePullRequest.webUrl,
    );
    expect(sent(app)).toEqual([asProposed]);
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it('sends reviewers, labels and the draft as they were chosen, and says what could not be had', async () => {
    const people = { reviewers: [{ login: 'bob', name: 'Bob Builder' }] };
    const app = open({
      [`GET ${actingAt}/repositories/7/reviewers`]: people,
      [`GET ${actingAt}/repositories/7/reviewers?search=bo`]: people,
      [made]: { ...madePullRequest, actor: 'service-account', shortcomings: ['The label "bug" does not exist.'] },
    });
    fireEvent.change(await field('Reviewers'), { target: { value: 'bo' } });
    fireEvent.click(await screen.findByRole('option', { name: /bob/u }));
    fireEvent.change(await field('Labels'), { target: { value: 'bu' } });
    fireEvent.click(await screen.findByRole('option', { name: 'bug' }));
    fireEvent.change(await field('Labels'), { target: { value: 'fe' } });
    fireEvent.click(await screen.findByRole('option', { name: 'feature' }));
    fireEvent.click(screen.getByRole('button', { name: 'Leave out feature' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'As a draft' }));
    await send();
    expect(await screen.findByText('The label "bug" does not exist.')).toBeTruthy();
    expect(screen.getByText(/in the name of Branchline’s account/u)).toBeTruthy();
    expect(sent(app)).toEqual([{ ...asProposed, reviewers: ['bob'], labels: ['bug'], isDraft: true }]);
  });

  it('says why nobody can be found to review', async () => {
    open({ [`GET ${actingAt}/repositories/7/reviewers`]: tokenNeeded });
    fireEvent.click(await field('Reviewers'));
    expect(await screen.findByText(new RegExp(tokenNeeded.problem.detail, 'u'))).toBeTruthy();
  });

  it('replaces a description by a template only when somebody says so, and keeps an emptied one empty', async () => {
    const app = open();
    const text = await field('Description');
    expect(text.value).toBe(pullRequestProposal.description);
    fireEvent.change(text, { target: { value: 'Mine' } });
    expect(text.value).toBe('Mine');
    fireEvent.click(screen.getByRole('button', { name: 'Replace the text by “Release”' }));
    expect(text.value).toBe('## Release\n');
    fireEvent.change(text, { target: { value: '' } });
    await send();
    await waitFor(() => expect(sent(app)).toEqual([{ ...asProposed, description: '' }]));
  });

  it('offers what is open already, names conflicts, and what could not be asked', async () => {
    open(
      proposing({
        existing: { label: '!3', webUrl: 'https://git.example/3' },
        merge: 'conflicts',
        conflicts: ['src/<door>.ts'],
        shortcomings: ['GitLab was not asked for labels.'],
      }),
    );
    expect(await screen.findByText(/!3 is open already from this branch into that one/u)).toBeTruthy();
    expect(screen.getByRole('link', { name: /Open it/u }).getAttribute('href')).toBe('https://git.example/3');
    expect(screen.getByText('src/<door>.ts')).toBeTruthy();
    expect(screen.getByText(/It conflicts with the target/u)).toBeTruthy();
    expect(screen.getByText('GitLab was not asked for labels.')).toBeTruthy();
  });

  it('leads to a new branch where the issue has none, and sends nothing until there is one', async () => {
    open(proposing({ source: null, merge: 'unknown' }));
    const link = await screen.findByRole('link', { name: 'Create a branch' });
    expect(link.getAttribute('href')).toBe('/create-branch?issue=DEMO-1&repository=7');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Create merge request' }).disabled).toBe(true);
  });

  it('begins with what the address names, also in a repository that is not among the first', async () => {
    const at = `${actingAt}/repositories/99/pull-request-proposal?source=x&target=y`;
    const app = open(
      {
        [`GET ${actingAt}/action-repositories?action=create-pull-request&repository=99`]: {
          ...actingList,
          repositories: [otherRepository],
        },
        [`GET ${at}`]: { ...pullRequestProposal, source: 'x', target: 'y' },
      },
      `${page}&repository=99&source=x&target=y`,
    );
    await waitFor(async () => expect((await field('Repository')).value).toBe('zz/last'));
    await send();
    await waitFor(() => expect(sent(app)).toEqual([{ ...asProposed, repositoryId: 99, source: 'x', target: 'y' }]));
  });

  it('says when the repository of the address will not do, and chooses no other one for somebody', async () => {
    const because = 'The repository that was named is none of yours.';
    open(
      {
        [`GET ${actingAt}/action-repositories?action=create-pull-request&repository=99`]: {
          repositories: [],
          isCut: false,
          because,
        },
      },
      `${page}&repository=99`,
    );
    expect(await screen.findByText(because)).toBeTruthy();
    expect((await field('Repository')).value).toBe('');
    expect(screen.queryByRole('button', { name: /^Create merge/u })).toBeNull();
  });
});

describe('when it is not to be', () => {
  it.each([
    ['no permission', refusal(403, 'forbidden', 'GitLab does not let ada open a pull request.')],
    ['not associated', refusal(403, 'forbidden', 'The project of DEMO-1 may not change pull requests of team/app.')],
    ['a restricted issue', refusal(404, 'not-found', 'There is no issue DEMO-1 and repository that you may see.')],
    ['one that is there', refusal(409, 'conflict', 'There is one from DEMO-1-door into main already.')],
    ['a service that refuses', refusal(422, 'rejected', 'GitLab refused to open it.')],
    ['a service that is down', refusal(503, 'unavailable', 'GitLab does not answer.')],
  ])('%s: says why, and all that was typed stays for another try', async (_name, answer) => {
    const app = open({ [made]: answer });
    fireEvent.change(await field('Title'), { target: { value: 'My own words' } });
    await send();
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(answer.problem.detail)).toBeTruthy();
    expect(within(alert).getByText('Do something else.')).toBeTruthy();
    expect((await field('Title')).value).toBe('My own words');
    app.answer(made, madePullRequest);
    await send();
    expect(await screen.findByRole('heading', { name: '!12 is open' })).toBeTruthy();
    const wish = { ...asProposed, title: 'My own words' };
    expect(sent(app)).toEqual([wish, wish]);
  });

  it('sends each try with a key of its own', async () => {
    const keys: (string | null)[] = [];
    open({ [made]: refusal(503, 'unavailable', 'GitLab does not answer.') });
    const stub = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (init.method === 'POST') keys.push(new Headers(init.headers).get('idempotency-key'));
      return stub(url, init);
    });
    await send();
    await screen.findByRole('alert');
    await send();
    await waitFor(() => expect(keys.length).toBe(2));
    expect(keys.map((key) => /^[0-9a-f]{32}$/u.test(key ?? ''))).toEqual([true, true]);
    expect(new Set(keys).size).toBe(2);
  });

  it('asks for an account, goes on with what was typed, and outlives a reload in between', async () => {
    const app = open({ [made]: tokenNeeded, ...connectingAnswers });
    fireEvent.change(await field('Title'), { target: { value: 'Mine' } });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'As a draft' }));
    await send();
    expect(await screen.findByText(tokenNeeded.problem.detail)).toBeTruthy();
    expect(sent(app).length).toBe(1);
    cleanup();
    const again = open({ [made]: tokenNeeded, ...connectingAnswers });
    expect((await field('Title')).value).toBe('Mine');
    await send();
    const token = await screen.findByLabelText(/token/iu);
    again.answer(made, madePullRequest);
    fireEvent.change(token, { target: { value: 'secret' } });
    fireEvent.submit(token.closest('form')!);
    expect(await screen.findByRole('heading', { name: '!12 is open' })).toBeTruthy();
    const wish = { ...asProposed, title: 'Mine', isDraft: true };
    expect(sent(again)).toEqual([wish, wish]);
  });

  it('lets somebody connect before they send, so that the service can be asked for them', async () => {
    const needing = {
      ...actingList,
      repositories: [{ ...actingRepository, actor: { kind: 'token-needed', because: 'You have no account there.' } }],
    };
    const list = `GET ${actingAt}/action-repositories?action=create-pull-request`;
    const app = open({ [list]: needing, ...connectingAnswers });
    fireEvent.click(await screen.findByRole('button', { name: 'Connect it now' }));
    const token = await screen.findByLabelText(/token/iu);
    app.answer(list, actingList);
    fireEvent.change(token, { target: { value: 'secret' } });
    fireEvent.submit(token.closest('form')!);
    expect(await screen.findByText('As ada, your own account at Our GitLab.')).toBeTruthy();
    expect(screen.queryByLabelText(/token/iu)).toBeNull();
    expect(sent(app)).toEqual([]);
  });
});
