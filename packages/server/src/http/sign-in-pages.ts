/** The addresses to which Git services send browsers back, and the pages from which browsers set out. */

import { mayAdminister } from '@branchline/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  endsByCode,
  finishOwnSignIn,
  isOwner,
  ownWay,
  ownWayOfState,
  type OwnWay,
} from '../features/integrations/own-sign-in.ts';
import { unknownState, type BrowserSignInDeps, type SignInOutcome } from '../features/integrations/browser-sign-in.ts';
import { appFormOf, finishApp, finishInstallation } from '../features/integrations/register-app.ts';
import { authorizationUrlOf, finishOAuth, type OAuthCallback } from '../features/integrations/sign-in-by-oauth.ts';
import { setOutAgain } from '../features/integrations/set-out-again.ts';
import type { Caller } from '../ports/caller.ts';
import { callerOf, sessionCookieFor, type AuthenticateDeps } from './authenticate.ts';
import { keepOwnBy, type KeepOwnDeps } from './keep-own.ts';
import { codePage, formPage, messagePage } from './sign-in-page.ts';
import { browserOf, setBrowserCookie } from './sign-in-cookie.ts';

export interface SignInPagesDeps extends BrowserSignInDeps, AuthenticateDeps, KeepOwnDeps {
  readonly store: BrowserSignInDeps['store'];
  readonly secure: boolean;
}

/** Longer ones are nothing a service sends. */
const Text = z.string().max(4000).optional().catch(undefined);
const OAuthQuery = z.object({ state: Text, code: Text, error: Text, error_description: Text, iss: Text });
const AppQuery = z.object({ state: Text, code: Text });
const SetupQuery = z.object({ state: Text, installation_id: Text, setup_action: Text });
const BeginParams = z.object({ id: z.string().max(100) });

/** Nothing about a sign-in is kept by browsers or told to others. */
function isolate(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
}

function say(reply: FastifyReply, status: number, title: string, text: string): FastifyReply {
  return isolate(reply).code(status).type('text/html; charset=utf-8').send(messagePage(title, text));
}

function refuse(reply: FastifyReply, because: string): FastifyReply {
  return say(reply, 400, 'Nothing was connected', because);
}

/** To the page that shows as whom it would connect. */
function goOn(reply: FastifyReply, outcome: SignInOutcome): FastifyReply {
  if (outcome.outcome === 'refused') return refuse(reply, outcome.because);
  return isolate(reply).redirect(`/connect/pending/${outcome.id}`, 303);
}

/** A query with a repeated name has no text under it. */
function queryOf<Shape extends z.ZodType>(shape: Shape, request: FastifyRequest): z.output<Shape> {
  return shape.parse(request.query);
}

async function whoAsks(deps: SignInPagesDeps, request: FastifyRequest): Promise<Caller | undefined> {
  return callerOf(deps, request.headers.authorization, request.cookies[sessionCookieFor(deps)]);
}

/** What a browser that is not signed in to Branchline as an administrator is told; true for one that is. */
async function admit(deps: SignInPagesDeps, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const caller = await whoAsks(deps, request);
  if (caller !== undefined && mayAdminister(caller.principal)) return true;
  if (caller === undefined) await askToSignIn(reply);
  else await refuse(reply, unknownState.because);
  return false;
}

function askToSignIn(reply: FastifyReply): FastifyReply {
  return say(
    reply,
    401,
    'Sign in to Branchline first',
    'Open Branchline in this browser, sign in, and come back to this address.',
  );
}

/** Whoever set out, or any browser where a code will say who; undefined when it was told why not. */
async function admitOwner(
  deps: SignInPagesDeps,
  way: OwnWay,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller | 'by-code' | undefined> {
  if (endsByCode(way)) return 'by-code';
  const caller = await whoAsks(deps, request);
  if (caller !== undefined && isOwner(way, caller.principal)) return caller;
  if (caller === undefined) await askToSignIn(reply);
  else
    await refuse(
      reply,
      'Somebody else set out to connect. Sign in to Branchline as they do, or begin again as yourself.',
    );
  return undefined;
}

/** Somebody's own connection: its end is told by a page of the application. */
async function finishOwn(deps: SignInPagesDeps, way: OwnWay, request: FastifyRequest, reply: FastifyReply) {
  const owner = await admitOwner(deps, way, request, reply);
  if (owner === undefined) return reply;
  const principal = owner === 'by-code' ? undefined : owner.principal;
  const finished = await finishOwnSignIn({ ...deps, keepOwn: keepOwnBy(deps) }, callbackOf(request), principal);
  if (finished.outcome === 'refused') return refuse(reply, finished.because);
  if (finished.outcome === 'ended' && principal !== undefined) {
    return isolate(reply).redirect(`/connected/${finished.id}`, 303);
  }
  if (finished.outcome === 'code') {
    return isolate(reply).type('text/html; charset=utf-8').send(codePage(finished.code));
  }
  const because = (await ownWay(deps, finished.id))?.signIn.outcome;
  return refuse(reply, because?.kind === 'refused' ? because.because : 'Begin again in Jira.');
}

function callbackOf(request: FastifyRequest): OAuthCallback {
  const { state, code, error, error_description: errorDescription, iss: issuer } = queryOf(OAuthQuery, request);
  return { state, code, error, errorDescription, issuer, browser: browserOf(request) };
}

function addCallbacks(server: FastifyInstance, deps: SignInPagesDeps): void {
  server.get('/oauth/callback', async (request, reply) => {
    const callback = callbackOf(request);
    const own = await ownWayOfState(deps, callback);
    if (own !== undefined) return finishOwn(deps, own, request, reply);
    if (!(await admit(deps, request, reply))) return reply;
    return goOn(reply, await finishOAuth(deps, callback));
  });
  server.get('/apps/callback', async (request, reply) => {
    if (!(await admit(deps, request, reply))) return reply;
    const { state, code } = queryOf(AppQuery, request);
    const outcome = await finishApp(deps, { state, code, browser: browserOf(request) });
    if (outcome.outcome === 'refused') return refuse(reply, outcome.because);
    setBrowserCookie(reply, outcome.browser, deps);
    return isolate(reply).redirect(outcome.url, 303);
  });
  server.get('/apps/setup', async (request, reply) => {
    if (!(await admit(deps, request, reply))) return reply;
    const { state, installation_id: installationId, setup_action: action } = queryOf(SetupQuery, request);
    if (state === undefined) {
      const text =
        'The app’s installation was changed at the service. Branchline looks at its repositories from time to time.';
      return say(reply, 200, 'Noted', text);
    }
    return goOn(reply, await finishInstallation(deps, { state, installationId, action, browser: browserOf(request) }));
  });
}

/** For those who began at a terminal: the browser that is signed in becomes the one that set out. */
function addBeginnings(server: FastifyInstance, deps: SignInPagesDeps): void {
  const over = 'This sign-in is over, or was used. Begin it again.';
  server.get('/oauth/begin/:id', async (request, reply) => {
    const { id } = BeginParams.parse(request.params);
    const own = await ownWay(deps, id);
    const isLetIn = await (own === undefined ? admit(deps, request, reply) : admitOwner(deps, own, request, reply));
    if (isLetIn === false || isLetIn === undefined) return reply;
    const begun = await setOutAgain(deps, id, browserOf(request));
    if (begun === undefined || begun.signIn.purpose.kind === 'register-app') return refuse(reply, over);
    setBrowserCookie(reply, begun.browser, deps);
    return isolate(reply).redirect(authorizationUrlOf(deps, begun.signIn), 303);
  });
  server.get('/apps/begin/:id', async (request, reply) => {
    if (!(await admit(deps, request, reply))) return reply;
    const begun = await setOutAgain(deps, BeginParams.parse(request.params).id, browserOf(request));
    if (begun?.signIn.purpose.kind !== 'register-app') return refuse(reply, over);
    setBrowserCookie(reply, begun.browser, deps);
    const form = appFormOf(deps, begun.signIn);
    const title = deps.connectors.get(begun.signIn.connector)?.title ?? begun.signIn.connector;
    // This page alone may send a form elsewhere, and there only.
    const policy = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action ${new URL(form.action).origin}`;
    isolate(reply).header('content-security-policy', policy);
    return reply.type('text/html; charset=utf-8').send(formPage(title, form));
  });
}

/** Adds them to the server. */
export function addSignInPages(server: FastifyInstance, deps: SignInPagesDeps): void {
  addCallbacks(server, deps);
  addBeginnings(server, deps);
}
