/** Codes that somebody reads in one window and types into another, each good for minutes only. */

/** Five bits each, none mistaken for another. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ123456789';
/** 60 bits, which nobody guesses in minutes. */
export const typedCodeLength = 12;

/** `ABCD-EFGH-JKMN`. @param bytes random ones, at least `typedCodeLength` of them */
export function typedCodeFrom(bytes: Iterable<number>): string {
  const text = [...bytes].slice(0, typedCodeLength).map((byte) => alphabet[byte % alphabet.length]);
  return text.join('').match(/.{4}/g)?.join('-') ?? '';
}

/** What counts of a code that was typed: in any case, with or without dashes and blanks. */
export function plainTypedCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
