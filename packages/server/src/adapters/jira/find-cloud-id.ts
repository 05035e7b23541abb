/** Finds a Jira site's cloud id from its address, which needs no credential. */

import { z } from 'zod';
import type { HttpClient } from '../http-client/http-client.ts';

/** The one field we use of what `_edge/tenant_info` answers. */
const TenantInfo = z.object({ cloudId: z.string().min(1) });

/** @throws Failure when there is no Jira Cloud site at this address, or it cannot be reached */
export async function findCloudId(http: HttpClient, siteUrl: string): Promise<string> {
  const url = `${siteUrl}/_edge/tenant_info`;
  const { cloudId } = await http.ask({ method: 'GET', url, repeatable: true, answer: TenantInfo });
  return cloudId;
}
