/** Which repository the address is about. */

import { useParams } from '@tanstack/react-router';

/** 0, which no repository has, where the address names none. */
export function useRepositoryId(): number {
  const { id } = useParams({ strict: false });
  const number = Number(id);
  return Number.isInteger(number) && number > 0 ? number : 0;
}
