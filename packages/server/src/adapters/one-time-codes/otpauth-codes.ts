/** One-time codes with the library `otpauth`, as every app makes them: SHA-1, six digits, thirty seconds. */

import { Secret } from '@branchline/domain';
import { Secret as SharedSecret, TOTP } from 'otpauth';
import type { OneTimeCodes } from '../../ports/one-time-codes.ts';

const issuer = 'Branchline';
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 asks for 128 bits at least and recommends 160. */
const secretBytes = 20;

export function otpauthCodes(): OneTimeCodes {
  return {
    make(login) {
      const secret = new SharedSecret({ size: secretBytes });
      const code = new TOTP({ ...form, issuer, label: login, secret });
      return { secret: new Secret(secret.base32), address: new Secret(code.toString()) };
    },
    stepOf(text, secret, now) {
      const token = text.replaceAll(/\s/g, '');
      if (!/^\d{6}$/.test(token)) return undefined;
      const code = new TOTP({ ...form, issuer, secret: SharedSecret.fromBase32(secret.reveal()) });
      const timestamp = now.getTime();
      const delta = code.validate({ token, timestamp, window: 1 });
      return delta === null ? undefined : Math.floor(timestamp / (form.period * 1000)) + delta;
    },
  };
}
