/** Which words for events Gitea and Forgejo take, and what a webhook with them listens to. */

const single = new Set(['create', 'delete', 'fork', 'push', 'repository', 'release', 'wiki', 'package']);
const ofPullRequests = [
  'pull_request_assign',
  'pull_request_label',
  'pull_request_milestone',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_sync',
  'pull_request_review_request',
];

/** As the service keeps and shows them: `pull_request` brings its whole group, and none at all means pushes. */
export function eventsOf(words: readonly string[]): readonly string[] {
  const known = words.filter((word) => single.has(word) || ofPullRequests.includes(word));
  const group = words.includes('pull_request') ? ['pull_request', ...ofPullRequests] : [];
  const only = words.includes('pull_request_only') ? ['pull_request'] : [];
  const all = new Set([...known, ...group, ...only]);
  return words.length === 0 ? ['push'] : [...all];
}

/** `pull_request_review_approved` and its like are listened to as `pull_request_review`. */
export function listensTo(events: readonly string[], event: string): boolean {
  return events.includes(event.replace(/^(pull_request_review)_(?:approved|rejected|comment)$/, '$1'));
}
