/** Sends a mail that says nothing but that mails arrive, and tells what the mail server answered. */

import { Failure, nameOfPrincipal, type Principal } from '@branchline/domain';
import type { Mail } from '../../ports/mail.ts';
import type { Store } from '../../ports/store.ts';

export interface SendTestMailDeps {
  readonly store: Store;
  /** Undefined where no mail server was named. */
  readonly mail?: Mail | undefined;
  readonly publicUrl: string;
}

export type TestMailOutcome =
  | { readonly outcome: 'sent' }
  /** Because, in words. */
  | { readonly outcome: 'not-sent'; readonly because: string }
  | { readonly outcome: 'no-mail-server' };

/** Nothing is tried again. */
export async function sendTestMail(
  { store, mail, publicUrl }: SendTestMailDeps,
  principal: Principal,
  to: string,
): Promise<TestMailOutcome> {
  if (mail === undefined) return { outcome: 'no-mail-server' };
  const text = [
    'This is a test mail of Branchline.',
    '',
    'Somebody who administers it wanted to know whether its mails arrive. They do.',
    '',
    `${publicUrl}/settings/mail`,
  ].join('\n');
  const because = await reasonNotToTake(mail.send({ to, subject: 'A test mail of Branchline', text }));
  await store.auditLog.add({
    who: nameOfPrincipal(principal),
    what: 'settings/test-mail',
    about: 'installation',
    origin: 'api',
    result: because === undefined ? 'done' : 'failed',
    note: because ?? '',
  });
  return because === undefined ? { outcome: 'sent' } : { outcome: 'not-sent', because };
}

async function reasonNotToTake(sending: Promise<void>): Promise<string | undefined> {
  try {
    await sending;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
