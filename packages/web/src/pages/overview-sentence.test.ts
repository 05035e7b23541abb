import type { RepositorySummary } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { exampleJiraSite, exampleOverview, exampleRepository } from '../test-support/examples.ts';
import { overviewSentence } from './overview-sentence.ts';

function sentence(...states: readonly RepositorySummary['state'][]): string {
  return overviewSentence(exampleOverview(states.map((state, index) => exampleRepository({ id: index + 1, state }))));
}

describe('overviewSentence', () => {
  it('says one and many', () => {
    expect(sentence('up-to-date')).toBe('1 repository up to date');
    expect(sentence('up-to-date', 'up-to-date')).toBe('2 repositories up to date');
  });

  it('names repositories once and begins with what is there', () => {
    expect(sentence('up-to-date', 'indexing', 'waiting')).toBe('1 repository up to date, 1 indexing, 1 waiting');
    expect(sentence('indexing', 'indexing')).toBe('2 repositories indexing');
    expect(sentence('waiting')).toBe('1 repository waiting');
  });

  it('counts what needs a person, Jira sites included', () => {
    expect(sentence('up-to-date', 'failed')).toBe('1 repository up to date, 1 needs you');
    expect(sentence('failed', 'paused')).toBe('2 need you');
    const site = exampleJiraSite();
    const paused = { ...site, sending: { ...site.sending, pausedBecause: 'Jira refused the credentials.' } };
    const overview = exampleOverview([exampleRepository()], { jiraSites: [paused] });
    expect(overviewSentence(overview)).toBe('1 repository up to date, 1 needs you');
  });

  it('says so while nothing is listed yet', () => expect(sentence()).toBe('The repositories are being listed'));
});
