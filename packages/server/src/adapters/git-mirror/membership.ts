/** Walks history once and tells of every commit which of many marked tips contain it, holding only the frontier. */

/** A set of tips by its number; sets that are equal have the same number. */
export type SetId = number;

/** Sets of small numbers, each kept once, with remembered unions. */
export class TipSets {
  readonly #words: number;
  readonly #sets: Uint32Array[] = [];
  readonly #idByContent = new Map<string, SetId>();
  #unions = new Map<number, SetId>();

  /** @param size how many tips there are; their numbers are below it */
  constructor(size: number) {
    this.#words = Math.ceil(size / 32);
    this.#idOf(new Uint32Array(this.#words));
  }

  /** The set without tips. */
  readonly empty: SetId = 0;

  get count(): number {
    return this.#sets.length;
  }

  with(set: SetId, tips: readonly number[]): SetId {
    const bits = Uint32Array.from(this.#bits(set));
    for (const tip of tips) bits[tip >>> 5] = (bits[tip >>> 5] ?? 0) | (1 << (tip & 31));
    return this.#idOf(bits);
  }

  union(a: SetId, b: SetId): SetId {
    if (a === b || b === this.empty) return a;
    if (a === this.empty) return b;
    const key = a < b ? a * pairFactor + b : b * pairFactor + a;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const other = this.#bits(b);
    const union = this.#idOf(this.#bits(a).map((word, index) => word | (other[index] ?? 0)));
    if (this.#unions.size >= rememberedUnions) this.#unions = new Map();
    this.#unions.set(key, union);
    return union;
  }

  /** The numbers of the tips in a set, the lowest first. */
  tipsOf(set: SetId): readonly number[] {
    const tips: number[] = [];
    this.#bits(set).forEach((word, index) => {
      for (let bit = 0; bit < 32; bit += 1) if ((word & (1 << bit)) !== 0) tips.push(index * 32 + bit);
    });
    return tips;
  }

  #bits(set: SetId): Uint32Array {
    return this.#sets[set] ?? new Uint32Array(this.#words);
  }

  #idOf(bits: Uint32Array): SetId {
    const content = Buffer.from(bits.buffer).toString('latin1');
    const known = this.#idByContent.get(content);
    if (known !== undefined) return known;
    const id = this.#sets.length;
    this.#sets.push(bits);
    this.#idByContent.set(content, id);
    return id;
  }
}

/** Above any number of sets that fits in memory, and small enough for exact products. */
const pairFactor = 2 ** 26;
const rememberedUnions = 100_000;

/**
 * @param blocks lines of `git rev-list --topo-order --parents`: a commit and its parents, children before parents
 * @param tipsAt numbers of the tips that point at a commit
 * @param visit is told each commit and the set of the tips that contain it
 */
export async function walkMembership(
  blocks: AsyncIterable<readonly string[]>,
  sets: TipSets,
  tipsAt: ReadonlyMap<string, readonly number[]>,
  visit: (hash: string, set: SetId) => void,
): Promise<void> {
  const frontier = new Map<string, SetId>();
  for await (const lines of blocks) {
    for (const line of lines) {
      const [hash = '', ...parents] = line.split(' ');
      const tips = tipsAt.get(hash);
      const inherited = frontier.get(hash) ?? sets.empty;
      const set = tips === undefined ? inherited : sets.with(inherited, tips);
      frontier.delete(hash);
      visit(hash, set);
      for (const parent of parents) frontier.set(parent, sets.union(frontier.get(parent) ?? sets.empty, set));
    }
  }
}
