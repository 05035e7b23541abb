/** Counts in this process and figures from the database, as a page that Prometheus reads. */

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Counts, Metrics } from '../../ports/metrics.ts';
import type { FigureTable } from '../../ports/store/figures.ts';
import type { NamedRateBudget, RateBudgetTable } from '../../ports/store/rate-budgets.ts';

export interface PrometheusMetricsOptions {
  readonly figures: FigureTable;
  readonly rateBudgets: RateBudgetTable;
  /** Of Branchline. */
  readonly version: string;
}

/** Seconds: from what an indexed question takes to where people leave. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
/** Seconds: from a small look to a first index of a long history. */
const jobBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800];

/** A registry of its own: nothing that other code may register gets onto the page. */
export function createPrometheusMetrics(options: PrometheusMetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'branchline_' });
  const counts = countersIn(registry);
  const figures = gaugesIn(registry, options);
  return {
    ...counts,
    mediaType: registry.contentType,
    async page() {
      await figures();
      return registry.metrics();
    },
  };
}

function requestCounters(registry: Registry): Pick<Counts, 'requestAnswered'> {
  const duration = new Histogram({
    name: 'branchline_http_request_duration_seconds',
    help: 'Requests answered by this process, by route pattern, method and status',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: requestBuckets,
    registers: [registry],
  });
  return {
    requestAnswered: ({ route, method, status, seconds }) =>
      duration.observe({ route, method, status: String(status) }, seconds),
  };
}

function jobCounters(registry: Registry): Pick<Counts, 'jobStarted' | 'jobEnded'> {
  const started = new Counter({
    name: 'branchline_jobs_started_total',
    help: 'Tries of jobs begun by this process, by job',
    labelNames: ['job'] as const,
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'branchline_job_duration_seconds',
    help: 'Tries of jobs ended in this process, by job and how they ended: done, or failed and perhaps tried again',
    labelNames: ['job', 'ending'] as const,
    buckets: jobBuckets,
    registers: [registry],
  });
  return {
    jobStarted: (job) => started.inc({ job }),
    jobEnded: (job, ending, seconds) => duration.observe({ job, ending }, seconds),
  };
}

function webhookCounters(registry: Registry): Pick<Counts, 'webhookReceived'> {
  const received = new Counter({
    name: 'branchline_webhooks_total',
    help: 'Webhooks at the door of this process: stored, known before, refused as not genuine, or failed to be stored',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  for (const outcome of ['stored', 'known', 'refused', 'failed']) received.inc({ outcome }, 0);
  return { webhookReceived: (outcome) => received.inc({ outcome }) };
}

function countersIn(registry: Registry): Counts {
  const walked = new Counter({
    name: 'branchline_commits_walked_total',
    help: 'Commits read from mirrors by this process, with or without an issue key; its rate is the speed of indexing',
    registers: [registry],
  });
  const sent = new Counter({
    name: 'branchline_jira_entities_total',
    help: 'Commits, branches and pull requests sent to Jira by this process, by what Jira did with them',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  const failed = new Counter({
    name: 'branchline_jira_sending_failures_total',
    help: 'Sendings to Jira by this process that failed as a whole, by the kind of failure',
    labelNames: ['kind'] as const,
    registers: [registry],
  });
  // Rates need a beginning: a count that appears with its first refusal hides that refusal.
  for (const outcome of ['accepted', 'refused', 'unknown-keys']) sent.inc({ outcome }, 0);
  return {
    ...requestCounters(registry),
    ...jobCounters(registry),
    ...webhookCounters(registry),
    commitsWalked: (count) => walked.inc(count),
    entitiesSent: (outcome, count) => sent.inc({ outcome }, count),
    sendingFailed: (kind) => failed.inc({ kind }),
  };
}

interface Gauges {
  readonly set: (name: string, help: string, value: number) => void;
  readonly fill: (name: string, help: string, labels: readonly string[], rows: readonly GaugeRow[]) => void;
}
type GaugeRow = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Gauges are made with their first values; rows that are gone are gone from the page. */
function gaugesOn(registry: Registry): Gauges {
  const made = new Map<string, Gauge>();
  function gauge(name: string, help: string, labelNames: readonly string[]): Gauge {
    const found = made.get(name) ?? new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
    made.set(name, found);
    return found;
  }
  return {
    set: (name, help, value) => gauge(name, help, []).set(value),
    fill(name, help, labels, rows) {
      const filled = gauge(name, help, labels);
      filled.reset();
      for (const [row, value] of rows) filled.set(row, value);
    },
  };
}

function gaugesIn(registry: Registry, { figures, rateBudgets, version }: PrometheusMetricsOptions) {
  const gauges = gaugesOn(registry);
  gauges.fill('branchline_version', 'Always 1; the label says which version runs', ['version'], [[{ version }, 1]]);
  return async (): Promise<void> => {
    const [queue, repositories, database, budgets] = await Promise.all([
      figures.queue(),
      figures.repositories(),
      figures.database(),
      rateBudgets.list(),
    ]);
    const jobs = queue.jobs.map(({ name, state, count }): GaugeRow => [{ job: name, state }, count]);
    gauges.fill('branchline_jobs', 'Jobs in the queue, by job and state', ['job', 'state'], jobs);
    const { oldestReadyAt } = queue;
    const wait = oldestReadyAt === undefined ? 0 : (database.now.getTime() - oldestReadyAt.getTime()) / 1000;
    gauges.set('branchline_queue_wait_seconds', 'How long the job that might start now has waited longest', wait);
    gauges.set('branchline_workers', 'Processes that run jobs on this database', queue.workers);
    const states = Object.entries(repositories).map(([state, count]): GaugeRow => [{ state }, count]);
    gauges.fill('branchline_repositories', 'Repositories by state', ['state'], states);
    gauges.set('branchline_database_bytes', 'Size of the database', database.bytes);
    const { connections, connectionLimit } = database;
    gauges.set('branchline_database_connections', 'Connections to the database server, of all programs', connections);
    gauges.set('branchline_database_connections_limit', 'Most connections the server takes', connectionLimit);
    const pool = Object.entries(figures.pool()).map(([state, count]): GaugeRow => [{ state }, count]);
    gauges.fill('branchline_database_pool', 'Connections of this process, and statements waiting', ['state'], pool);
    fillBudgets(gauges, budgets, database.now);
  };
}

/** Of integrations only: people are many, and what they do is nobody's graph. */
function fillBudgets({ fill }: Gauges, budgets: readonly NamedRateBudget[], now: Date): void {
  const counts = budgets
    .filter(({ name }) => name.startsWith('integration/'))
    .flatMap((budget) => budget.counts.map((count) => ({ ...count, credential: budget.name })))
    .filter(({ resetsAt }) => resetsAt > now);
  const labels = ['credential', 'resource'];
  const left = counts.map(({ credential, resource, remaining }): GaugeRow => [{ credential, resource }, remaining]);
  fill('branchline_rate_budget_remaining', 'Requests a Git service still allows, by credential', labels, left);
  const limits = counts.map(({ credential, resource, limit }): GaugeRow => [{ credential, resource }, limit]);
  fill('branchline_rate_budget_limit', 'Requests a Git service allows in a window, by credential', labels, limits);
}
