// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { IssuePanel } from './issue-panel.tsx';
import { exampleCommit, exampleDevelopment, examplePullRequest, exampleRepository } from './test-support/examples.ts';

afterEach(cleanup);

const now = new Date('2026-03-10T12:00:00Z');

function show(foundIn: ReturnType<typeof exampleCommit>['foundIn']): number {
  const commits = [exampleCommit({ foundIn })];
  const pullRequests = [examplePullRequest({ foundIn })];
  const development = exampleDevelopment({
    repositories: [exampleRepository({ commits, pullRequests, pullRequestCount: 1 })],
  });
  render(<IssuePanel development={development} now={now} onCopy={() => undefined} />);
  return screen.queryAllByText('linked by hand').length;
}

describe('a link made by hand', () => {
  it('is marked on commits and pull requests', () => {
    expect(show(['by-hand'])).toBe(2);
  });

  it('is nothing to speak of where the text names the issue anyway', () => {
    expect(show(['title', 'by-hand'])).toBe(0);
  });
});
