/** How a Jira site is connected, what works there, and whether it needs somebody. */

import type { JiraSiteSummary } from '@branchline/contract';

/** What a site can be connected by. */
export type JiraPart = 'oauth' | 'account' | 'forge' | 'token';

/** Data Center has no cloud id, takes a personal access token, and has no Forge. */
export function isSelfManaged({ cloudId }: Pick<JiraSiteSummary, 'cloudId'>): boolean {
  return cloudId === '';
}

/** In the order in which they are added. */
export function partsOf(site: JiraSiteSummary): readonly JiraPart[] {
  if (isSelfManaged(site)) return site.account === null ? [] : ['token'];
  return [
    ...(site.clientId === '' ? [] : (['oauth'] as const)),
    ...(site.account === null ? [] : (['account'] as const)),
    ...(site.hasForgeApp ? (['forge'] as const) : []),
  ];
}

/** Something is paused, refused, or does not work although a credential for it is there. */
export function needsSomebody(site: JiraSiteSummary): boolean {
  const { sending, check } = site;
  if (sending.pausedBecause !== null || sending.refused > 0) return true;
  const finding = check?.findings.find(({ ability }) => ability === 'development-information');
  return finding?.works === false || (site.account !== null && isAccountRefused(site));
}

function isAccountRefused({ check }: JiraSiteSummary): boolean {
  return check?.findings.find(({ ability }) => ability === 'account')?.works === false;
}
