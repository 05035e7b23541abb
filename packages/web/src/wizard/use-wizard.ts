/** Where somebody is in the wizard, and what they have typed: the address and this tab remember it, never a secret. */

import type { GitServiceList, MadeSshKey } from '@branchline/contract';
import type { CredentialKind, IntegrationMode } from '@branchline/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';

export type GitService = GitServiceList['gitServices'][number];

export const wizardSteps = ['service', 'sign-in', 'repositories', 'options'] as const;
export type WizardStep = (typeof wizardSteps)[number];

/** What was typed and is no secret; it survives a reload and the way to the service and back. */
export interface TypedWords {
  readonly service: string;
  readonly mode: IntegrationMode;
  readonly settings: Readonly<Record<string, string>>;
  readonly kind: CredentialKind | undefined;
  readonly user: string;
  /** A key of our own, rather than somebody's. */
  readonly usesMadeKey: boolean;
  readonly madeKey: MadeSshKey | undefined;
  readonly certificates: string;
  readonly proxy: string;
  readonly verifiesCertificates: boolean;
  readonly appName: string;
  readonly appOwner: string;
  /** Undefined: as the draft is called. */
  readonly name: string | undefined;
  readonly requiresPersonalToken: boolean;
  readonly makesWebhooks: boolean;
}

const nothingTyped: TypedWords = {
  service: '',
  mode: 'two-way',
  settings: {},
  kind: undefined,
  user: '',
  usesMadeKey: true,
  madeKey: undefined,
  certificates: '',
  proxy: '',
  verifiesCertificates: true,
  appName: '',
  appOwner: '',
  name: undefined,
  requiresPersonalToken: true,
  makesWebhooks: true,
};

const storageName = 'branchline.new-integration';

function readWords(): TypedWords {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageName) ?? '{}');
    return { ...nothingTyped, ...(kept as Partial<TypedWords>) };
  } catch {
    return nothingTyped;
  }
}

function keepWords(words: TypedWords | undefined): void {
  try {
    if (words === undefined) sessionStorage.removeItem(storageName);
    else sessionStorage.setItem(storageName, JSON.stringify(words));
  } catch {
    // A browser that keeps nothing forgets at a reload: nothing else is lost.
  }
}

/** What the address says. */
export interface WizardPlace {
  readonly step: WizardStep;
  readonly draft: number | undefined;
  readonly pending: string | undefined;
}

export interface Wizard extends WizardPlace {
  readonly typed: TypedWords;
  /** Keeps what was typed. */
  readonly type: (words: Partial<TypedWords>) => void;
  /** What is left out of the place is not in the address then. */
  readonly goTo: (place: { readonly step: WizardStep; readonly draft?: number; readonly pending?: string }) => void;
  /** Leaves nothing behind, and leaves. */
  readonly cancel: () => Promise<void>;
  /** It is connected: nothing of the way there is needed any more. */
  readonly finish: (integrationId: number) => Promise<void>;
}

export function useWizard(): Wizard {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const place = placeFrom(search);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(readWords);
  function type(words: Partial<TypedWords>): void {
    const changed = { ...typed, ...words };
    keepWords(changed);
    setTyped(changed);
  }
  /** Its integration, if there is one, has its own copy. */
  async function forgetKey(): Promise<void> {
    if (typed.madeKey !== undefined) {
      await api.cancelPendingCredential({ params: { id: typed.madeKey.id } }).catch(() => undefined);
    }
    keepWords(undefined);
  }
  return {
    ...place,
    typed,
    type,
    goTo: ({ step, draft, pending }) => {
      const places = {
        ...(draft === undefined ? {} : { draft }),
        ...(pending === undefined ? {} : { pending }),
      };
      void navigate({ to: '/integrations/new', search: { step, ...places } });
    },
    async cancel() {
      if (place.pending !== undefined) await api.cancelPendingCredential({ params: { id: place.pending } });
      if (place.draft !== undefined) await api.cancelIntegrationDraft({ params: { id: place.draft } });
      await forgetKey();
      // First away from here: what was begun here is over for whoever asks now.
      await navigate({ to: '/' });
      await queries.invalidateQueries();
    },
    async finish(integrationId) {
      await forgetKey();
      await navigate({ to: '/integrations/$id', params: { id: String(integrationId) } });
      await queries.invalidateQueries();
    },
  };
}

function placeFrom(search: Readonly<Record<string, unknown>>): WizardPlace {
  const draft = Number(search['draft']);
  const pending = search['pending'];
  const step = wizardSteps.find((each) => each === search['step']);
  const hasDraft = Number.isInteger(draft) && draft > 0;
  return {
    step: step ?? (typeof pending === 'string' || hasDraft ? 'sign-in' : 'service'),
    draft: hasDraft ? draft : undefined,
    pending: typeof pending === 'string' ? pending : undefined,
  };
}

/** The settings that are filled in, with the service's own standards for those nobody touched. */
export function settingsOf({ settingsForm }: GitService, { settings }: TypedWords): Record<string, string> {
  const filled = settingsForm.map(({ name, standard }) => [name, (settings[name] ?? standard ?? '').trim()] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

/** Undefined: straight, and trusting what the system trusts. */
export function networkOf({ certificates, proxy, verifiesCertificates }: TypedWords) {
  const isPlain = certificates.trim() === '' && proxy.trim() === '' && verifiesCertificates;
  if (isPlain) return undefined;
  return {
    trustedCertificates: certificates.trim() === '' ? null : certificates,
    proxyUrl: proxy.trim() === '' ? null : proxy.trim(),
    verifiesCertificates,
  };
}

/** The kind of credential that is chosen, or that the service would rather have. */
export function kindOf({ credentialKinds }: GitService, { kind, mode }: TypedWords): CredentialKind {
  if (mode === 'webhook-only') return 'none';
  if (kind !== undefined && credentialKinds.includes(kind)) return kind;
  return credentialKinds[0] ?? 'none';
}

/** It is one repository at one address, and nothing tells of others. */
export function isOneRepository({ capabilities, sendsWebhooks }: GitService): boolean {
  return capabilities.length === 0 && !sendsWebhooks;
}
