/** How the checks of a pull request stand: a sign in colour, and words that lead to them at the service. */

import type { IssuePullRequestView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';

type State = NonNullable<IssuePullRequestView['checks']>['state'];

const signs: Readonly<Record<State, IconName>> = { passed: 'check', failed: 'warning', running: 'clock' };

/** Nothing where there are none, or nobody knows. */
export function PullRequestChecks(props: { readonly checks: IssuePullRequestView['checks'] }): ReactElement | null {
  const { checks } = props;
  if (checks === null) return null;
  return (
    <p className={`bl-checks bl-checks-${checks.state}`}>
      <Icon name={signs[checks.state]} />
      <WebLink url={checks.webUrl}>{texts.pullRequest.checks(checks)}</WebLink>
    </p>
  );
}
