/** What differs between the stand-ins of Gitea and Forgejo. */

export interface GiteaBrand {
  readonly id: 'gitea' | 'forgejo';
  readonly version: string;
  /** Below the contracts' `specs`. */
  readonly description: string;
  /** Whose headers its webhooks bear, with their own in front. */
  readonly headerPrefixes: readonly string[];
  readonly hookTypes: readonly string[];
  /** How it says that a token lacks a scope. */
  readonly lacking: (wanted: readonly string[], has: readonly string[]) => string;
}

const lacking = 'token does not have at least one of required scope(s)';

export const giteaBrand: GiteaBrand = {
  id: 'gitea',
  version: '1.27.0',
  description: 'gitea/gitea-1.27.0.swagger2.json',
  headerPrefixes: ['x-gitea', 'x-gogs'],
  hookTypes: ['gitea', 'gogs'],
  lacking: (wanted, has) => `${lacking}, required=[${wanted.join(' ')}], token scope=${has.join(',')}`,
};

export const forgejoBrand: GiteaBrand = {
  id: 'forgejo',
  version: '16.0.1+gitea-1.22.0',
  description: 'forgejo/forgejo-16.0.1.swagger2.json',
  headerPrefixes: ['x-forgejo', 'x-gitea', 'x-gogs'],
  hookTypes: ['forgejo', 'gitea', 'gogs'],
  lacking: (wanted) => `${lacking}: [${wanted.join(' ')}]`,
};
