/** What judges values by schemas, with the formats that services name in theirs. */

import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';

/** @param coerceTypes for parameters, which come as text */
export function schemaJudge(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes, logger: false });
  // ajv-formats is CommonJS: the function itself is what Node.js hands over.
  (ajvFormats as unknown as (ajv: Ajv) => void)(ajv);
  // The common "url" format refuses private hosts, where self-hosted services live.
  ajv.addFormat('url', (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));
  return ajv;
}
