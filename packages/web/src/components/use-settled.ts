/** A value that follows another one once that has stopped changing, so that not every key that is pressed asks the server. */

import { useEffect, useState } from 'react';

/** Milliseconds without a change. */
const calm = 250;

export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), calm);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
