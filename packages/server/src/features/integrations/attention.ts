/** What somebody should see to about an integration's credential, before anything stops. */

import { expiryCare, type CareLevel } from '@branchline/domain';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import { expiryInWords, missingRightInWords } from './try-credential.ts';

export interface Attention {
  readonly level: CareLevel;
  /** Whole sentences. */
  readonly text: string;
  /** Where it is put right. */
  readonly url: string | undefined;
}

const order: readonly CareLevel[] = ['urgent', 'warning', 'notice'];

/** The most urgent first. What paused the integration is said there, not here. */
export function attentionOf(integration: IntegrationStanding, now: Date): readonly Attention[] {
  const care = expiryCare(integration.credentialExpiresAt, now);
  const rights = integration.missingRights.map((right): Attention => {
    const level = right.weight === 'needed' ? 'urgent' : 'notice';
    return { level, text: missingRightInWords({ ...right, grantUrl: undefined }), url: right.grantUrl };
  });
  // What renews itself is news only when that has failed for a while.
  const isNews = care !== undefined && (!integration.rotatesToken || care.level === 'urgent');
  const ending = isNews ? { level: care.level, text: expiryInWords(care.daysLeft), url: undefined } : undefined;
  return [...(ending === undefined ? [] : [ending]), ...rights].toSorted(
    (one, other) => order.indexOf(one.level) - order.indexOf(other.level),
  );
}
