/** A value that must never be printed: a token, a password, a private key. */

const hidden = '[secret]';
// What Node.js asks an object for when it is logged; named here because the domain imports nothing.
const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A string that says `[secret]` wherever it would be printed, logged or serialised. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; call it only where the secret leaves the process. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect](): string {
    return hidden;
  }
}
