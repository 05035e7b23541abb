/** Says how a webhook would be read, without a server: for setting one up, and for reporting one that is read wrongly. */

import { Failure, type IndexScope, type Secret } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { RepositoryHint, WebhookReading, WebhookRequest } from '../../ports/git-service/webhooks.ts';

/** How it would be read. */
export interface WebhookExplanation {
  /** `look`: something is looked at. `ignore`: genuine, and nothing to do. `refused`: it is not a webhook of this service. */
  readonly outcome: 'look' | 'ignore' | 'refused';
  readonly reason: string;
  /** What it speaks of; undefined when it names none. */
  readonly repository: RepositoryHint | undefined;
  /** What would be looked at. */
  readonly scope: IndexScope | undefined;
}

function without(outcome: 'ignore' | 'refused', reason: string): WebhookExplanation {
  return { outcome, reason, repository: undefined, scope: undefined };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON, or a form that carries it. */
function isReadable({ headers, body }: WebhookRequest): boolean {
  const text = new TextDecoder().decode(body);
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isJson(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
}

function scopeInWords(scope: IndexScope): string {
  switch (scope.kind) {
    case 'everything':
      return 'everything';
    case 'refs':
      return scope.names.join(', ');
    case 'pull-request':
      return `pull request ${scope.remoteId}`;
  }
}

function explainReading(reading: WebhookReading, event: string): WebhookExplanation {
  if (reading.kind === 'ignore') return without('ignore', reading.reason);
  if (reading.kind === 'discover') {
    const reason = `The list of repositories is looked at. ${reading.because}`;
    return { outcome: 'look', reason, repository: undefined, scope: { kind: 'everything' } };
  }
  const { repository, scope } = reading;
  const name = repository.name ?? repository.cloneUrl ?? repository.remoteId ?? 'the repository of the address';
  const cause = event === '' ? 'it' : `"${event}"`;
  return {
    outcome: 'look',
    reason: `Because of ${cause}, ${name} is looked at: ${scopeInWords(scope)}.`,
    repository,
    scope,
  };
}

/** As the connector reads it. With a secret, it is also verified as at the door. */
export function explainWebhook(
  connector: GitServiceConnector,
  request: WebhookRequest,
  secret: Secret | undefined,
): WebhookExplanation {
  const reader = connector.webhook;
  if (reader === undefined) return without('refused', `${connector.title} sends no webhooks.`);
  if (!reader.recognises(request)) {
    return without('refused', `The headers are not those of a webhook of ${connector.title}.`);
  }
  if (secret !== undefined) {
    try {
      reader.verify(request, [secret]);
    } catch (error) {
      if (error instanceof Failure) return without('refused', error.message);
      throw error;
    }
  }
  if (!isReadable(request))
    return without('refused', 'The body cannot be read: it is no JSON, or a part of it is missing.');
  return explainReading(reader.read(request), reader.describe(request).event);
}
