/** Addresses about integrations: connecting, changing, letting go. */

import { newIntegrationRoutes } from './new-integration.tsx';

export const integrationRoutes = [...newIntegrationRoutes] as const;
