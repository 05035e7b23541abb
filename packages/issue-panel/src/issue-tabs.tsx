/** The tabs of an issue: arrows go from one to the next, and one is opened by pressing it. */

import { useId, useRef } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { texts } from './texts.ts';

export type IssueTab = 'activity' | 'commits' | 'roll-up' | 'shipped';

export const issueTabs: readonly IssueTab[] = ['activity', 'commits', 'roll-up', 'shipped'];

export interface IssueTabsProps {
  readonly open: IssueTab;
  readonly onOpen: (tab: IssueTab) => void;
  /** What the open one shows. */
  readonly children: ReactNode;
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};

export function IssueTabs({ open, onOpen, children }: IssueTabsProps): ReactElement {
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(row.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = steps[event.key]?.(at, buttons.length - 1);
    if (next === undefined || at < 0) return;
    event.preventDefault();
    buttons[next]?.focus();
  }
  return (
    <>
      {/* The keys are the tabs' own, as is their focus. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div ref={row} className="bl-tabs-of-issue" role="tablist" aria-label={texts.tabs.label} onKeyDown={onKeyDown}>
        {issueTabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            aria-selected={tab === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => onOpen(tab)}
          >
            {texts.tabs[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open}`}>
        {children}
      </div>
    </>
  );
}
