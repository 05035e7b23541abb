/** Tells other windows of this browser that a way to a connection has ended, so that they look at once. */

const storedUnder = 'branchline-own-sign-in-ended';

/** Every other window of ours hears it; nothing that counts is told, so that hearing it wrongly does no harm. */
export function tellSignInEnded(id: string): void {
  try {
    localStorage.setItem(storedUnder, id);
    localStorage.removeItem(storedUnder);
  } catch {
    // A browser that keeps nothing: the others find out at their next look.
  }
}

/** @returns what stops listening */
export function hearSignInEnded(id: string, listener: () => void): () => void {
  function hear({ key, newValue }: StorageEvent): void {
    if (key === storedUnder && newValue === id) listener();
  }
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}
