/** Addresses at Branchline of what the panel offers to do and to look at: what hosts elsewhere open in a new tab. */

import type { PanelAction } from './panel-action.ts';
import type { PanelPlace } from './panel-tools.tsx';

/** Path and query, beginning with a slash. */
export function actionAddress(issueKey: string, action: PanelAction): string {
  if (action.kind === 'create-branch') {
    return withWords('/create-branch', { issue: issueKey, repository: action.repositoryId });
  }
  if (action.kind === 'create-pull-request') {
    const { repositoryId: repository, source } = action;
    return withWords('/create-pull-request', { issue: issueKey, repository, source });
  }
  const issue = `/issues/${encodeURIComponent(issueKey)}`;
  if (action.kind === 'start-work') return withWords(issue, { act: action.kind });
  const { kind: act, repositoryId: repository } = action;
  if (action.kind === 'delete-branch') return withWords(issue, { act, repository, branch: action.name });
  return withWords(issue, { act, repository, pullRequest: action.pullRequest });
}

/** Path of the page that shows a thing. */
export function placeAddress(place: PanelPlace): string {
  if (place.kind === 'issue') return `/issues/${encodeURIComponent(place.key)}`;
  const commits = `/browse/${place.repositoryId}/commits`;
  return place.kind === 'commits' ? commits : `${commits}/${place.hash}`;
}

function withWords(path: string, words: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, word] of Object.entries(words)) if (word !== undefined) query.set(name, String(word));
  return `${path}?${query.toString()}`;
}
