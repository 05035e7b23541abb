/** What somebody may have pasted: something that is indexed, a text, the name of a branch. */

export interface MayBe {
  /** To be looked up; undefined for what cannot be a name. */
  readonly name: string | undefined;
  /** How it is read by itself. */
  readonly fields: readonly ('text' | 'branch-name')[];
}

/** As long as the server takes one. */
const longestName = 2000;

/** A name has no spaces; a hash or an address is nothing to be read. */
export function whatItMayBe(pasted: string): MayBe {
  const text = pasted.trim();
  const isName = text !== '' && !/\s/u.test(text) && text.length <= longestName;
  if (!isName) return { name: undefined, fields: ['text'] };
  const isHash = /^[0-9a-f]{7,64}$/iu.test(text);
  const isAddress = /^https?:\/\//iu.test(text);
  return { name: text, fields: isHash || isAddress ? [] : ['branch-name', 'text'] };
}
