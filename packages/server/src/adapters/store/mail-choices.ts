/** Who wants no mails, and whom mails went to lately, as the port asks for it. */

import type { MailRecipient, MailTable } from '../../ports/store/mail-choices.ts';
import type { Database } from './database.ts';

const dayMilliseconds = 24 * 60 * 60_000;

export function mailTable(database: Database): MailTable {
  return {
    async refuses(recipient) {
      const query = database.selectFrom('mail_refusals').select('recipient').where('recipient', '=', nameOf(recipient));
      return (await query.executeTakeFirst()) !== undefined;
    },
    async setRefusal(recipient, refuses) {
      const name = nameOf(recipient);
      if (!refuses) {
        await database.deleteFrom('mail_refusals').where('recipient', '=', name).execute();
        return;
      }
      const insert = database.insertInto('mail_refusals').values({ recipient: name });
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    },
    async sentSince(digest, since) {
      const query = database.selectFrom('mails_sent').select(({ fn }) => fn.countAll<number>().as('count'));
      const row = await query.where('recipient', '=', digest).where('sent_at', '>=', since).executeTakeFirst();
      return row?.count ?? 0;
    },
    async noteSent(digest, at) {
      await database
        .deleteFrom('mails_sent')
        .where('sent_at', '<', new Date(at.getTime() - dayMilliseconds))
        .execute();
      await database.insertInto('mails_sent').values({ recipient: digest, sent_at: at }).execute();
    },
  };
}

function nameOf(recipient: MailRecipient): string {
  return recipient.kind === 'person' ? `person/${recipient.personId}` : `address/${recipient.digest}`;
}
