/** Delivers webhooks as services do: a real POST to each hook that listens, its outcome noted in the hook. */

import type { StandInEvent } from './events.ts';
import type { OutgoingWebhook, StandInFamily } from './family.ts';
import type { StandInDelivery, StandInHook, StandInRepository, StandInState } from './state.ts';

export interface WebhookSender {
  /** Resolves when all have been answered. */
  tell(event: StandInEvent): Promise<void>;
  redeliver(hook: StandInHook, delivery: StandInDelivery): Promise<StandInDelivery>;
}

// Longer than any door of ours takes; no test waits for it to pass.
const patienceMilliseconds = 10_000;

export function createWebhookSender(family: StandInFamily, state: StandInState): WebhookSender {
  async function deliver(
    hook: StandInHook,
    outgoing: OutgoingWebhook,
    redeliveryOf?: StandInDelivery,
  ): Promise<StandInDelivery> {
    const status = await post(hook.url, outgoing);
    const delivery = { id: state.nextId(), ...outgoing, sentAt: state.clock.now(), status, redeliveryOf };
    hook.deliveries.push(delivery);
    return delivery;
  }

  return {
    async tell(event) {
      const hooks = event.kind === 'ping' ? [event.hook] : hooksFor(state, event.repository);
      for (const hook of hooks.filter(({ isActive }) => isActive)) {
        for (const outgoing of await family.webhooksFor(event, hook, state)) await deliver(hook, outgoing);
      }
    },
    redeliver: (hook, delivery) => deliver(hook, delivery, delivery),
  };
}

/** Its own, those of its owner and of the owners above, and those of apps that are installed there. */
export function hooksFor(state: StandInState, repository: StandInRepository): readonly StandInHook[] {
  const { owner } = repository;
  const above = state.owners.filter(({ path }) => owner.path === path || owner.path.startsWith(`${path}/`));
  const apps = state.apps.filter(({ installations }) =>
    installations.some(
      (one) => one.owner === owner && !one.isSuspended && (one.repositories?.includes(repository) ?? true),
    ),
  );
  return [...repository.hooks, ...above.flatMap(({ hooks }) => hooks), ...apps.map(({ hook }) => hook)];
}

async function post(url: string, { headers, body }: OutgoingWebhook): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}
