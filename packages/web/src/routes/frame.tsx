/** The roots of the address tree: pages inside the frame, and pages on their own. */

import { Outlet, createRootRoute, createRoute } from '@tanstack/react-router';
import { Layout } from '../components/layout.tsx';
import { RoleGate } from '../components/role-gate.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';

export const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <Layout>
      <NotFoundPage />
    </Layout>
  ),
});

export const framed = createRoute({
  getParentRoute: () => root,
  id: 'framed',
  component: () => (
    <Layout>
      <RoleGate>
        <Outlet />
      </RoleGate>
    </Layout>
  ),
});

/** Put into a route: its page is shown inside the frame. */
export const inFrame = { getParentRoute: () => framed } as const;

/** Put into a route: its page stands alone. */
export const alone = { getParentRoute: () => root } as const;
