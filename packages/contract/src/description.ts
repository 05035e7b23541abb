/** The description of the API itself, for programs that make clients of it. */

import { z } from 'zod';
import type { Route } from './route.ts';

export const descriptionRoutes = {
  /** OpenAPI 3.1. */
  showOpenApi: {
    access: 'open',
    status: 200,
    method: 'GET',
    path: '/api/v1/openapi.json',
    response: z.record(z.string(), z.unknown()),
  },
} as const satisfies Readonly<Record<string, Route>>;
