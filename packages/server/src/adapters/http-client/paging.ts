/** Finds the next page where a service names it in a Link header (RFC 8288). */

import { Failure } from '@branchline/domain';
import { pathBehind } from './path-below.ts';
import type { AnswerHeaders } from './retry-after.ts';

/**
 * Path and query of `rel="next"` below `baseUrl`, to be asked as it is or put behind `baseUrl`; undefined on the last
 * page. @throws Failure `invalid-response` when it leads away from `baseUrl`, where our credential may not go
 */
export function nextFromLink(headers: AnswerHeaders, baseUrl: string): string | undefined {
  const target = targetOf([headers['link'] ?? []].flat().join(', '), 'next');
  if (target === undefined) return undefined;
  const next = URL.parse(target, baseUrl);
  const below = pathBehind(next, baseUrl);
  if (below === undefined) {
    const place = next === null ? 'no address' : `${next.origin}${next.pathname}`;
    const message = `The next page of a list is said to be at ${place}, which is not below ${baseUrl}.`;
    const remedy = 'Enter the address by which the service knows itself, or correct it in the service.';
    throw new Failure('invalid-response', 'git-service', `${message} ${remedy}`);
  }
  return below;
}

function targetOf(header: string, relation: string): string | undefined {
  const links = header.matchAll(/<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)/g);
  for (const [, target = '', parameters = ''] of links) {
    const named = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/i.exec(parameters);
    const relations = (named?.[1] ?? named?.[2] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation)) return target;
  }
  return undefined;
}
