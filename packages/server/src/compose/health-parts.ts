/** What checking the installation needs besides what everybody has. */

import { join } from 'node:path';
import { createPublicAddress } from '../adapters/http-client/public-address.ts';
import { createMachine } from '../adapters/machine/machine.ts';
import { checkSmtp } from '../adapters/mail/smtp-mail.ts';
import type { Config } from '../config.ts';
import type { CheckInstallationDeps } from '../features/operations/check-installation.ts';
import { programVersion } from './program-version.ts';
import { sealedPlaces } from './sealed-places.ts';
import { within } from './within.ts';

export type HealthParts = Pick<
  CheckInstallationDeps,
  'machine' | 'publicAddress' | 'checkMail' | 'sealedPlaces' | 'databaseKind' | 'isServing' | 'within'
>;

/** For each check: people wait for the report. */
const patienceMilliseconds = 10_000;
/** A page does not wait for a mail server that is slow to say no. */
const mailMilliseconds = 8000;

export function healthParts(config: Config, isServing = true): HealthParts {
  const { gitProgram, path, dataFolder, keys, mail, databaseUrl, publicUrl } = config;
  const keyFile = keys === undefined ? join(dataFolder, 'keys') : undefined;
  return {
    machine: createMachine({ gitProgram, path, dataFolder, keyFile, version: programVersion() }),
    publicAddress: createPublicAddress(publicUrl),
    checkMail: mail && (() => checkSmtp({ ...mail, timeLimit: mailMilliseconds })),
    sealedPlaces,
    databaseKind: databaseUrl === undefined ? 'embedded' : 'own',
    isServing,
    within: within(patienceMilliseconds),
  };
}
