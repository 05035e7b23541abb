// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  actingAnswers,
  actingAt,
  branchNameCheck,
  checkedName,
  connectingAnswers,
  madeBranch,
  searchedBranch,
  tokenNeeded,
} from '../test-support/acting-examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

const issue = actingAt;
const answers = actingAnswers;
const searched = searchedBranch;

async function nameField(): Promise<HTMLInputElement> {
  return screen.findByLabelText<HTMLInputElement>('Name of the branch');
}

describe('the page for a new branch', () => {
  it('makes it as proposed, and says how to get it', async () => {
    const { requests } = openApp('/create-branch?issue=demo-1', answers);
    expect(await screen.findByRole('heading', { name: 'Create a branch for DEMO-1' })).toBeTruthy();
    expect((await nameField()).value).toBe('DEMO-1-wait-for-the-answer');
    expect(screen.getByText('As ada, your own account at Our GitLab.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Create branch' }));
    expect(await screen.findByText('git fetch && git switch DEMO-1-wait-for-the-answer')).toBeTruthy();
    const sent = requests.filter((request) => request.startsWith('POST'));
    expect(sent).toEqual([
      `POST ${issue}/branches {"repositoryId":7,"name":"DEMO-1-wait-for-the-answer","from":"main"}`,
    ]);
  });

  it('says what is wrong with a name, warns when the issue is no longer in it, and knows the way back', async () => {
    openApp('/create-branch?issue=DEMO-1', answers);
    fireEvent.change(await nameField(), { target: { value: '-x' } });
    expect(screen.getByRole('alert').textContent).toBe('A branch name must not begin with a dash.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Create branch' }).disabled).toBe(true);
    fireEvent.change(await nameField(), { target: { value: 'fix' } });
    expect(screen.getByText(/Without DEMO-1 in its name/u)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Use the proposal again' }));
    expect((await nameField()).value).toBe('DEMO-1-wait-for-the-answer');
  });

  it('knows a branch that is there already', async () => {
    const taken = { branches: [{ name: 'DEMO-1-x', isDefault: false, namesIssue: true }], isCut: false };
    openApp('/create-branch?issue=DEMO-1', { ...answers, [searched('DEMO-1-x')]: taken });
    fireEvent.change(await nameField(), { target: { value: 'DEMO-1-x' } });
    expect((await screen.findByRole('alert')).textContent).toMatch(/^There is a branch DEMO-1-x already/u);
  });

  describe('at a service with rules for names', () => {
    const prefix = { kind: 'wants', title: 'Prefix', operator: 'starts-with', text: 'feature/', isCertain: true };
    const proposed = checkedName('DEMO-1-wait-for-the-answer');
    const refused =
      'The rule "Prefix" of GitLab wants names that begin with "feature/", such as feature/DEMO-1-wait-for-the-answer.';
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Create branch' });
    const open = (rule: object, more: object = {}) =>
      openApp('/create-branch?issue=DEMO-1', {
        ...answers,
        [proposed]: { ...branchNameCheck, rules: [rule], ...more },
      });

    it('says what the proposal breaks, keeps it, and checks each name as it is typed', async () => {
      const { requests } = open(prefix);
      expect((await screen.findByRole('alert')).textContent).toBe(refused);
      expect((await nameField()).value).toBe('DEMO-1-wait-for-the-answer');
      expect(button().disabled).toBe(true);
      fireEvent.change(await nameField(), { target: { value: 'feature/DEMO-1' } });
      expect(screen.queryByRole('alert')).toBeNull();
      expect(button().disabled).toBe(false);
      fireEvent.change(await nameField(), { target: { value: 'fix/DEMO-1' } });
      expect(screen.getByRole('alert').textContent).toContain('such as feature/fix/DEMO-1.');
      expect(requests.filter((request) => request.includes('branch-name-check'))).toHaveLength(1);
    });

    it('refuses nothing by rules that are for another name, until those of this one are there', async () => {
      const ofProposal = { ...branchNameCheck, isForEveryName: false };
      const { answer } = open(prefix, { isForEveryName: false });
      answer(checkedName('fix/DEMO-1'), { ...ofProposal, rules: [{ ...prefix, text: 'fix/ABC' }] });
      expect((await screen.findByRole('alert')).textContent).toBe(refused);
      fireEvent.change(await nameField(), { target: { value: 'fix/DEMO-1' } });
      expect(screen.queryByRole('alert')).toBeNull();
      expect(screen.getByText(/begin with "feature\/"/u).className).toBe('reason');
      expect(button().disabled).toBe(false);
      expect((await screen.findByRole('alert')).textContent).toContain('begin with "fix/ABC"');
      expect(button().disabled).toBe(true);
    });

    it.each([
      [{ ...prefix, isCertain: false }, /Whether that holds for you, GitLab says when you try\./u],
      [{ ...prefix, operator: 'matches', text: '(?i)x' }, /match "\(\?i\)x"\. Branchline cannot try that here/u],
      [
        { ...prefix, kind: 'protects', operator: 'matches', text: '^DEMO.*$', title: 'DEMO\u202E*', isCertain: false },
        /protects branches called like "DEMO(?!\u202E)[^"]*\*"/u,
      ],
    ])('warns of what is not certain, and leaves it to the service: %j', async (rule, words) => {
      open(rule);
      expect((await screen.findByText(words)).className).toBe('reason');
      expect(screen.queryByRole('alert')).toBeNull();
      expect(button().disabled).toBe(false);
    });

    it('says when the service could not be asked, and goes on when we could not', async () => {
      open(prefix, { rules: [], shortcoming: 'GitLab is away.' });
      expect(await screen.findByText('GitLab is away.')).toBeTruthy();
      expect(button().disabled).toBe(false);
      cleanup();
      openApp('/create-branch?issue=DEMO-1', { ...answers, [proposed]: 500 });
      await nameField();
      await waitFor(() => expect(button().disabled).toBe(false));
      expect(screen.queryByRole('alert')).toBeNull();
    });
  });

  it('asks for an own account in place, keeps what was typed, and goes on once it is connected', async () => {
    const asked = openApp('/create-branch?issue=DEMO-1', { ...answers, ...connectingAnswers });
    asked.answer(`POST ${issue}/branches`, tokenNeeded);
    fireEvent.change(await nameField(), { target: { value: 'DEMO-1-mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create branch' }));
    expect(await screen.findByText(tokenNeeded.problem.detail)).toBeTruthy();
    asked.answer(`POST ${issue}/branches`, { ...madeBranch, name: 'DEMO-1-mine' });
    fireEvent.change(await screen.findByLabelText(/token/iu), { target: { value: 'secret' } });
    const form = screen.getByLabelText(/token/iu).closest('form');
    if (form === null) throw new Error('no form');
    fireEvent.submit(form);
    expect(await screen.findByText('git fetch && git switch DEMO-1-mine')).toBeTruthy();
    await waitFor(() => expect(asked.requests.filter((request) => request.startsWith('POST')).length).toBe(2));
  });

  it('says why there is nothing to make one in', async () => {
    const because = 'No repository is associated with this project.';
    openApp('/create-branch?issue=DEMO-1', {
      [`GET ${issue}/action-repositories?action=create-branch`]: { repositories: [], isCut: false, because },
    });
    expect(await screen.findByText(because)).toBeTruthy();
  });

  it.each(['/create-branch', '/create-branch?issue=%3Cscript%3E', '/create-branch?issue=12'])(
    'asks which issue at %s',
    async (address) => {
      openApp(address, {});
      expect(await screen.findByRole('heading', { name: 'Which issue is the branch for?' })).toBeTruthy();
    },
  );
});
