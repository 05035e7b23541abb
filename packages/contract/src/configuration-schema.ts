/** The published JSON schema of configuration files, for editors and for checking files elsewhere. */

import { z } from 'zod';
import { ConfigurationFile } from './configuration.ts';

/** Made anew each time; JSON Schema draft 2020-12. */
export function configurationSchema(): Readonly<Record<string, unknown>> {
  const made = z.toJSONSchema(ConfigurationFile, { io: 'input', reused: 'inline' });
  const { $schema, ...rest } = made as Record<string, unknown>;
  return { $schema, title: 'Configuration of Branchline', ...rest };
}
