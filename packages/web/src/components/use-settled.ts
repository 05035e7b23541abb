/** A value that follows another one once that has stopped changing, so that not every key that is pressed asks the server. */

import { useEffect, useState } from 'react';

/** @param calm milliseconds without a change */
export function useSettled<Value>(value: Value, calm = 250): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), calm);
    return () => clearTimeout(timer);
  }, [value, calm]);
  return settled;
}
