/** What holds for a project, and which templates are good. */

import { expect, it } from 'vitest';
import {
  branchNamesOf,
  isUsualProject,
  templateFor,
  templateProblem,
  usualInstallationSettings,
} from './installation-settings.ts';

const { branchNames } = usualInstallationSettings;
const installation = { ...branchNames, byIssueType: { Bug: 'fix/${issuekey}' } };

it('a project has the templates of the installation until it has one of its own', () => {
  expect(branchNamesOf(installation, {})).toEqual(installation);
  expect(branchNamesOf(installation, { separator: '_' })).toEqual({ ...installation, separator: '_' });
  const types = { byIssueType: { Story: 'feature/${issuekey}' } };
  expect(branchNamesOf(installation, types).byIssueType).toEqual({ ...installation.byIssueType, ...types.byIssueType });
  // With a template of its own, the installation's for single types are not for it.
  expect(branchNamesOf(installation, { template: 'x/${issuekey}' }).byIssueType).toEqual({});
});

it('an issue type is found in any case', () => {
  expect(templateFor(installation, ' bug ')).toBe('fix/${issuekey}');
  expect(templateFor(installation, 'Story')).toBe(branchNames.template);
});

it.each(['${issuekey}-${summary}', '${issuetype:Bug,fix,feature}/${ISSUEKEY}'])('%s is a template', (template) => {
  expect(templateProblem(template)).toBeUndefined();
});

it.each([
  ['${summary}', 'needs ${issuekey}'],
  ['', 'needs ${issuekey}'],
  ['${issuekey}/${username}', 'no variable ${username}'],
  ['${issuekey', 'needs ${issuekey}'],
])('%s: %s', (template, problem) => {
  expect(templateProblem(template)).toContain(problem);
});

it('a project that says nothing is as usual', () => {
  expect(isUsualProject({ branchNames: {}, linkSourcesOff: [] })).toBe(true);
  expect(isUsualProject({ branchNames: { separator: '.' }, linkSourcesOff: [] })).toBe(false);
  expect(isUsualProject({ branchNames: {}, linkSourcesOff: ['commit-notes'] })).toBe(false);
});
