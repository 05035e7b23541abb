import { describe, expect, it } from 'vitest';
import type { ProjectKey } from './ids.ts';
import {
  keepsJiraQuiet,
  smartCommitSettingsOf,
  usualSmartCommitSettings,
  type SmartCommitChoice,
} from './smart-commit-settings.ts';

const abc = 'ABC' as ProjectKey;
const xyz = 'XYZ' as ProjectKey;
const site: SmartCommitChoice = { project: undefined, settings: { processor: 'branchline', mostAgeDays: 3 } };
const ofAbc: SmartCommitChoice = { project: abc, settings: { processor: 'jira' } };

describe('settings of a project', () => {
  it('are the usual ones as long as nobody says otherwise: Jira runs, the pusher is believed', () => {
    expect(smartCommitSettingsOf([], abc)).toEqual(usualSmartCommitSettings);
    expect(usualSmartCommitSettings).toMatchObject({ processor: 'jira', believes: 'pusher', onMerges: false });
    expect(usualSmartCommitSettings).toMatchObject({ mostAgeDays: 14, withoutPermissionCheck: false });
  });

  it('are its own before the site’s, one by one', () => {
    expect(smartCommitSettingsOf([ofAbc, site], abc)).toMatchObject({ processor: 'jira', mostAgeDays: 3 });
    expect(smartCommitSettingsOf([ofAbc, site], xyz)).toMatchObject({ processor: 'branchline', mostAgeDays: 3 });
    expect(smartCommitSettingsOf([ofAbc], xyz)).toEqual(usualSmartCommitSettings);
  });
});

describe('Jira is kept quiet', () => {
  it.each([
    ['never by itself', [], [abc], false],
    ['for a project that Branchline runs', [site], [xyz], true],
    ['for a project that nobody runs', [{ project: xyz, settings: { processor: 'off' } }], [xyz], true],
    ['when one of several projects is not Jira’s', [ofAbc, site], [abc, xyz], true],
    ['not for Jira’s own project', [ofAbc, site], [abc], false],
    ['not for a commit without keys', [site], [], false],
  ] as const)('%s', (_what, choices, projects, expected) => {
    expect(keepsJiraQuiet(choices, projects)).toBe(expected);
  });
});
