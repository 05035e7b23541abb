/** GitLab's answers about webhooks of projects and groups: made, changed, tried, and sent again. */

import type { Router, StandInAnswer, StandInCall, StandInHandler } from '../family.ts';
import { mayReach, type StandInDelivery, type StandInHook } from '../state.ts';
import { fieldOf, found, inProject, listed, refuse, scoped, textOf } from './answers.ts';
import { hookEvents, hookJson } from './shapes.ts';

interface Place {
  readonly hooks: StandInHook[];
}
type PlaceHandler = (call: StandInCall, place: Place) => StandInAnswer | Promise<StandInAnswer>;

export function addHookRoutes(router: Router): void {
  addAt(router, '/api/v4/projects/:id/hooks', (handler) => inProject('admin', handler));
  addAt(router, '/api/v4/groups/:id/hooks', inGroup);
}

/** Owners only. Persons' own spaces are no groups. */
function inGroup(handler: PlaceHandler): StandInHandler {
  return scoped((call) => {
    const { state, person, variables } = call;
    const group = state.owners.find(({ path, kind }) => path === variables['id'] && kind === 'organization');
    if (group === undefined) return refuse(404, '404 Group Not Found');
    const theirs = state.repositories.filter(({ owner }) => owner === group);
    if (theirs.some((one) => !mayReach(one, person, 'admin'))) return refuse(403, '403 Forbidden');
    return handler(call, group);
  });
}

function addAt(router: Router, path: string, guard: (handler: PlaceHandler) => StandInHandler): void {
  const withHook = (handler: (call: StandInCall, hook: StandInHook, place: Place) => ReturnType<PlaceHandler>) =>
    guard((call, place) => {
      const hook = place.hooks.find(({ id }) => String(id) === call.variables['hook']);
      return hook === undefined ? refuse(404, '404 Not found') : handler(call, hook, place);
    });
  router.on(
    'GET',
    path,
    guard((call, { hooks }) => listed(call, hooks, hookJson)),
  );
  router.on('POST', path, guard(make));
  router.on(
    'GET',
    `${path}/:hook`,
    withHook((_call, hook) => found(hookJson(hook))),
  );
  router.on('PUT', `${path}/:hook`, withHook(change));
  router.on(
    'DELETE',
    `${path}/:hook`,
    withHook((_call, hook, { hooks }) => {
      hooks.splice(hooks.indexOf(hook), 1);
      return { status: 204 };
    }),
  );
  router.on('POST', `${path}/:hook/test/:trigger`, withHook(tryOut));
  router.on(
    'GET',
    `${path}/:hook/events`,
    withHook((call, { deliveries }) => listed(call, deliveries.toReversed(), deliveryJson)),
  );
  router.on('POST', `${path}/:hook/events/:delivery/resend`, withHook(resend));
}

function make(call: StandInCall, place: Place): StandInAnswer {
  const url = textOf(call, 'url');
  if (!URL.canParse(url)) return refuse(422, { url: ['must be a valid URL'] });
  const hook = call.standIn.addHook(place, { url, secret: '', events: [] });
  return found(changed(call, hook), 201);
}

function change(call: StandInCall, hook: StandInHook): StandInAnswer {
  return found(changed(call, hook));
}

function changed(call: StandInCall, hook: StandInHook): unknown {
  hook.url = textOf(call, 'url') || hook.url;
  hook.secret = textOf(call, 'token') || hook.secret;
  const signingToken = textOf(call, 'signing_token');
  if (signingToken !== '') {
    if (!/^whsec_[A-Za-z0-9+/]{43}=$/.test(signingToken)) call.standIn.object(`${signingToken} is no signing token.`);
    hook.own['signingToken'] = signingToken;
  }
  hook.events = hookEvents.filter((event) => {
    const wanted = fieldOf(call, event);
    // A new webhook listens to git pushes unless told otherwise.
    return wanted === undefined ? hook.events.includes(event) : wanted === true;
  });
  hook.own['project_events'] = fieldOf(call, 'project_events') ?? hook.own['project_events'];
  hook.own['verifies'] = fieldOf(call, 'enable_ssl_verification') ?? hook.own['verifies'];
  hook.updatedAt = call.state.clock.now();
  return hookJson(hook);
}

/** One that arrives switches it on again. Only this machine is asked in earnest: no test may leave it. */
async function tryOut(call: StandInCall, hook: StandInHook): Promise<StandInAnswer> {
  const wasActive = hook.isActive;
  hook.isActive = true;
  if (!['127.0.0.1', '[::1]'].includes(new URL(hook.url).hostname)) return found({ message: '201 Created' }, 201);
  await call.standIn.ping(hook, call.person);
  if (hasArrived(hook.deliveries.at(-1))) return found({ message: '201 Created' }, 201);
  hook.isActive = wasActive;
  return refuse(422, 'Hook execution failed');
}

function hasArrived(delivery: StandInDelivery | undefined): boolean {
  const status = delivery?.status ?? 0;
  return status >= 200 && status < 300;
}

function deliveryJson(delivery: StandInDelivery): unknown {
  const { id, event, headers, body, status } = delivery;
  const fields = { id, trigger: event, request_headers: headers, request_data: JSON.parse(body) as unknown };
  return { ...fields, response_status: status === undefined ? 'internal error' : String(status) };
}

async function resend(call: StandInCall, hook: StandInHook): Promise<StandInAnswer> {
  const delivery = hook.deliveries.find(({ id }) => String(id) === call.variables['delivery']);
  if (delivery === undefined) return refuse(404, '404 Not found');
  const sent = await call.standIn.redeliver(hook, delivery);
  const answer = { response_status: sent.status ?? 'internal error' };
  return hasArrived(sent) ? found(answer, 201) : refuse(422, answer);
}
