/** The steps of connecting a Jira site, and which of them there are for which Jira. */

import * as texts from '../../texts.ts';

export type NewSiteStep = keyof typeof texts.jiraCredentials.new.steps;

/** Jira as it is chosen in the first step. */
export interface ChosenJira {
  readonly kind: 'cloud' | 'data-center';
  readonly siteUrl: string;
  /** Empty: after the address. */
  readonly name: string;
  /** Empty: Atlassian's own. */
  readonly apiUrl: string;
}

const cloudSteps: readonly NewSiteStep[] = ['site', 'credentials', 'account', 'forge', 'projects'];
/** Its token is the account already, and there is no Forge. */
const dataCenterSteps: readonly NewSiteStep[] = ['site', 'credentials', 'projects'];

export function stepsOf(kind: ChosenJira['kind']): readonly NewSiteStep[] {
  return kind === 'cloud' ? cloudSteps : dataCenterSteps;
}

/** After this one; the last stays. */
export function stepAfter(kind: ChosenJira['kind'], step: NewSiteStep): NewSiteStep {
  const steps = stepsOf(kind);
  return steps[steps.indexOf(step) + 1] ?? step;
}

/** What the server takes, and nothing that was left empty. */
export function addressOf({ siteUrl, name, apiUrl }: ChosenJira) {
  return {
    siteUrl,
    name: name === '' ? new URL(siteUrl).hostname : name,
    ...(apiUrl === '' ? {} : { apiUrl }),
  };
}

/** Whether it can be asked at all. */
export function isAddress(text: string): boolean {
  return /^https?:\/\//u.test(text) && URL.canParse(text);
}
