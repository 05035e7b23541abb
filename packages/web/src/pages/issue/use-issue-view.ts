/** What the view of an issue needs besides its development information: tabs in the address, answers, remembered choices. */

import { copyText, issueTabs, type IssueViewProps, type LoadDiff } from '@branchline/issue-panel';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useNow } from '../../components/use-now.ts';
import { issueDiffQuery, rollUpQuery, shippingQuery, type IssueScope } from '../../queries/issues.ts';
import { rememberedView, rememberView } from '../panel-view.ts';
import { askedOf } from './asked-of.ts';
import { useOpenInChoice } from '../../components/open-in-choice.ts';

export interface IssueViewOnPage {
  readonly scope: IssueScope;
  readonly view: Omit<IssueViewProps, 'development' | 'onAct' | 'linkTo'>;
}

interface IssueWords {
  readonly tab?: string | undefined;
  readonly children?: string | undefined;
}

/** The route's `validateSearch` must let `tab` and `children` through. */
export function useIssueView(key: string): IssueViewOnPage {
  const words: IssueWords = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const now = useNow();
  const openIn = useOpenInChoice();
  /** As a page of its own to come back to; what is on the screen stays where it is. */
  function change(changed: IssueWords): void {
    const next = Object.entries({ ...words, ...changed }).filter(([, word]) => word !== undefined);
    void navigate({ to: '.', search: Object.fromEntries(next), resetScroll: false });
  }
  const tab = issueTabs.find((each) => each === words.tab) ?? 'activity';
  const includesChildren = words.children === 'yes';
  const scope = includesChildren ? 'children' : 'issue';
  const rollUp = useQuery({ ...rollUpQuery(key, scope), enabled: tab === 'roll-up' });
  const shipping = useQuery({ ...shippingQuery(key, scope), enabled: tab === 'shipped' });
  const loadDiff = useCallback<LoadDiff>(
    (repository, hash, file, options) => queries.fetchQuery(issueDiffQuery(key, repository, hash, file, options)),
    [queries, key],
  );
  return {
    scope,
    view: {
      now,
      onCopy: copyText,
      tab,
      onTabChange: (next) => change({ tab: next === 'activity' ? undefined : next }),
      includesChildren,
      onIncludeChildren: (include) => change({ children: include ? 'yes' : undefined }),
      rollUp: askedOf(rollUp),
      shipping: askedOf(shipping),
      loadDiff,
      openIn,
      initialView: rememberedView(),
      onViewChange: rememberView,
    },
  };
}
