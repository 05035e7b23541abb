/** Secrets of a document: where they could be taken from, and whether those that came are others than those there are. */

import type { SecretReference, SecretWish } from '@branchline/contract';
import { Failure, type Secret } from '@branchline/domain';

/** A reference for a document that is exported: a variable named after the thing, such as `ACME_GITLAB_TOKEN`. */
export function referenceFor(...words: readonly string[]): SecretReference {
  const name = words
    .join('_')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 150);
  return { fromEnvironment: /^[0-9]/.test(name) || name === '' ? `SECRET_${name}` : name };
}

/** The secret itself; undefined where only its place came. */
export function secretIn(wish: SecretWish | undefined): Secret | undefined {
  return wish !== undefined && 'value' in wish ? wish.value : undefined;
}

/** Whether a secret came, and is another than the one there is. */
export function isAnother(wish: SecretWish | undefined, kept: Secret | undefined): boolean {
  const wanted = secretIn(wish);
  return wanted !== undefined && wanted.reveal() !== kept?.reveal();
}

/** For a thing that cannot be made without its secret. */
export function secretMissing(what: string, wish: SecretWish | undefined): string {
  const place =
    wish === undefined
      ? ''
      : 'fromFile' in wish
        ? ` (${wish.fromFile})`
        : 'fromEnvironment' in wish
          ? ` (${wish.fromEnvironment})`
          : '';
  return `Its ${what} is needed${place}: apply the document where the reference can be followed, with the command line.`;
}

/** @throws Failure `rejected` where only its place came: a problem says so before anything is done */
export function neededSecret(what: string, wish: SecretWish | undefined): Secret {
  const secret = secretIn(wish);
  if (secret === undefined) throw new Failure('rejected', 'git-service', secretMissing(what, wish));
  return secret;
}
