/** The addresses to which Git services send browsers back, and the pages from which browsers set out. */

import { mayAdminister } from '@branchline/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BrowserSignInDeps, SignInOutcome } from '../features/integrations/browser-sign-in.ts';
import { appFormOf, finishApp, finishInstallation } from '../features/integrations/register-app.ts';
import { authorizationUrlOf, finishOAuth } from '../features/integrations/sign-in-by-oauth.ts';
import { setOutAgain } from '../features/integrations/set-out-again.ts';
import { callerOf, sessionCookieFor, type AuthenticateDeps } from './authenticate.ts';
import { formPage, messagePage } from './sign-in-page.ts';
import { browserOf, setBrowserCookie } from './sign-in-cookie.ts';

export interface SignInPagesDeps extends BrowserSignInDeps, AuthenticateDeps {
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

/** What a browser that is not signed in to Branchline is told; undefined for one that is. */
async function admit(deps: SignInPagesDeps, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const caller = await callerOf(deps, request.headers.authorization, request.cookies[sessionCookieFor(deps)]);
  if (caller !== undefined && mayAdminister(caller.principal)) return true;
  await say(
    reply,
    401,
    'Sign in to Branchline first',
    'Open Branchline in this browser, sign in, and come back to this address.',
  );
  return false;
}

function addCallbacks(server: FastifyInstance, deps: SignInPagesDeps): void {
  server.get('/oauth/callback', async (request, reply) => {
    if (!(await admit(deps, request, reply))) return reply;
    const { state, code, error, error_description: errorDescription, iss: issuer } = queryOf(OAuthQuery, request);
    const callback = { state, code, error, errorDescription, issuer, browser: browserOf(request) };
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
    if (!(await admit(deps, request, reply))) return reply;
    const begun = await setOutAgain(deps, BeginParams.parse(request.params).id, browserOf(request));
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
