/** One handler for every job: for tests of the runner, which do not care what is done. */

import type { JobContext, JobHandlers, JobName } from '../ports/jobs.ts';

type Handle = (name: JobName, payload: unknown, context: JobContext) => Promise<void>;

/** The schedule's own job does nothing. */
export function everyJob(handle: Handle): JobHandlers {
  const of = (name: JobName) => (payload: unknown, context: JobContext) => handle(name, payload, context);
  return {
    'discover-repositories': of('discover-repositories'),
    'list-for-draft': of('list-for-draft'),
    'index-repository': of('index-repository'),
    'index-pull-requests': of('index-pull-requests'),
    'look-at-checks': of('look-at-checks'),
    'read-files': of('read-files'),
    'push-development-information': of('push-development-information'),
    'remove-development-information': of('remove-development-information'),
    'apply-association': of('apply-association'),
    'apply-link-sources': of('apply-link-sources'),
    'queue-pushes': of('queue-pushes'),
    'clear-jira-site': of('clear-jira-site'),
    'clear-repository': of('clear-repository'),
    'lift-clearing': of('lift-clearing'),
    'reconcile-jira-site': of('reconcile-jira-site'),
    'save-issue-properties': of('save-issue-properties'),
    'refresh-projects': of('refresh-projects'),
    'resend-unknown-keys': of('resend-unknown-keys'),
    'follow-issue-events': of('follow-issue-events'),
    'look-for-issue-changes': of('look-for-issue-changes'),
    'run-smart-commit': of('run-smart-commit'),
    'run-smart-commands': of('run-smart-commands'),
    'mail-smart-commit': of('mail-smart-commit'),
    'collect-people': of('collect-people'),
    'report-accounts': of('report-accounts'),
    'check-forge': of('check-forge'),
    'follow-sink': of('follow-sink'),
    'remove-mirror': of('remove-mirror'),
    'read-webhooks': of('read-webhooks'),
    'set-up-webhooks': of('set-up-webhooks'),
    'check-integration': of('check-integration'),
    'check-integrations': () => Promise.resolve(),
    'remove-integration': of('remove-integration'),
    'schedule-indexing': () => Promise.resolve(),
  };
}
