/** How often pages look again. */

/** Milliseconds between two looks while something moves, and while nothing does. */
export const pace = { moving: 1000, still: 15_000 } as const;
