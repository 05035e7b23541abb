/** Mails through a real mail server on this machine: what arrives, and what each refusal becomes. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { startMailServer, type MailServer } from '../../test-support/mail-server.ts';
import { createSmtpMail, type SmtpMailOptions } from './smtp-mail.ts';

let server: MailServer;
let guarded: MailServer;
let folder: string;

beforeAll(async () => {
  server = await startMailServer();
  guarded = await startMailServer({ user: 'branchline', password: 'secret word' });
  folder = await mkdtemp(join(tmpdir(), 'branchline-mail-'));
  await writeFile(join(folder, 'password'), 'secret word\n');
  await writeFile(join(folder, 'wrong'), 'hunter2');
});
afterAll(async () => {
  await Promise.all([server.stop(), guarded.stop()]);
  await rm(folder, { recursive: true });
});

const mail = { to: 'ada@example.org', subject: 'A command was not run', text: 'Ünïcode\n.\nthe end' };

function mailer(options: Partial<SmtpMailOptions> = {}) {
  const standard = { server: server.url, user: undefined, passwordFile: undefined, from: 'branchline@example.org' };
  return createSmtpMail({ ...standard, timeLimit: 2000, ...options });
}

describe('a mail', () => {
  it('arrives as it was written, marked as one that a machine sent', async () => {
    await mailer().send(mail);
    const got = server.mails.at(-1)!;
    expect(got).toMatchObject({ from: 'branchline@example.org', to: ['ada@example.org'] });
    expect(got.headers).toMatchObject({
      from: 'Branchline <branchline@example.org>',
      subject: mail.subject,
      'auto-submitted': 'auto-generated',
    });
    expect(got.text.trimEnd()).toBe(mail.text);
  });

  it('has one line as its subject, whatever stands in it', async () => {
    await mailer().send({ ...mail, subject: 'One\r\nBcc: eve@example.org\u2028two' });
    const got = server.mails.at(-1)!;
    expect(got.to).toEqual(['ada@example.org']);
    expect(got.headers['bcc']).toBeUndefined();
    expect(got.headers['subject']).toBe('One Bcc: eve@example.org two');
  });

  it.each([
    '',
    'ada',
    'ada@',
    'a@b,eve@example.org',
    'Ada <ada@example.org>',
    'ada@example.org\r\nBcc: eve@example.org',
  ])('goes to one plain address only, not to %j', async (to) => {
    const before = server.mails.length;
    const failure = await failureOf(mailer().send({ ...mail, to }));
    expect(failure).toMatchObject({ kind: 'rejected', from: 'mail' });
    expect(server.mails).toHaveLength(before);
  });

  it('is sent with the password that the file holds now', async () => {
    const options = { server: guarded.url, user: 'branchline' };
    await mailer({ ...options, passwordFile: join(folder, 'password') }).send(mail);
    expect(guarded.mails).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each([
    [550, 'rejected'],
    [451, 'unavailable'],
  ])('with %i is %s, without the server’s own words', async (code, kind) => {
    server.refuseNext(code);
    const failure = await failureOf(mailer().send(mail));
    expect(failure).toMatchObject({ kind, from: 'mail' });
    expect(failure.message).toContain(String(code));
    expect(failure.message).not.toContain('No, thank you');
  });

  it('of the password names the variables, and never the password', async () => {
    const options = { server: guarded.url, user: 'branchline', passwordFile: join(folder, 'wrong') };
    const failure = await failureOf(mailer(options).send(mail));
    expect(failure).toMatchObject({ kind: 'unauthorized', from: 'mail' });
    expect(failure.message).toMatch(/BRANCHLINE_SMTP_PASSWORD_FILE/);
    expect(failure.message).not.toContain('hunter2');
  });

  it('says that the password cannot be read', async () => {
    const options = { server: guarded.url, user: 'branchline', passwordFile: join(folder, 'none') };
    const failure = await failureOf(mailer(options).send(mail));
    expect(failure).toMatchObject({ kind: 'unavailable', from: 'mail' });
  });

  it('of the connection is for later', async () => {
    const away = await startMailServer();
    await away.stop();
    const failure = await failureOf(mailer({ server: away.url }).send(mail));
    expect(failure).toMatchObject({ kind: 'unavailable', from: 'mail' });
    expect(failure.message).toContain(new URL(away.url).host);
  });
});
