/**
 * What a family of Git services (GitHub, GitLab, Gitea …) tells the stand-in about itself.
 *
 * `startStandIn(family)` opens a real port and does, for every family alike:
 * - keeps the state (`state.ts`) and real bare git repositories, served over smart HTTP below `/<owner>/<name>(.git)`;
 * - finds out who asks (`credentialIn`), refuses unknown, revoked and expired credentials, and calls your handlers;
 * - records every request, plays faults (`faults.ts`) and counts a `If-None-Match` that fits as 304 (`sendsEtags`);
 * - holds each request and answer of described paths against the service's own description when BRANCHLINE_CONTRACTS
 *   is set (what is wrong with the description you list in `descriptions[].exceptions`, with the reason);
 * - cuts lists into pages with a Link header, when you ask it to (`page-of.ts`);
 * - delivers webhooks: tests call `standIn.openPullRequest(…)` and the like, which change the state, and your
 *   `webhooksFor` says what is POSTed to which hook. Handlers that change something (`POST …/pulls`) call the same
 *   things through `call.standIn`, so that an action of ours sends webhooks too.
 *
 * A family is one folder beside this file: `family.ts` exports `const github: StandInFamily`, and beside it the routes
 * and the translations from state to the service's JSON, each file with at most 300 lines.
 */

import type { StandInEvent } from './events.ts';
import type { StandIn } from './stand-in.ts';
import type { StandInHook, StandInPerson, StandInRepository, StandInState, StandInToken } from './state.ts';

export interface StandInFamily {
  /** `github`, `github-enterprise-server`, `gitlab` … */
  readonly id: string;
  /** What `state.version` is at first. */
  readonly version: string;
  readonly descriptions: readonly StandInDescription[];
  /** Of everything but routes for `own`: the value a token is found by, out of the request's headers. */
  credentialIn(headers: Readonly<Record<string, string>>): string | undefined;
  /** How it says no, where the stand-in itself has to. */
  readonly refusals: StandInRefusals;
  /** Adds all routes. Called once, at the start. */
  addRoutes(router: Router): void;
  readonly git: StandInGitDoor;
  /**
   * What is sent to this hook because of this event: nothing when the hook does not listen to it, several where the
   * service sends several. Signed, with all headers but `content-length`. The stand-in asks for every active hook of
   * the repository, of its owner (and owners above), and of apps that are installed there.
   */
  webhooksFor(event: StandInEvent, hook: StandInHook, state: StandInState): Promise<readonly OutgoingWebhook[]>;
  /** It answers 304 to `If-None-Match`; the stand-in makes the ETag from the answer's body. */
  readonly sendsEtags: boolean;
  /** Headers of every answer of the API: limits, version, granted scopes. */
  headersOf?(call: StandInCall): Readonly<Record<string, string>>;
  /** Fills what is of this service only (`own`), after a thing was made. */
  prepare?(made: { readonly repository?: StandInRepository; readonly token?: StandInToken }, state: StandInState): void;
}

/** A description to be held to: OpenAPI 3 or Swagger 2, JSON, as it lies in the contracts' folder. */
export interface StandInDescription {
  /** Below `specs/`: `github/api.github.com.trimmed.json`. */
  readonly file: string;
  /**
   * The paths of the stand-in that it describes, and what its own paths begin with instead: `/api/v3/user` with
   * `{ below: '/api/v3', is: '' }` is looked up as `/user`. Swagger's `basePath` is not looked at.
   */
  readonly below: string;
  readonly is: string;
  /** The description never says which fields may be null: null counts as absent. */
  readonly forgivesNull: boolean;
  readonly exceptions: readonly DescriptionException[];
}

/** Something that the description lacks or has wrong. */
export interface DescriptionException {
  /** `GET /repos/{owner}/{repo}/pulls` as it is described, or as it was asked when it is not described at all. */
  readonly operation: RegExp;
  /** What the judge says. */
  readonly problem: RegExp;
  readonly because: string;
}

export interface StandInRefusals {
  /** No credential, or one that is unknown, revoked or expired. */
  unauthorized(call: StandInCall): StandInAnswer;
  /** No route. */
  notFound(call: StandInCall): StandInAnswer;
}

/** How git is let in; the paths are `/<owner>/<name>.git/…` with and without `.git`. */
export interface StandInGitDoor {
  /** The token's value out of what Basic says; undefined when the user's name is not taken for a token by this service. */
  tokenIn(user: string, password: string): string | undefined;
  /** Whether a token's scopes let it read, or write, over git. */
  allows(token: StandInToken, wanted: 'read' | 'write'): boolean;
  /** Bare refs that follow a pull request: `refs/pull/7/head`. */
  pullRequestRef(number: number): string;
}

/** One request to the API. */
export interface StandInCall {
  readonly method: string;
  /** As it arrived, without the stand-in's prefix and without the query. */
  readonly path: string;
  /** Variables of the route's pattern, decoded. */
  readonly variables: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON or form; undefined when empty. */
  readonly body: unknown;
  /** With whose credential; undefined where the route needs none. */
  readonly token: StandInToken | undefined;
  readonly person: StandInPerson | undefined;
  readonly state: StandInState;
  readonly standIn: StandIn;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; its type is text/html unless a header says otherwise. */
  readonly text?: string;
}

export interface OutgoingWebhook {
  /** The service's word for it, as it stands in the list of deliveries. */
  readonly event: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type StandInHandler = (call: StandInCall) => StandInAnswer | Promise<StandInAnswer>;

export interface RouteOptions {
  /**
   * Who may come: `anyone-known` (a valid credential, the standard), `anyone` (`call.token` is undefined without one; a
   * wrong one is still refused), `own` (the handler looks at the headers itself: app tokens, OAuth).
   */
  readonly for?: 'anyone-known' | 'anyone' | 'own';
}

export interface Router {
  /**
   * Patterns are such as `/repos/:owner/:name/pulls` and, for the rest of a path, `*rest`. Where several fit, the one
   * with more fixed words wins. Variables match one segment and come decoded.
   */
  on(method: string, pattern: string, handler: StandInHandler, options?: RouteOptions): void;
}
