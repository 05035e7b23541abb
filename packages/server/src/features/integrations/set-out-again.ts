/** Lets another browser of ours set out on a way that was begun at a terminal. */

import type { SignIn } from '../../ports/store/sign-ins.ts';
import { digestOfText, type BrowserSignInDeps } from './browser-sign-in.ts';

/** The way, bound to this browser from now on; undefined when it is over or was used. */
export async function setOutAgain(
  { store, clock, randomToken }: BrowserSignInDeps,
  id: string,
  known: string | undefined,
): Promise<{ readonly signIn: SignIn; readonly browser: string } | undefined> {
  const browser = known ?? randomToken();
  const signIn = await store.signIns.bindBrowser(id, digestOfText(browser), clock.now());
  return signIn?.sealedVerifier === undefined ? undefined : { signIn, browser };
}
