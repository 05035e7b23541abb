/** The few doors of a process that only runs jobs: whether it lives, whether it can work, and what it counted. */

import { problemMediaType } from '@branchline/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { addHealthDoors, type HealthDoorsDeps } from './health-doors.ts';
import { addMetricsDoor, type MetricsDoorDeps } from './metrics-door.ts';
import { defect, problemOf } from './problems.ts';
import { addRequestLog, newRequestId, type RequestLogDeps } from './request-log.ts';

export type HealthServerDeps = HealthDoorsDeps & MetricsDoorDeps & RequestLogDeps;

/** A server that is ready to listen. */
export function createHealthServer(deps: HealthServerDeps): FastifyInstance {
  const server = Fastify({
    logger: false,
    genReqId: newRequestId,
    requestIdHeader: false,
    forceCloseConnections: true,
  });
  addRequestLog(server, deps);
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error) ?? defect;
    if (problem === defect) deps.log.error('a request met a defect', { requestId: request.id, error });
    return reply.code(problem.status).type(problemMediaType).send(problem);
  });
  addHealthDoors(server, deps);
  addMetricsDoor(server, deps);
  return server;
}
