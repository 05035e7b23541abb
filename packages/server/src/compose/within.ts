/** Gives up waiting after a while. */

/** @throws Error in words when the work takes longer; it goes on all the same, and nobody listens */
export function within(milliseconds: number): <T>(work: Promise<T>) => Promise<T> {
  return async (work) => {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`There was no answer within ${milliseconds / 1000} seconds.`));
    }, milliseconds);
    try {
      return await Promise.race([work, late.promise]);
    } finally {
      clearTimeout(timer);
      late.promise.catch(() => undefined);
    }
  };
}
