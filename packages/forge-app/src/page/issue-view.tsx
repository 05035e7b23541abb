/** What git knows of the issue that is open in Jira: the same view as in Branchline itself. */

import {
  actionAddress,
  copyText,
  IssueView as SharedIssueView,
  placeAddress,
  type IssueTab,
  type LoadDiff,
  type PanelAction,
  type PanelPlace,
} from '@branchline/issue-panel';
import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { askedOf } from './asked-of.ts';
import { useOpenInChoice } from './open-in-choice.ts';
import { ShownAnswer } from './shown-answer.tsx';
import type { Surroundings } from './surroundings.ts';
import { useAnswer } from './use-answer.ts';

/** How often it is looked for news while somebody looks at it, in milliseconds: Jira has no way to be told of them. */
const lookAgain = 60_000;

export function IssueView(props: Surroundings & { readonly issueKey: string }): ReactElement {
  const { client, issueKey, server, open } = props;
  const [tab, setTab] = useState<IssueTab>('activity');
  const [include, setInclude] = useState<'issue' | 'children'>('issue');
  const openIn = useOpenInChoice();
  const question = useMemo(
    () => ({ params: { key: issueKey }, ...(include === 'issue' ? {} : { query: { include } }) }),
    [issueKey, include],
  );
  const ask = useCallback((signal: AbortSignal) => client.showIssueDevelopment(question, signal), [client, question]);
  const askRollUp = useCallback((signal: AbortSignal) => client.showIssueRollUp(question, signal), [client, question]);
  const askShipping = useCallback(
    (signal: AbortSignal) => client.showIssueShipping(question, signal),
    [client, question],
  );
  const answer = useAnswer(ask, lookAgain);
  const rollUp = useAnswer(tab === 'roll-up' ? askRollUp : undefined, lookAgain);
  const shipping = useAnswer(tab === 'shipped' ? askShipping : undefined, lookAgain);
  const loadDiff = useCallback<LoadDiff>(
    (repository, hash, { path, previousPath }, options) =>
      client.showIssueFileDiff({
        params: { key: issueKey, repository, hash },
        query: { path, ...(previousPath === null ? {} : { previousPath }), ...options },
      }),
    [client, issueKey],
  );
  const onAct = useCallback(
    (action: PanelAction) => void open(`${server}${actionAddress(issueKey, action)}`),
    [open, server, issueKey],
  );
  const linkTo = useCallback((place: PanelPlace) => ({ href: `${server}${placeAddress(place)}` }), [server]);
  return (
    <ShownAnswer answer={answer}>
      {(development, at) => (
        <SharedIssueView
          {...{ development, tab, openIn, loadDiff, onAct, linkTo }}
          now={at}
          onCopy={copyText}
          onTabChange={setTab}
          includesChildren={include === 'children'}
          onIncludeChildren={(isWanted) => setInclude(isWanted ? 'children' : 'issue')}
          rollUp={askedOf(rollUp)}
          shipping={askedOf(shipping)}
        />
      )}
    </ShownAnswer>
  );
}
