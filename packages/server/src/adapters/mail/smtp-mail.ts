/** Sends mails through a mail server. */

import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { Failure } from '@branchline/domain';
import { createTransport } from 'nodemailer';
import type { Mail, OutgoingMail } from '../../ports/mail.ts';

export interface SmtpMailOptions {
  /** `smtp://host:587`, or `smtps://host:465`. */
  readonly server: string;
  readonly user: string | undefined;
  /** Read anew for every mail, so that a password can be changed without a restart. */
  readonly passwordFile: string | undefined;
  readonly from: string;
  /** Milliseconds for connecting, and for any answer. */
  readonly timeLimit?: number;
}

const usualTimeLimit = 30_000;

/** Makes it; nothing is asked before the first mail. */
export function createSmtpMail(options: SmtpMailOptions): Mail {
  return { send: (mail) => send(options, mail) };
}

/**
 * Connects and proves who we are, and sends nothing.
 * @throws Failure (from `mail`) as sending does
 */
export async function checkSmtp(options: SmtpMailOptions): Promise<void> {
  const transport = createTransport(await connectionOf(options));
  try {
    await transport.verify();
  } catch (error) {
    throw failureFrom(options, error);
  } finally {
    transport.close();
  }
}

async function send(options: SmtpMailOptions, { to, subject, text }: OutgoingMail): Promise<void> {
  requireAddress(to);
  const transport = createTransport(await connectionOf(options));
  try {
    // Answers of machines must not answer: RFC 3834, 5.
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
    const line = subject.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
    const from = { name: 'Branchline', address: options.from };
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject: line,
      text,
      headers,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw failureFrom(options, error);
  } finally {
    transport.close();
  }
}

/** Whatever else stands in a commit must not become a second recipient or a header. */
function requireAddress(address: string): void {
  if (/^[^\s<>@,;:"()[\]\\\p{Cc}\p{Cf}]+@[^\s<>@,;:"()[\]\\\p{Cc}\p{Cf}]+$/u.test(address)) return;
  throw new Failure('rejected', 'mail', 'This is no e-mail address, so no mail was sent to it.');
}

async function connectionOf({ server, user, passwordFile, timeLimit = usualTimeLimit }: SmtpMailOptions) {
  const { protocol, hostname, port } = new URL(server);
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password never travels in the open, but to this very machine.
    requireTLS: user !== undefined && !secure && !isThisMachine(host),
    ...(isThisMachine(host) && !secure ? { ignoreTLS: true } : {}),
    ...(user === undefined ? {} : { auth: { user, pass: await passwordIn(passwordFile) } }),
    connectionTimeout: timeLimit,
    greetingTimeout: timeLimit,
    socketTimeout: timeLimit,
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

async function passwordIn(file: string | undefined): Promise<string> {
  if (file === undefined) return '';
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (cause) {
    const message = 'The file with the password for the mail server cannot be read. See BRANCHLINE_SMTP_PASSWORD_FILE.';
    throw new Failure('unavailable', 'mail', message, { cause });
  }
}

/** The server's own words are not repeated: some say what they were sent. */
function failureFrom({ server }: SmtpMailOptions, error: unknown): Failure {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const place = new URL(server).host;
  const said = typeof responseCode === 'number' ? ` (it answered ${responseCode})` : '';
  if (code === 'EAUTH') {
    const message = `The mail server ${place} refused user or password${said}. See BRANCHLINE_SMTP_USER and BRANCHLINE_SMTP_PASSWORD_FILE.`;
    return new Failure('unauthorized', 'mail', message);
  }
  if (typeof responseCode === 'number' && responseCode >= 500) {
    return new Failure('rejected', 'mail', `The mail server ${place} did not take the mail${said}.`);
  }
  if (error instanceof Failure) return error;
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new Failure('unavailable', 'mail', `The mail server ${place} cannot be reached at the moment${said || why}.`);
}
