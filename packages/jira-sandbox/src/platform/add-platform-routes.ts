/** The platform API at each of its addresses: the site's own, Atlassian's gateway, and Jira Data Center's. */

import type { FastifyInstance } from 'fastify';
import { addAccountRoutes } from './account-routes.ts';
import { addIssueRoutes } from './issue-routes.ts';
import { addPermissionSearchRoutes } from './permission-search-routes.ts';
import { addPeopleRoutes } from './people-routes.ts';
import { addCommentRoutes } from './comment-routes.ts';
import { addEditRoutes } from './edit-routes.ts';
import { addPropertyRoutes } from './property-routes.ts';
import { addRemoteLinkRoutes } from './remote-link-routes.ts';
import { addSearchRoutes } from './search-routes.ts';
import { addTimeTrackingRoutes } from './time-tracking-routes.ts';
import { addTransitionRoutes } from './transition-routes.ts';
import { addWorkLogRoutes } from './work-log-routes.ts';
import type { PlatformDoor, PlatformTools } from './platform-tools.ts';
import { addProjectRoutes } from './project-routes.ts';

/** Adds every route three times. */
export function addPlatformRoutes(app: FastifyInstance, tools: PlatformTools): void {
  addDoor(app, { ...tools, api: '/rest/api/3', isDataCenter: false });
  addDoor(app, { ...tools, api: '/ex/jira/:cloudId/rest/api/3', isDataCenter: false });
  addDoor(app, { ...tools, api: '/rest/api/2', isDataCenter: true });
}

function addDoor(app: FastifyInstance, door: PlatformDoor): void {
  addAccountRoutes(app, door);
  addPeopleRoutes(app, door);
  addPermissionSearchRoutes(app, door);
  addProjectRoutes(app, door);
  addIssueRoutes(app, door);
  addCommentRoutes(app, door);
  addEditRoutes(app, door);
  addPropertyRoutes(app, door);
  addRemoteLinkRoutes(app, door);
  addSearchRoutes(app, door);
  addTimeTrackingRoutes(app, door);
  addTransitionRoutes(app, door);
  addWorkLogRoutes(app, door);
}
