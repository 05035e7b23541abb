/** Requests at the trigger door. */

import type { Delivery, DeliveryTable } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';

export function deliveryTable(database: Database): DeliveryTable {
  return {
    async add({ about, outcome, note }) {
      const values = { about: textForPostgres(about), outcome, note: textForPostgres(note) };
      await database.insertInto('webhook_deliveries').values(values).execute();
    },
    async list(limit) {
      const query = database.selectFrom('webhook_deliveries').selectAll().orderBy('id', 'desc').limit(limit);
      return (await query.execute()).map((row) => ({
        id: row.id,
        receivedAt: row.received_at,
        about: row.about,
        outcome: row.outcome as Delivery['outcome'],
        note: row.note,
      }));
    },
    async removeBefore(moment) {
      const query = database.deleteFrom('webhook_deliveries').where('received_at', '<', moment);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}
