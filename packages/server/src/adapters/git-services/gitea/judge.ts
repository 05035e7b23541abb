/** Reads refusals of Gitea and Forgejo whose status does not say what is meant. */

import type { FailureKind } from '@branchline/domain';
import type { JudgedAnswer, Judgement } from '../../http-client/network.ts';

/** `token does not have at least one of required scope(s), required=[read:repository], token scope=…`; older: `scope(s): […]`. */
const scopeWords = /required scope\(s\)(?:, required=|: )\[([^\]]*)\]/;

/** The scopes that a refusal says are needed; undefined when it is about something else. */
export function scopesWanted(words: string): readonly string[] | undefined {
  const named = scopeWords.exec(words)?.[1];
  return named?.split(/[\s,]+/).filter((scope) => scope !== '');
}

interface Rule {
  readonly statuses: readonly number[];
  readonly words: RegExp;
  readonly kind: FailureKind;
  readonly sentence: string;
}

const rules: readonly Rule[] = [
  {
    // Whether it can be merged is still being worked out in the background, for a moment after every push.
    statuses: [405],
    words: /try again later/i,
    kind: 'unavailable',
    sentence: 'The service is still finding out whether the pull request can be merged.',
  },
  {
    // Merging is the only thing that answers 405: merged already, a draft, checks, a style that is switched off.
    statuses: [405],
    words: /(?:)/,
    kind: 'conflict',
    sentence: 'The pull request cannot be merged as it is.',
  },
  {
    // So Gitea answers where a branch is to begin at nothing, Gitea 1.22 where one to be deleted is gone, and Forgejo
    // where a pull request is to come from nothing.
    statuses: [500],
    words: /object does not exist|bad revision/,
    kind: 'not-found',
    sentence: 'There is no such branch or commit.',
  },
  {
    statuses: [423],
    words: /(?:)/,
    kind: 'forbidden',
    sentence: 'The repository is archived, so nothing can be changed in it.',
  },
];

/** For `ClientWish.judge`. */
export function judgeRefusal({ status, body }: JudgedAnswer): Judgement | undefined {
  const scopes = status === 403 ? scopesWanted(body) : undefined;
  if (scopes !== undefined) {
    const words = scopes.length === 1 ? 'the scope' : 'the scopes';
    return { kind: 'forbidden', sentence: `The token lacks ${words} ${scopes.join(', ')}.` };
  }
  const rule = rules.find(({ statuses, words }) => statuses.includes(status) && words.test(body));
  return rule === undefined ? undefined : { kind: rule.kind, sentence: rule.sentence };
}
