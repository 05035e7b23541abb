import { Secret, plainNetwork } from '@branchline/domain';
import { expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { giteaSuite } from '../../../test-support/stand-in/gitea/suite-facts.ts';

function emailsBy({ standIn, connector, settings, ada }: Scene, scopes: readonly string[]) {
  const value = `marked-emails-${scopes.join()}`;
  standIn.addToken(ada, { value, scopes: [...scopes], kind: 'personal' });
  const credential = { kind: 'token', token: new Secret(value) } as const;
  const network = plainNetwork;
  const connection = connector.connect({ settings, credential, network, budget: 'test', for: 'person' });
  return connection.verifiedEmails?.();
}

it(
  'those that the service verified are told, and none when the token may not ask',
  inScene(giteaSuite, async (scene) => {
    expect(await emailsBy(scene, ['read:user'])).toEqual([scene.ada.email]);
    expect(await emailsBy(scene, ['read:repository'])).toEqual([]);
  }),
);
