/** What every connector must do, whichever its service: called by each in about ten lines. See CONTRIBUTING.md. */

import { afterAll, describe } from 'vitest';
import { describeActions } from './git-service-suite/actions.ts';
import { describeAddresses } from './git-service-suite/addresses.ts';
import { describeChecks, describeOffers } from './git-service-suite/checks.ts';
import type { GitServiceFacts } from './git-service-suite/facts.ts';
import { describeLists } from './git-service-suite/lists.ts';
import { describePages } from './git-service-suite/pages.ts';
import { describePullRequestChecks } from './git-service-suite/pull-request-checks.ts';
import { describePullRequests } from './git-service-suite/pull-requests.ts';
import { describeRefusals } from './git-service-suite/refusals.ts';
import { forgetPattern } from './git-service-suite/scene.ts';
import { describeWalks } from './git-service-suite/walks.ts';
import { describeWebhookReader } from './git-service-suite/webhook-reader.ts';
import { describeWebhookSetup } from './git-service-suite/webhook-setup.ts';
import { testNetwork } from './test-network.ts';

export type { GitServiceFacts } from './git-service-suite/facts.ts';

/** Runs the suite; what a connector does not offer is left out. */
export function describeGitService(facts: GitServiceFacts): void {
  const { title, capabilities, webhook } = facts.connector(testNetwork(), { now: () => new Date() });
  describe(`the connector of ${title}`, () => {
    afterAll(forgetPattern);
    describeOffers(facts);
    describeChecks(facts);
    describeLists(facts);
    describeAddresses(facts);
    describeRefusals(facts);
    describePages(facts);
    if (capabilities.includes('pull-requests')) {
      describePullRequests(facts);
      describeWalks(facts);
    }
    if (capabilities.includes('checks')) describePullRequestChecks(facts);
    if (capabilities.includes('actions')) describeActions(facts);
    if (capabilities.includes('webhook-setup')) describeWebhookSetup(facts);
    if (webhook !== undefined && capabilities.includes('webhook-setup')) describeWebhookReader(facts);
  });
}
