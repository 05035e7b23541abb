/** Which events our webhooks listen to, in the words of the API and of the pages. */

/** What one tick on the page, and one word of the API, stands for. */
export interface WebhookEvent {
  readonly name: string;
  readonly label: string;
}

/**
 * All of them from `push` to `repository`. The word `pull_request` stands for the whole group: it brings assignments,
 * labels, milestones, comments, reviews, new commits and requests for review with it.
 */
export const webhookEvents: readonly WebhookEvent[] = [
  { name: 'create', label: 'Create' },
  { name: 'delete', label: 'Delete' },
  { name: 'push', label: 'Push' },
  { name: 'repository', label: 'Repository' },
  { name: 'pull_request', label: 'Pull Request' },
  { name: 'pull_request_assign', label: 'Pull Request Assigned' },
  { name: 'pull_request_label', label: 'Pull Request Labeled' },
  { name: 'pull_request_milestone', label: 'Pull Request Milestoned' },
  { name: 'pull_request_comment', label: 'Pull Request Comment' },
  { name: 'pull_request_review', label: 'Pull Request Reviewed' },
  { name: 'pull_request_sync', label: 'Pull Request Synchronized' },
  { name: 'pull_request_review_request', label: 'Pull Request Review Requested' },
];
