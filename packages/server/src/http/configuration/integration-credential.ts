/** Credentials of integrations between a document and what is kept. */

import type { Configuration } from '@branchline/contract';
import { Failure, type Secret } from '@branchline/domain';
import type { StoredCredential } from '../../features/integrations/stored-credential.ts';
import type { Asked } from './asker.ts';
import type { Named } from './place.ts';
import { isAnother, neededSecret, secretIn, secretMissing } from './secrets.ts';

export type WantedCredential = NonNullable<NonNullable<Configuration['integrations']>[number]['credential']>;

/** Of a credential what is no secret. */
export function openPartOf(credential: WantedCredential): object {
  if (credential.kind === 'user-and-password') return { kind: credential.kind, user: credential.user };
  return credential.kind === 'app' ? credential : { kind: credential.kind };
}

/** Paths of secrets that came and are others than those kept. */
export function newSecretsOf(wanted: WantedCredential, kept: StoredCredential): readonly string[] {
  const keptSecret = (name: string): Secret | undefined =>
    (kept as unknown as Readonly<Record<string, Secret | undefined>>)[name];
  const named = Object.entries(wanted).filter(([name]) => secretNames.has(name));
  return named
    .filter(([name, wish]) => isAnother(wish as Parameters<typeof isAnother>[0], keptSecret(name)))
    .map(([name]) => `credential.${name}`);
}

const secretNames = new Set(['token', 'password', 'privateKey', 'passphrase']);

function isSameUser(kept: { readonly user: string }, wanted: WantedCredential): boolean {
  return wanted.kind === 'user-and-password' && wanted.user === kept.user;
}

/** Why it cannot be used as it is; undefined: it can. @param kept undefined for a new integration */
export function credentialProblem(
  named: Named,
  credential: WantedCredential,
  kept: StoredCredential | undefined,
): string | undefined {
  if (credential.kind === 'app' && !named.apps.some(({ name }) => name === credential.app)) {
    return `There is no app "${credential.app}". Make it on the page "Connect", which the Git service asks for.`;
  }
  const isKept = kept?.kind === credential.kind && (kept.kind !== 'user-and-password' || isSameUser(kept, credential));
  if (credential.kind === 'oauth') {
    return isKept ? undefined : 'Somebody has to sign in for it: connect it on the page "Connect".';
  }
  const missing = Object.entries(credential).find(
    ([name, wish]) => secretNames.has(name) && secretIn(wish as Parameters<typeof secretIn>[0]) === undefined,
  );
  if (missing === undefined || isKept) return undefined;
  return secretMissing(missing[0], missing[1] as Parameters<typeof secretMissing>[1]);
}

/** As the API takes it; call it where there is no problem. */
export function credentialFrom(
  named: Named,
  wanted: WantedCredential,
): NonNullable<Asked<'editIntegration'>['body']['credential']> {
  switch (wanted.kind) {
    case 'user-and-password':
      return { kind: wanted.kind, user: wanted.user, password: neededSecret('password', wanted.password) };
    case 'ssh-key':
      return {
        kind: wanted.kind,
        privateKey: neededSecret('private key', wanted.privateKey),
        passphrase: secretIn(wanted.passphrase),
      };
    case 'token':
      return { kind: wanted.kind, token: neededSecret('token', wanted.token) };
    case 'app': {
      const app = named.apps.find(({ name }) => name === wanted.app);
      if (app === undefined) throw new Failure('rejected', 'git-service', `There is no app "${wanted.app}".`);
      return { kind: wanted.kind, app: app.id, installationId: wanted.installationId };
    }
    case 'none':
    case 'oauth':
      return { kind: 'none' as const };
  }
}
