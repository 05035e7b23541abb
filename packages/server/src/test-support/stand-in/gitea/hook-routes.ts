/** Webhooks at the stand-ins of Gitea and Forgejo: of repositories, organisations and people. */

import type { StandInAnswer } from '../family.ts';
import type { StandInHook } from '../state.ts';
import {
  bodyOf,
  done,
  listed,
  notFound,
  refusal,
  textOf,
  textsOf,
  type GiteaRoutes,
  type KnownCall,
} from './answers.ts';
import type { GiteaBrand } from './brand.ts';
import { eventsOf } from './hook-events.ts';
import { hookJson } from './shapes.ts';

interface Place {
  readonly hooks: StandInHook[];
}

type PlaceHandler = (call: KnownCall, place: Place) => StandInAnswer | Promise<StandInAnswer>;

export function addHookRoutes(routes: GiteaRoutes, brand: GiteaBrand): void {
  const everywhere = (method: string, pattern: string, handler: PlaceHandler): void => {
    routes.onRepository(method, `/hooks${pattern}`, { access: 'admin' }, handler);
    routes.on(method, `/orgs/:owner/hooks${pattern}`, ['organization'], (call) => {
      const owner = ownerNamed(call, call.variables['owner']);
      return owner?.kind === 'organization' ? handler(call, owner) : notFound(call);
    });
    routes.on(method, `/user/hooks${pattern}`, ['user'], (call) => {
      const owner = ownerNamed(call, call.person.login);
      return owner === undefined ? notFound(call) : handler(call, owner);
    });
  };
  const onHook = (method: string, handler: (call: KnownCall, hook: StandInHook, place: Place) => StandInAnswer): void =>
    everywhere(method, '/:id', (call, place) => {
      const hook = place.hooks.find(({ id }) => String(id) === call.variables['id']);
      return hook === undefined ? notFound(call) : handler(call, hook, place);
    });

  everywhere('GET', '', (call, { hooks }) => listed(call, hooks, hookJson, 'total'));
  everywhere('POST', '', (call, place) => make(call, place, brand));
  onHook('GET', (_call, hook) => ({ status: 200, json: hookJson(hook) }));
  onHook('PATCH', change);
  onHook('DELETE', (_call, hook, { hooks }) => {
    hooks.splice(hooks.indexOf(hook), 1);
    return done;
  });
  routes.onRepository('POST', '/hooks/:id/tests', { access: 'admin' }, async (call, { hooks }) => {
    const hook = hooks.find(({ id }) => String(id) === call.variables['id']);
    if (hook === undefined) return notFound(call);
    await call.standIn.ping(hook, call.person);
    return done;
  });
}

function ownerNamed({ state }: KnownCall, name: string | undefined) {
  return state.owners.find(({ path }) => path.toLowerCase() === name?.toLowerCase());
}

function make(call: KnownCall, place: Place, brand: GiteaBrand): StandInAnswer {
  const { type, config, events, active } = bodyOf(call);
  const { url, content_type, secret } = (config ?? {}) as Readonly<Record<string, unknown>>;
  if (!brand.hookTypes.includes(textOf(type))) return refusal(call, 422, 'Invalid hook type');
  if (!URL.canParse(textOf(url)) || content_type !== 'json') return refusal(call, 422, 'Invalid config');
  const wish = { url: textOf(url), secret: textOf(secret), events: eventsOf(textsOf(events)), own: { type } };
  const hook = call.standIn.addHook(place, wish);
  // Left out, it is not active.
  hook.isActive = active === true;
  return { status: 201, json: hookJson(hook) };
}

/** The secret stays as it was, whatever `config` says: so do Gitea 1.22 to 1.27 and Forgejo. */
function change(call: KnownCall, hook: StandInHook): StandInAnswer {
  const { config, events, active } = bodyOf(call);
  const { url } = (config ?? {}) as Readonly<Record<string, unknown>>;
  hook.url = textOf(url) || hook.url;
  hook.events = [...eventsOf(textsOf(events))];
  if (typeof active === 'boolean') hook.isActive = active;
  hook.updatedAt = call.state.clock.now();
  return { status: 200, json: hookJson(hook) };
}
