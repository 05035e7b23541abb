/** Everything that can go wrong between us and a service, ordered by tests. */

/** Which requests it befalls; undefined fields fit all. Requests of git are left alone unless the path names them. */
export interface FaultWish {
  readonly method?: string;
  /** Found anywhere in the path (without the stand-in's prefix); of several faults that fit, the newest one happens. */
  readonly path?: string | RegExp;
  /** So many fitting requests pass first: 1 makes the second page of a list fail. */
  readonly after?: number;
  /** How many requests it befalls; undefined: all that follow. */
  readonly times?: number;
  readonly fault: Fault;
}

export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly text?: string;
    }
  /** A page for people where JSON should be. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The real answer, of which the end is missing although the exchange ended well. */
  | { readonly kind: 'truncated' }
  /** The real answer, called something else than JSON. */
  | { readonly kind: 'content-type'; readonly type: string }
  /** The real answer, passed through this. */
  | { readonly kind: 'changed'; readonly change: (json: unknown) => unknown }
  /** No answer until `release`. */
  | { readonly kind: 'silent' }
  /** The connection is cut in the middle of the answer. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number };

export interface Faults {
  add(wish: FaultWish): void;
  /** Silent ones are answered now, and nothing goes wrong any more. */
  clear(): void;
}

interface Standing {
  readonly wish: FaultWish;
  toPass: number;
  left: number;
}

export interface FaultsInside extends Faults {
  /** The fault for this request, counted as used. */
  take(request: { readonly method: string; readonly path: string; readonly isGit: boolean }): Fault | undefined;
  /** Resolves when `clear` is called. */
  readonly cleared: () => Promise<void>;
}

export function createFaults(): FaultsInside {
  let standing: Standing[] = [];
  let release: () => void = () => undefined;
  let cleared = new Promise<void>((resolve) => (release = resolve));
  return {
    add(wish) {
      standing.unshift({ wish, toPass: wish.after ?? 0, left: wish.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      standing = [];
      release();
      cleared = new Promise<void>((resolve) => (release = resolve));
    },
    take(request) {
      const fitting = standing.filter((one) => one.left > 0 && fits(one.wish, request));
      for (const one of fitting) {
        if (one.toPass === 0) {
          one.left -= 1;
          return one.wish.fault;
        }
        one.toPass -= 1;
      }
      return undefined;
    },
    cleared: () => cleared,
  };
}

function fits(
  { method, path }: FaultWish,
  request: { readonly method: string; readonly path: string; readonly isGit: boolean },
): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path === undefined) return !request.isGit;
  return typeof path === 'string' ? request.path.includes(path) : path.test(request.path);
}
