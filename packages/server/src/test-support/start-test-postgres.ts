/** Vitest's global set-up: nothing to start yet. */
export function setup(): void {}
