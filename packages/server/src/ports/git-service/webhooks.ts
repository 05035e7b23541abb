/** Webhooks: how a Git service's deliveries are read, and how they are ordered. */

import type {
  Commit,
  CommitHash,
  IndexScope,
  PullRequest,
  RemoteRepository,
  Secret,
  ServicePerson,
  ServiceSettings,
} from '@branchline/domain';

/** One request at the webhook door, as it came. */
export interface WebhookRequest {
  /** Names in lower case; of repeated ones the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

/** Reads one service's webhooks. Pure: no network, no clock but `receivedAt`. */
export interface WebhookReader {
  /** By its headers: this service sent it. For the one address shared by all integrations. */
  recognises(request: WebhookRequest): boolean;
  /**
   * Over the raw bytes, before anything is parsed, in constant time; any one of the secrets will do.
   * @throws Failure `invalid-signature` for a wrong, missing, empty or too old proof, and when there is no secret
   */
  verify(request: WebhookRequest, secrets: readonly Secret[]): void;
  /** What it is, without judging whether it is genuine. Never throws. */
  describe(request: WebhookRequest): WebhookDescription;
  /** What it asks us to do. Never throws: what cannot be read is ignored with the reason. */
  read(request: WebhookRequest): WebhookReading;
  /** The rows in it, for integrations that have no other source. Never throws; undefined where it holds none. */
  readRows?(request: WebhookRequest): PayloadRows | undefined;
  /**
   * What a person does where we may not: whole sentences in the service's own words, in order. Address and secret are
   * shown beside them, to be copied.
   */
  manualSteps(settings: ServiceSettings, level: WebhookLevel): readonly string[];
}

/** What a delivery calls itself. */
export interface WebhookDescription {
  /** The service's own name for it: `push`, `Merge Request Hook`; empty when it has none. */
  readonly event: string;
  /** The same for every repetition of one delivery; undefined where the service gives none. */
  readonly deliveryId: string | undefined;
}

/** How a webhook names a repository: by its stable id where it has one. */
export type RepositoryHint = {
  readonly remoteId: string | undefined;
  readonly cloneUrl: string | undefined;
  readonly name: string | undefined;
};

/** A branch or tag that somebody moved or made. */
export interface ToldPush {
  /** Whom the service let push, by their signing in there; an e-mail address only where the service has verified it. */
  readonly pusher: ServicePerson;
  /** What the ref leads to since then. */
  readonly head: CommitHash;
  /** What it led to before; undefined for a new one. */
  readonly before: CommitHash | undefined;
}

export type WebhookReading =
  /** Look at this much of this repository. */
  | {
      readonly kind: 'look';
      readonly repository: RepositoryHint;
      readonly scope: IndexScope;
      /** Who moved the ref; left out where the service does not say, or nobody did. */
      readonly push?: ToldPush | undefined;
    }
  /** The list of repositories has changed: one was made, renamed, moved, archived or deleted, or given to our app. */
  | { readonly kind: 'discover'; readonly because: string }
  /** Nothing to do, and why, in words. */
  | { readonly kind: 'ignore'; readonly reason: string };

/** What a payload itself tells of a repository. */
export interface PayloadRows {
  readonly repository: RemoteRepository;
  readonly defaultBranch: string | undefined;
  /** Parents are empty where the service does not name them. */
  readonly commits: readonly Commit[];
  /** Branches that were made or moved. `head` is undefined when the payload tells only the name. */
  readonly branches: readonly { readonly name: string; readonly head: Commit | undefined }[];
  readonly goneBranches: readonly string[];
  readonly pullRequests: readonly PullRequest[];
  /** The service left commits out: they lie between these two, of which `from` may be unknown. */
  readonly leftOut: { readonly from: CommitHash | undefined; readonly to: CommitHash } | undefined;
  /** Who pushed the commits, where the service says it. */
  readonly pusher?: ServicePerson | undefined;
}

/** How wide one webhook reaches. */
export type WebhookLevel = 'app' | 'owner' | 'repository';

/** For what a webhook is made. */
export type WebhookTarget =
  | { readonly level: 'app' }
  | { readonly level: 'owner'; readonly owner: string }
  | { readonly level: 'repository'; readonly repository: RemoteRepository };

/** A webhook as it should be. */
export interface WantedWebhook {
  /** Ours is recognised by this address, never by its name. */
  readonly url: string;
  readonly secret: Secret;
  /**
   * The id of the webhook that we made with this very secret. A service that neither tells a secret nor lets it be changed
   * need not make it anew to be sure of it. Undefined: there is none, or its secret has changed since.
   */
  readonly madeBefore?: string | undefined;
}

/** A webhook at the service. */
export interface WebhookStanding {
  readonly remoteId: string;
  readonly state: 'working' | 'failing' | 'untried';
  /** In words, for failing: what the service says about its last attempts. */
  readonly reason: string | undefined;
}

/** Makes webhooks at the service. */
export interface WebhookSetup {
  /** Widest first; only those this kind of credential can ever make. */
  readonly levels: readonly WebhookLevel[];
  /**
   * Makes it, or finds ours (same address) and sets right whatever differs: events, secret, switched off.
   * Asked twice it makes one. @throws Failure `forbidden` or `not-found` when our rights do not reach
   */
  ensure(target: WebhookTarget, wanted: WantedWebhook): Promise<WebhookStanding>;
  /** Removes every webhook with this address; none is no failure. */
  remove(target: WebhookTarget, url: string): Promise<void>;
  /** Asks the service to send again what we did not take since then. How many. Undefined where it cannot be asked. */
  readonly resendMissed?: (target: WebhookTarget, url: string, since: Date) => Promise<number>;
}
