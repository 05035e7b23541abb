// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { RepositorySummary } from '@branchline/contract';
import { exampleRepository } from '../test-support/examples.ts';
import { PullRequestReading } from './pull-request-reading.tsx';

afterEach(cleanup);

const now = new Date('2026-03-10T12:00:00');

function show(changes: Partial<RepositorySummary>): void {
  render(<PullRequestReading repository={exampleRepository(changes)} now={now} />);
}

function withProblem(retryAt: Date | undefined): Partial<RepositorySummary> {
  const problem = { message: 'GitHub allows no more requests.', retryAt: retryAt?.toISOString() ?? null };
  return { pullRequests: { progress: null, readAt: null, problem } };
}

describe('the reading of pull requests', () => {
  it('says nothing where there is nothing to say', () => {
    show({ pullRequests: { progress: null, readAt: null, problem: null } });
    expect(document.body.textContent).toBe('');
  });

  it.each([
    ['today', new Date('2026-03-10T14:05:00'), 'Pull requests wait until 14:05: GitHub allows no more requests.'],
    [
      'tomorrow',
      new Date('2026-03-11T09:00:00'),
      'Pull requests wait until 11 March, 09:00: GitHub allows no more requests.',
    ],
    ['no time', undefined, 'Pull requests are not read: GitHub allows no more requests.'],
    ['the past', new Date('2026-03-10T11:00:00'), 'Pull requests are not read: GitHub allows no more requests.'],
  ])('says what it waits for and until when: %s', (_when, retryAt, words) => {
    show(withProblem(retryAt));
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('shows how far it is', () => {
    const progress = { phase: 'reading-reviews' as const, done: 812, total: 1204, bytes: null };
    show({
      pullRequests: {
        progress: { ...progress, ratePerSecond: null, secondsLeft: null },
        readAt: null,
        problem: null,
      },
    });
    expect(screen.getByText('Reading reviews 812 of 1,204 pull requests')).toBeTruthy();
  });

  it('says that a service left commits out of its webhooks', () => {
    show({ truncatedPushes: 2 });
    expect(screen.getByText(/left commits out of 2 webhooks/u)).toBeTruthy();
  });
});
