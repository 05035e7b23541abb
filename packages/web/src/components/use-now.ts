/** The present moment for relative times, renewed now and then so that "just now" does not stay. */

import { useEffect, useState } from 'react';

/** Milliseconds between two renewals. */
const renewal = 20_000;

export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), renewal);
    return () => clearInterval(timer);
  }, []);
  return now;
}
