/** Asks the development information API of one site, with a token, and names the remedy when Jira says no. */

import { Failure } from '@branchline/domain';
import type { Secret } from '@branchline/domain';
import { z } from 'zod';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import { wordsOf } from '../http-client/failure-from.ts';
import type { HttpClient, HttpRequest } from '../http-client/http-client.ts';
import { refusedCredential } from './access-token.ts';
import type { AccessTokens } from './access-token.ts';

export interface AskJira {
  /** Asks something harmless, to learn whether the credential may ask at all. */
  probe(): Promise<void>;
  submit<Answer>(body: unknown, answer: z.ZodType<Answer>): Promise<Answer>;
  /** @param path as in `withdraw`; undefined when it is not there */
  read<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer | undefined>;
  /** @param path from `/repository/…` or `/bulkByProperties?…` on; what is not there is withdrawn already */
  withdraw(path: string): Promise<void>;
}

type Question<Answer> = Omit<HttpRequest<Answer>, 'authorization' | 'repeatable'>;

/** A way to the development information API. */
export interface JiraDoor {
  /** Up to where the paths of its description begin. */
  readonly base: string;
  readonly tokens: AccessTokens;
  /** The failure with the remedy. */
  readonly explain: (error: unknown) => unknown;
}

export function createAskJira(settings: JiraSiteSettings, http: HttpClient, tokens: AccessTokens): AskJira {
  // The door for OAuth credentials of self-hosted tools; its version number is its own.
  const base = `${settings.apiUrl}/jira/devinfo/0.1/cloud/${encodeURIComponent(settings.cloudId)}`;
  return askJiraThrough({ base, tokens, explain: (error) => explained(error, settings) }, http);
}

export function askJiraThrough({ base, tokens, explain }: JiraDoor, http: HttpClient): AskJira {
  async function askWith<Answer>(token: Secret, question: Question<Answer>): Promise<Answer> {
    // Sequence numbers make every request of this API safe to repeat.
    return http.ask({ ...question, authorization: { scheme: 'Bearer', secret: token }, repeatable: true });
  }

  async function ask<Answer>(question: Question<Answer>): Promise<Answer> {
    const token = await tokens.current();
    try {
      return await askWith(token, question);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'unauthorized') throw error;
      return askWith(await tokens.after(token), question);
    }
  }

  async function askOrExplain<Answer>(question: Question<Answer>): Promise<Answer> {
    try {
      return await ask(question);
    } catch (error) {
      throw explain(error);
    }
  }

  return {
    async probe() {
      await askOrExplain({ method: 'GET', url: `${base}/existsByProperties?probe=1`, answer: z.unknown() });
    },
    submit: (json, answer) => askOrExplain({ method: 'POST', url: `${base}/bulk`, json, answer }),
    async read(path, answer) {
      try {
        return await askOrExplain({ method: 'GET', url: `${base}${path}`, answer });
      } catch (error) {
        if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
        return undefined;
      }
    },
    async withdraw(path) {
      try {
        await askOrExplain({ method: 'DELETE', url: `${base}${path}`, answer: z.unknown() });
      } catch (error) {
        if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
      }
    },
  };
}

/** What to do about a credential that may not send development information. */
export const permissionRemedy =
  'Ask a Jira administrator to open Settings → Apps → OAuth credentials in Jira, and to give this credential the ' +
  'permission "Development information", or to create a new one that has it.';

function explained(error: unknown, settings: JiraSiteSettings): unknown {
  if (!(error instanceof Failure)) return error;
  if (error.kind === 'unauthorized') {
    return new Failure('unauthorized', 'jira', refusedCredential(settings, wordsOf(error)));
  }
  if (error.kind !== 'forbidden') return error;
  return new Failure(
    'forbidden',
    'jira',
    `The credential for ${settings.siteUrl} may not send development information. ${permissionRemedy}`,
  );
}
