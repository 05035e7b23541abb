/** An issue as git sees it: what happened, what is next, and four tabs to understand it. Props in, callbacks out. */

import type { IssueDevelopment, IssueRollUp, IssueShipping } from '@branchline/contract';
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Asked } from './asked.ts';
import { AskedView } from './asked-view.tsx';
import { ChildrenSwitch } from './children-switch.tsx';
import { CommitsTab } from './commits-tab.tsx';
import type { Copy } from './copy-button.tsx';
import { IssueHead } from './issue-head.tsx';
import { IssuePanel, type PanelView } from './issue-panel.tsx';
import { IssueTabs, type IssueTab } from './issue-tabs.tsx';
import { PanelToolsProvider, type PanelTools } from './panel-tools.tsx';
import { RollUpTab } from './roll-up-tab.tsx';
import { ShippedTab } from './shipped-tab.tsx';

export interface IssueViewProps extends PanelTools {
  readonly development: IssueDevelopment;
  readonly now: Date;
  readonly onCopy: Copy;
  readonly tab: IssueTab;
  /** The host keeps it: in its address, where it has one. */
  readonly onTabChange: (tab: IssueTab) => void;
  readonly includesChildren: boolean;
  readonly onIncludeChildren: (include: boolean) => void;
  /** Asked for once its tab is open. */
  readonly rollUp: Asked<IssueRollUp>;
  readonly shipping: Asked<IssueShipping>;
  /** The arrangement of the activity to begin with; the time line when left out. */
  readonly initialView?: PanelView;
  readonly onViewChange?: (view: PanelView) => void;
}

export function IssueView(props: IssueViewProps): ReactElement {
  const { development, now, tab, onTabChange, includesChildren, onIncludeChildren } = props;
  const { onAct, loadDiff, linkTo, openIn } = props;
  const tools = useMemo(() => ({ onAct, loadDiff, linkTo, openIn }), [onAct, loadDiff, linkTo, openIn]);
  return (
    <PanelToolsProvider value={tools}>
      <div className="bl-panel bl-view">
        <IssueHead development={development} now={now} onSeeShipped={() => onTabChange('shipped')} />
        <ChildrenSwitch found={development.children} isOn={includesChildren} onSwitch={onIncludeChildren} />
        <IssueTabs open={tab} onOpen={onTabChange}>
          <OpenTab {...props} />
        </IssueTabs>
      </div>
    </PanelToolsProvider>
  );
}

function OpenTab(props: IssueViewProps): ReactElement {
  const { tab, development, now, onCopy, initialView, onViewChange } = props;
  if (tab === 'commits') return <CommitsTab {...{ development, now, onCopy }} />;
  if (tab === 'roll-up') {
    return (
      <AskedView asked={props.rollUp} onCopy={onCopy}>
        {(rollUp) => <RollUpTab {...{ rollUp, development, now, onCopy }} />}
      </AskedView>
    );
  }
  if (tab === 'shipped') {
    return (
      <AskedView asked={props.shipping} onCopy={onCopy}>
        {(shipping) => <ShippedTab {...{ shipping, now, onCopy }} />}
      </AskedView>
    );
  }
  return (
    <IssuePanel
      {...{ development, now, onCopy }}
      {...(initialView === undefined ? {} : { initialView })}
      {...(onViewChange === undefined ? {} : { onViewChange })}
    />
  );
}
