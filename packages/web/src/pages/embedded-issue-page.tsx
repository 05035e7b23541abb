/** The panel alone, to be shown in a frame of somebody else's page, which is told how tall it is. */

import { actionAddress, IssueView, PanelSkeleton, type PanelAction } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactElement, RefObject } from 'react';
import { problemOf } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { issueQuery } from '../queries/issues.ts';
import * as texts from '../texts.ts';
import { useIssueView } from './issue/use-issue-view.ts';

export function EmbeddedIssuePage(): ReactElement {
  const { key = '' } = useParams({ strict: false });
  const { scope, view } = useIssueView(key);
  const development = useQuery(issueQuery(key, scope));
  const place = useRef<HTMLDivElement>(null);
  useReportedHeight(place);
  const signedOut = development.error !== null && problemOf(development.error).status === 401;
  return (
    <div ref={place} className="embedded">
      {signedOut ? (
        <p>
          {texts.issues.signedOut.what(key)}{' '}
          <a href={`/sign-in?next=/issues/${encodeURIComponent(key)}`} target="_blank" rel="noreferrer">
            {texts.issues.signedOut.signIn}
          </a>
        </p>
      ) : (
        <Answer query={development} skeleton={<PanelSkeleton />}>
          {(data) => <IssueView development={data} {...view} onAct={(action) => openInNewTab(data.key, action)} />}
        </Answer>
      )}
    </div>
  );
}

/** The frame is too small for a dialog, and the page around is not ours. */
function openInNewTab(key: string, action: PanelAction): void {
  window.open(actionAddress(key, action), '_blank', 'noopener');
}

/** Tells the page around `{ type: 'branchline:height', height }` in CSS pixels, whenever it changes. */
function useReportedHeight(place: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = place.current;
    if (element === null || window.parent === window) return undefined;
    const observer = new ResizeObserver(() => {
      // A height is no secret, so whoever frames us may know it.
      window.parent.postMessage({ type: 'branchline:height', height: element.scrollHeight }, '*');
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
}
