/** What people's own ways through a browser ask for: what came is kept as at the doors. */

import type { BrowserSignInDeps } from '../features/integrations/browser-sign-in.ts';
import type { OwnSignInDeps } from '../features/integrations/own-sign-in.ts';
import { keepOwnBy } from '../http/keep-own.ts';

export function ownSignInDeps(deps: BrowserSignInDeps): OwnSignInDeps {
  return { ...deps, keepOwn: keepOwnBy(deps) };
}
