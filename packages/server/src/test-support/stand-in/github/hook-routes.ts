/** GitHub's API for webhooks of repositories and organisations, and for their deliveries. */

import type { StandInAnswer, StandInCall } from '../family.ts';
import type { StandInDelivery, StandInHook, StandInOwner } from '../state.ts';
import { hasScopes, invalid, isAnswer, refusal } from './access.ts';
import { momentEntry, type Json, type Place } from './entries.ts';
import { bodyOf, listAnswer, textsIn, type Routes } from './routes.ts';

const needs = { permission: 'repository_hooks=write', access: 'admin' } as const;

interface HookPlace {
  readonly hooks: StandInHook[];
  /** Its path below the API's. */
  readonly path: string;
  readonly level: 'Repository' | 'Organization';
}

type HookHandler = (call: StandInCall, at: HookPlace, place: Place) => StandInAnswer | Promise<StandInAnswer>;

export function addHookRoutes({ on, onRepository }: Routes): void {
  const onHooks = (method: string, rest: string, handler: HookHandler): void => {
    onRepository(method, `/hooks${rest}`, needs, (call, repository, place) =>
      handler(
        call,
        { hooks: repository.hooks, path: `/repos/${repository.owner.path}/${repository.name}`, level: 'Repository' },
        place,
      ),
    );
    on(method, `/orgs/:org/hooks${rest}`, (call, place) => {
      const owner = ownerFor(call);
      if (isAnswer(owner)) return owner;
      return handler(call, { hooks: owner.hooks, path: `/orgs/${owner.path}`, level: 'Organization' }, place);
    });
  };
  onHooks('GET', '', (call, at, place) => listAnswer(call, at.hooks, (hook) => hookEntry(place, at, hook)));
  onHooks('POST', '', makeHook);
  onHooks('PATCH', '/:hook', changeHook);
  onHooks('DELETE', '/:hook', (call, { hooks }) => {
    const hook = hookIn(call, hooks);
    if (hook === undefined) return refusal(404, 'Not Found');
    hooks.splice(hooks.indexOf(hook), 1);
    return { status: 204, text: '' };
  });
  onHooks('GET', '/:hook/deliveries', (call, { hooks }) => deliveriesAnswer(call, hookIn(call, hooks)));
  onHooks('POST', '/:hook/deliveries/:delivery/attempts', (call, { hooks }) => resend(call, hookIn(call, hooks)));
}

function hookIn({ variables }: StandInCall, hooks: readonly StandInHook[]): StandInHook | undefined {
  return hooks.find(({ id }) => String(id) === variables['hook']);
}

/** Only owners see an organisation's webhooks; here everybody is one whose token may. */
function ownerFor({ state, variables, token }: StandInCall): StandInOwner | StandInAnswer {
  const owner = state.owners.find(({ path, kind }) => path === variables['org'] && kind === 'organization');
  if (owner === undefined || token === undefined) return refusal(404, 'Not Found');
  if (token.scopes.includes(hasScopes(token) ? 'admin:org_hook' : 'organization_hooks:write')) return owner;
  return { ...refusal(404, 'Not Found'), headers: { 'x-accepted-oauth-scopes': 'admin:org_hook' } };
}

function makeHook(call: StandInCall, at: HookPlace, place: Place): StandInAnswer {
  const { events, config, name } = bodyOf(call);
  const { url, secret } = (config ?? {}) as Json;
  if (name !== 'web' || typeof url !== 'string')
    return invalid([{ resource: 'Hook', field: 'config', code: 'invalid' }]);
  if (at.hooks.some((hook) => hook.url === url)) {
    const message = 'Hook already exists on this repository';
    return invalid([{ resource: 'Hook', code: 'custom', message }]);
  }
  const made = call.standIn.addHook(at, {
    url,
    secret: typeof secret === 'string' ? secret : '',
    events: textsIn(events),
  });
  return { status: 201, json: hookEntry(place, at, made) };
}

function changeHook(call: StandInCall, at: HookPlace, place: Place): StandInAnswer {
  const hook = hookIn(call, at.hooks);
  if (hook === undefined) return refusal(404, 'Not Found');
  const { events, config, active } = bodyOf(call);
  const { url, secret } = (config ?? {}) as Json;
  hook.url = typeof url === 'string' ? url : hook.url;
  hook.secret = typeof secret === 'string' ? secret : hook.secret;
  hook.events = events === undefined ? hook.events : [...textsIn(events)];
  hook.isActive = typeof active === 'boolean' ? active : hook.isActive;
  hook.updatedAt = call.state.clock.now();
  return { status: 200, json: hookEntry(place, at, hook) };
}

function hookEntry({ api }: Place, { path, level }: HookPlace, hook: StandInHook): Json {
  const own = `${api}${path}/hooks/${hook.id}`;
  const entry = {
    id: hook.id,
    url: own,
    ping_url: `${own}/pings`,
    deliveries_url: `${own}/deliveries`,
    name: 'web',
    type: level,
    active: hook.isActive,
    events: hook.events,
    config: configEntry(hook),
    created_at: momentEntry(hook.createdAt),
    updated_at: momentEntry(hook.updatedAt),
  };
  // Only those of repositories say how they fare.
  return level === 'Organization' ? entry : { ...entry, test_url: `${own}/tests`, last_response: lastResponse(hook) };
}

export function configEntry({ url }: StandInHook): Json {
  return { url, content_type: 'json', insecure_ssl: '0', secret: '********' };
}

function lastResponse({ deliveries }: StandInHook): Json {
  const last = deliveries.at(-1);
  if (last === undefined) return { code: null, status: 'unused', message: null };
  const isTaken = last.status !== undefined && last.status < 300;
  return {
    code: last.status ?? 0,
    status: isTaken ? 'active' : 'misconfigured',
    message: isTaken ? 'OK' : `Invalid HTTP Response: ${last.status ?? 'none'}`,
  };
}

/** Newest first, by cursor. */
export function deliveriesAnswer(call: StandInCall, hook: StandInHook | undefined): StandInAnswer {
  if (hook === undefined) return refusal(404, 'Not Found');
  const all = hook.deliveries.toReversed();
  const size = Math.min(Number(call.query.get('per_page') ?? '30'), call.state.largestPage ?? 100);
  const from = Math.max(
    0,
    all.findIndex(({ id }) => `v1_${id}` === call.query.get('cursor')),
  );
  const next = all[from + size];
  const address = `${call.state.url}${call.path}?per_page=${call.query.get('per_page') ?? '30'}`;
  const headers: Readonly<Record<string, string>> =
    next === undefined ? {} : { link: `<${address}&cursor=v1_${next.id}>; rel="next"` };
  return { status: 200, json: all.slice(from, from + size).map(deliveryEntry), headers };
}

function deliveryEntry(delivery: StandInDelivery): Json {
  const isTaken = delivery.status !== undefined && delivery.status < 300;
  return {
    id: delivery.id,
    guid: delivery.headers['x-github-delivery'] ?? '',
    delivered_at: momentEntry(delivery.sentAt),
    redelivery: delivery.redeliveryOf !== undefined,
    duration: 0.1,
    status: isTaken ? 'OK' : 'Service Unavailable',
    status_code: delivery.status ?? 0,
    event: delivery.event,
    action: null,
    installation_id: null,
    repository_id: null,
    throttled_at: null,
  };
}

export async function resend(call: StandInCall, hook: StandInHook | undefined): Promise<StandInAnswer> {
  const delivery = hook?.deliveries.find(({ id }) => String(id) === call.variables['delivery']);
  if (hook === undefined || delivery === undefined) return refusal(404, 'Not Found');
  await call.standIn.redeliver(hook, delivery);
  return { status: 202, json: {} };
}
