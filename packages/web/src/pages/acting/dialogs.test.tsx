// @vitest-environment jsdom
import {
  exampleBranch,
  exampleDevelopment,
  examplePullRequest,
  exampleRepository,
} from '@branchline/issue-panel/examples';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  actingAnswers,
  actingAt,
  actingList,
  actingRepository,
  branchProposal,
  connectingAnswers,
  madeBranch,
  refusal,
  tokenNeeded,
} from '../../test-support/acting-examples.ts';
import { openApp, type Answers, type OpenedApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const development = `GET ${actingAt}/development`;
const head = 'f'.repeat(40);

/** The page, where one repository has the branch `DEMO-1-wait` and a pull request from it. */
function withThings(pullRequest = examplePullRequest(), branch = exampleBranch()) {
  const repository = exampleRepository({ id: 7, branches: [branch], pullRequests: [pullRequest], pullRequestCount: 1 });
  return exampleDevelopment({ repositories: [repository] });
}

const actor = (kind: object): Answers => {
  const list = { ...actingList, repositories: [{ ...actingRepository, actor: kind }] };
  return {
    [`GET ${actingAt}/action-repositories?action=create-pull-request&repository=7`]: list,
    [`GET ${actingAt}/action-repositories?action=create-branch&repository=7`]: list,
  };
};

function open(wanted: string, more: Answers = {}): OpenedApp {
  return openApp(`/issues/DEMO-1?tab=commits&${wanted}`, { ...actingAnswers, [development]: withThings(), ...more });
}

/** Of what was posted, without the path that all of it has. */
function sent({ requests }: OpenedApp): readonly string[] {
  const posted = `POST ${actingAt}/`;
  return requests.filter((each) => each.startsWith(posted)).map((each) => each.slice(posted.length));
}

async function dialog(name: string): Promise<HTMLElement> {
  return screen.findByRole('dialog', { name });
}

/** In the dialog that is in front, once it can be pressed. */
async function press(name: string): Promise<void> {
  await screen.findAllByRole('dialog');
  const button = () => within(screen.getAllByRole('dialog').at(-1)!).getByRole<HTMLButtonElement>('button', { name });
  await waitFor(() => expect(button().disabled).toBe(false));
  fireEvent.click(button());
}

/** Of a dialog that is done: it is gone, and the address is that of the tab before. */
async function untilClosed({ history }: OpenedApp): Promise<void> {
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(history.location.search).toBe('?tab=commits'));
}

const merging = 'act=merge&repository=7&pullRequest=12';
const merge = `POST ${actingAt}/repositories/7/pull-requests/12/merge`;

describe('merging', () => {
  it('merges what stands in the dialog, as it was chosen, and goes back to where one was', async () => {
    const app = open(merging, { [merge]: undefined });
    const box = within(await dialog('Merge #12?'));
    expect(box.getByText('“DEMO-1 Wait for the answer” goes from DEMO-1-wait into main.')).toBeTruthy();
    expect(box.getByText(/^As it stands at ffffffff\./u)).toBeTruthy();
    expect(await box.findByText('As ada, your own account at Our GitLab.')).toBeTruthy();
    fireEvent.change(box.getByLabelText('How'), { target: { value: 'squash' } });
    fireEvent.click(box.getByRole('checkbox', { name: 'Delete DEMO-1-wait afterwards' }));
    await press('Merge');
    await untilClosed(app);
    const body = { method: 'squash', deletesSourceBranch: true, expectedHead: head };
    expect(sent(app)).toEqual([`repositories/7/pull-requests/12/merge ${JSON.stringify(body)}`]);
  });

  it('shows what came while it was open, and merges that only when somebody asks once more', async () => {
    const moved = 'd'.repeat(40);
    const app = open(merging, { [merge]: refusal(409, 'conflict', 'The pull request moved on.') });
    await dialog('Merge #12?');
    app.answer(development, withThings(examplePullRequest({ headHash: moved })));
    await press('Merge');
    expect(await screen.findByText('The pull request moved on.')).toBeTruthy();
    expect(await screen.findByText(/newer commits came: from ffffffff to dddddddd/u)).toBeTruthy();
    app.answer(merge, undefined);
    await press('Merge');
    await untilClosed(app);
    expect(sent(app).map((each) => (/"expectedHead":"(.)/u.exec(each) ?? [])[1])).toEqual(['f', 'd']);
  });

  it('offers to delete no branch of somebody else’s repository', async () => {
    open(merging, { [development]: withThings(examplePullRequest({ fork: 'bob/app' })) });
    await dialog('Merge #12?');
    expect(screen.queryByRole('checkbox', { name: /afterwards/u })).toBeNull();
  });

  it.each([
    ['no permission', refusal(403, 'forbidden', 'GitLab does not let ada merge it.')],
    ['a restricted issue', refusal(404, 'not-found', 'There is no issue DEMO-1 that you may see.')],
    ['a conflict', refusal(409, 'conflict', 'It has conflicts.')],
    ['a way that is not allowed', refusal(422, 'rejected', 'GitLab rebases only where the settings say so.')],
    ['a service that is down', refusal(503, 'unavailable', 'GitLab does not answer.')],
  ])('%s: says why and stays, so that it can be tried again', async (_name, answer) => {
    open(merging, { [merge]: answer });
    await press('Merge');
    const alert = within(await screen.findByRole('alert'));
    expect([alert.getByText(answer.problem.detail), alert.getByText('Do something else.')].length).toBe(2);
    await press('Merge');
  });

  it('asks for an account in place, keeps what was chosen, and goes on by itself', async () => {
    const app = open(merging, { [merge]: tokenNeeded, ...connectingAnswers });
    fireEvent.click(await screen.findByRole('checkbox', { name: /afterwards/u }));
    await press('Merge');
    const token = await screen.findByLabelText(/token/iu);
    app.answer(merge, undefined);
    fireEvent.change(token, { target: { value: 'secret' } });
    fireEvent.submit(token.closest('form')!);
    await untilClosed(app);
    expect(sent(app).map((each) => each.includes('"deletesSourceBranch":true'))).toEqual([true, true]);
  });

  it('says why it was not done when somebody closes that question', async () => {
    open(merging, { [merge]: tokenNeeded, ...connectingAnswers });
    await press('Merge');
    await dialog('Connect your account at Our GitLab');
    await press('Close');
    expect(await screen.findByText(tokenNeeded.problem.remedy)).toBeTruthy();
  });
});

describe('approving', () => {
  it('says whose word it is, and gives it', async () => {
    const app = open('act=approve&repository=7&pullRequest=12', {
      ...actor({ kind: 'service-account', login: 'robot' }),
      [`POST ${actingAt}/repositories/7/pull-requests/12/approval`]: undefined,
    });
    const box = within(await dialog('Approve #12?'));
    expect(await box.findByText(/takes this only in your own name.*You will be asked for it\./u)).toBeTruthy();
    await press('Approve');
    await untilClosed(app);
    expect(sent(app)).toEqual(['repositories/7/pull-requests/12/approval']);
  });

  it('knows that it is gone', async () => {
    open('act=approve&repository=7&pullRequest=99');
    const box = within(await dialog('It is not there any more'));
    expect(box.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Close']);
  });
});

describe('deleting a branch', () => {
  const deleting = 'act=delete-branch&repository=7&branch=DEMO-1-wait';
  const removal = `POST ${actingAt}/repositories/7/branch-removals`;

  it('says in numbers what is lost, what is closed, and who does it', async () => {
    const app = open(deleting, { ...actor({ kind: 'service-account', login: 'robot' }), [removal]: undefined });
    const box = within(await dialog('Delete branch DEMO-1-wait?'));
    expect(box.getByText(/^2 commits of it are not in main: nothing leads to them/u)).toBeTruthy();
    expect(box.getByText('The service closes what is open from it: #12.')).toBeTruthy();
    expect(await box.findByText(/^As robot that Branchline has at Our GitLab\. The audit log says/u)).toBeTruthy();
    await press('Delete branch');
    await untilClosed(app);
    expect(sent(app)).toEqual(['repositories/7/branch-removals {"name":"DEMO-1-wait"}']);
  });

  it.each([
    [exampleBranch({ ahead: 1 }), /^1 commit of it is not in main: nothing leads to it/u],
    [exampleBranch({ merged: true }), 'All of it is in main.'],
    [exampleBranch({ ahead: null }), 'Whether all of it is merged is not known.'],
  ])('knows what is merged: %#', async (branch, words) => {
    open(deleting, { [development]: withThings(examplePullRequest({ state: 'merged' }), branch) });
    await dialog('Delete branch DEMO-1-wait?');
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText(/closes what is open/u)).toBeNull();
  });

  it('says when the service protects it', async () => {
    open(deleting, { [removal]: refusal(403, 'forbidden', 'GitLab does not let ada delete it: it is protected.') });
    await press('Delete branch');
    expect(await screen.findByText('GitLab does not let ada delete it: it is protected.')).toBeTruthy();
  });
});

describe('starting work', () => {
  const proposing = `GET ${actingAt}/start-work`;
  const start = `POST ${actingAt}/start-work`;
  const proposal = {
    assignee: { name: 'Bob', isMe: false },
    cannotAssign: null,
    status: 'To Do',
    transitions: [
      { id: '21', name: 'Begin', to: 'In Progress', isSuggested: true },
      { id: '31', name: 'Done', to: 'Done', isSuggested: false },
    ],
    cannotMove: null,
  };
  const steps = (assign: string, transition: string, message = '') => [
    { step: 'assign', state: assign, message: '' },
    { step: 'transition', state: transition, message },
  ];
  const branch = { repositoryId: 7, name: branchProposal.name, from: 'main' };
  const starting = (more: Answers = {}) => open('act=start-work', { [proposing]: proposal, ...more });
  const wishes = (app: OpenedApp) =>
    sent(app).map((each) => JSON.parse(each.slice('start-work '.length)) as Readonly<Record<string, unknown>>);

  it('does all that is proposed, and says what became of each', async () => {
    const app = starting({
      [start]: { branch: madeBranch, steps: steps('done', 'failed', 'Jira wants a resolution.') },
    });
    expect(await screen.findByText('It is Bob’s at the moment.')).toBeTruthy();
    await press('Start work');
    expect(await screen.findByText('It is assigned to you.')).toBeTruthy();
    expect(screen.getByText('Jira wants a resolution.')).toBeTruthy();
    expect(screen.getByText(`git fetch && git switch ${madeBranch.name}`)).toBeTruthy();
    expect(wishes(app)).toEqual([{ branch, assigns: true, transition: '21' }]);
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it('does only what is wanted, and keeps the choice over a reload', async () => {
    const app = starting({ [start]: { branch: null, steps: steps('not-wanted', 'done') } });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Assign it to me' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Create a branch' }));
    fireEvent.change(screen.getByLabelText('Move it'), { target: { value: 'stay' } });
    expect(await screen.findByText('Choose at least one of them.')).toBeTruthy();
    cleanup();
    const again = starting({ [start]: { branch: null, steps: steps('not-wanted', 'done') } });
    fireEvent.change(await screen.findByLabelText('Move it'), { target: { value: '31' } });
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Create a branch' }).checked).toBe(false);
    await press('Start work');
    expect(await screen.findByText('Its status is changed.')).toBeTruthy();
    expect([wishes(app), wishes(again)]).toEqual([[], [{ branch: null, assigns: false, transition: '31' }]]);
  });

  it('does without a branch where there is nothing to make one in, and without what Jira does not let', async () => {
    const because = 'This project may not create branches.';
    const app = starting({
      [`GET ${actingAt}/action-repositories?action=create-branch`]: { repositories: [], isCut: false, because },
      [proposing]: { ...proposal, cannotAssign: 'Jira does not let you assign it.' },
      [start]: { branch: null, steps: steps('not-wanted', 'done') },
    });
    expect(await screen.findByText(`Without a branch: ${because}`)).toBeTruthy();
    expect(await screen.findByText('Jira does not let you assign it.')).toBeTruthy();
    await press('Start work');
    expect(await screen.findByText('Its status is changed.')).toBeTruthy();
    expect(wishes(app)).toEqual([{ branch: null, assigns: false, transition: '21' }]);
  });

  it('says when the branch could not be made, and that nothing else was done', async () => {
    starting({ [start]: refusal(409, 'conflict', 'team/app has a branch called so already.') });
    await press('Start work');
    expect(await screen.findByText('team/app has a branch called so already.')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Assign it to me' }).checked).toBe(true);
  });
});
