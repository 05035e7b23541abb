import { Secret } from '@branchline/domain';
import { expect, it } from 'vitest';
import { argon2Passwords } from './argon2-passwords.ts';

const passwords = argon2Passwords();

it('are kept by Argon2id with a salt of their own, and known again', async () => {
  const password = new Secret('correct horse battery');
  const [one, other] = [await passwords.hash(password), await passwords.hash(password)];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(other).not.toBe(one);
  expect(await passwords.verify(password, one)).toBe(true);
  expect(await passwords.verify(new Secret('correct horse batterx'), one)).toBe(false);
});

it('are the same however their letters are put together', async () => {
  const hash = await passwords.hash(new Secret('caf\u00e9 au lait'));
  expect(await passwords.verify(new Secret('cafe\u0301 au lait'), hash)).toBe(true);
});

it('cost the same where there is nothing to compare, even for none', async () => {
  await expect(passwords.pretend(new Secret(''))).resolves.toBeUndefined();
  await expect(passwords.pretend(new Secret('anything'))).resolves.toBeUndefined();
});
