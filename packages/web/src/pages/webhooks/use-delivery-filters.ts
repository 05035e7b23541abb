/** Which webhooks the address wants, and how to want others. */

import { useFilters } from '../../components/use-filters.ts';
import type { DeliveriesWanted } from '../../queries/webhooks.ts';
import { oneOf } from '../repository/one-of.ts';

const names = ['search', 'integration', 'repository', 'matched', 'outcome', 'event', 'since', 'until'] as const;

export type DeliveryFilterWords = { readonly [Each in (typeof names)[number]]?: string | undefined };

export const deliveryOutcomes = ['waiting', 'queued', 'ignored', 'refused', 'failed'] as const;

export interface DeliveryFilterState {
  readonly wanted: DeliveriesWanted;
  readonly isFiltered: boolean;
  readonly words: DeliveryFilterWords;
  readonly change: (changed: DeliveryFilterWords) => void;
}

function idIn(text: string | undefined): number | undefined {
  const id = Number(text);
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

/** A day and time as a field of the browser has it, in the viewer's zone → the moment; undefined for anything else. */
function momentIn(text: string | undefined): string | undefined {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

export function useDeliveryFilters(): DeliveryFilterState {
  const [words, change] = useFilters(names);
  const wanted: DeliveriesWanted = {
    search: words.search,
    integration: idIn(words.integration),
    repository: idIn(words.repository),
    matched: oneOf(['yes', 'no'] as const, words.matched),
    outcome: oneOf(deliveryOutcomes, words.outcome),
    event: words.event,
    since: momentIn(words.since),
    until: momentIn(words.until),
  };
  return { wanted, isFiltered: Object.values(wanted).some((each) => each !== undefined), words, change };
}
