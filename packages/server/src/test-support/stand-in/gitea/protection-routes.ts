/** Protected branches at the stand-ins of Gitea and Forgejo. Tests put them into `repository.own['protections']`. */

import type { GiteaRoutes } from './answers.ts';

/** As the service writes it; what is left out is off. */
export interface StandInProtection {
  readonly rule_name: string;
  readonly enable_push?: boolean;
  readonly enable_push_whitelist?: boolean;
  readonly push_whitelist_usernames?: readonly string[];
}

const off = {
  enable_push: false,
  enable_push_whitelist: false,
  push_whitelist_usernames: [],
  push_whitelist_teams: [],
};

/** Only administrators of the repository are told; the list has no pages. */
export function addProtectionRoutes({ onRepository }: GiteaRoutes): void {
  onRepository('GET', '/branch_protections', { access: 'admin' }, (_call, { own }) => ({
    status: 200,
    json: ((own['protections'] as readonly StandInProtection[] | undefined) ?? []).map((each) => ({
      ...off,
      branch_name: each.rule_name,
      ...each,
    })),
  }));
}
