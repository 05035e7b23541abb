/** Cuts entities into requests that keep to Jira's limits. */

import type { JiraLimits } from './limits.ts';
import type { ShapedEntity } from './shape-entities.ts';

/** Room for the repository and the request around the entities: two texts, an address, five properties. */
export const envelopeBytes = 16_384;

/** In order, as few as the limits allow; an entity too large for any request gets one of its own. */
export function chunksOf(entities: readonly ShapedEntity[], limits: JiraLimits): readonly (readonly ShapedEntity[])[] {
  const chunks: ShapedEntity[][] = [];
  let chunk: ShapedEntity[] = [];
  let bytes = envelopeBytes;
  const countByKind = { commit: 0, branch: 0, 'pull-request': 0 };
  for (const entity of entities) {
    const full =
      countByKind[entity.kind] >= limits.perType ||
      chunk.length >= limits.entities ||
      bytes + entity.bytes + 1 > limits.bytes;
    if (full && chunk.length > 0) {
      chunks.push(chunk);
      chunk = [];
      bytes = envelopeBytes;
      countByKind.commit = 0;
      countByKind.branch = 0;
      countByKind['pull-request'] = 0;
    }
    chunk.push(entity);
    bytes += entity.bytes + 1;
    countByKind[entity.kind] += 1;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
