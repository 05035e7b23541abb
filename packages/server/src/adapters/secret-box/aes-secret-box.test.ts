/** Sealing, moving, tampering and rotating. */

import { randomBytes } from 'node:crypto';
import { Secret } from '@branchline/domain';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SealedSecret } from '../../ports/secret-box.ts';
import { createSecretBox } from './aes-secret-box.ts';

const old = { id: 'old', key: randomBytes(32) };
const fresh = { id: 'fresh', key: randomBytes(32) };
const place = 'integration/12/credential';

describe('a secret box', () => {
  it('opens what it sealed, whatever the text and place', () => {
    const box = createSecretBox([fresh]);
    const text = string({ unit: 'binary' }).map((each) => each.toWellFormed());
    const opensAgain = property(text, string(), (secret, where) => {
      expect(box.open(box.seal(new Secret(secret), where), where).reveal()).toBe(secret);
    });
    assert(opensAgain);
  });

  it('never seals the same way twice and never shows the secret', () => {
    const box = createSecretBox([fresh]);
    const [first, second] = [box.seal(new Secret('hunter2'), place), box.seal(new Secret('hunter2'), place)];
    expect(first).not.toBe(second);
    expect(first).not.toContain('hunter2');
    expect(first).toMatch(/^[\w.-]+$/);
  });

  it('refuses a value that was moved to another place', () => {
    const box = createSecretBox([fresh]);
    const sealed = box.seal(new Secret('hunter2'), place);
    expect(() => box.open(sealed, 'integration/13/credential')).toThrow('belongs to another place');
  });

  it('refuses a value of which any character was changed', () => {
    const box = createSecretBox([fresh]);
    const sealed = box.seal(new Secret('hunter2'), place);
    for (let at = 0; at < sealed.length; at += 1) {
      // The last character of base64 carries unused bits, so it is replaced by one that differs in the used ones.
      const other = sealed[at] === 'w' ? 'A' : 'w';
      const changed = (sealed.slice(0, at) + other + sealed.slice(at + 1)) as SealedSecret;
      expect(() => box.open(changed, place), `character ${at}`).toThrow('The secret of integration/12/credential');
    }
    expect(() => box.open(sealed.slice(0, -8) as SealedSecret, place)).toThrow('was changed');
    expect(() => box.open('' as SealedSecret, place)).toThrow('not sealed in a way');
  });

  it('opens with older keys and seals with the newest', () => {
    const sealed = createSecretBox([old]).seal(new Secret('hunter2'), place);
    const rotated = createSecretBox([fresh, old]).reseal(sealed, place);
    expect(createSecretBox([fresh]).open(rotated, place).reveal()).toBe('hunter2');
    expect(() => createSecretBox([fresh]).open(sealed, place)).toThrow('the key "old", which is not on the key ring');
  });

  it('is not fooled by a different key of the same name', () => {
    const sealed = createSecretBox([old]).seal(new Secret('hunter2'), place);
    const impostor = createSecretBox([{ id: 'old', key: randomBytes(32) }]);
    expect(() => impostor.open(sealed, place)).toThrow('was changed');
  });
});
