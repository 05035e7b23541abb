/** How often pages look again by themselves: often, unless the server tells them what changed. */

let isLive = false;

/** Milliseconds between two looks while something moves, and while nothing does. */
export const pace = {
  get moving(): number {
    return isLive ? 10_000 : 1000;
  },
  get still(): number {
    return isLive ? 120_000 : 15_000;
  },
} as const;

/** Whether the server tells this page what changed. */
export function setLive(live: boolean): void {
  isLive = live;
}
