/** What became of a webhook, as a word with its colour. */

import type { WebhookDelivery } from '@branchline/contract';
import { Badge, type BadgeProps } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

const tones: Readonly<Record<WebhookDelivery['outcome'], BadgeProps['tone']>> = {
  waiting: 'neutral',
  queued: 'success',
  ignored: 'neutral',
  refused: 'warning',
  failed: 'danger',
};

export function OutcomeBadge({ outcome }: { readonly outcome: WebhookDelivery['outcome'] }): ReactElement {
  return <Badge tone={tones[outcome]}>{texts.webhooks.outcomes[outcome]}</Badge>;
}
