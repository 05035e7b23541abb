/** The least that a server can do with a webhook's body, to measure the door against: one insert, one commit. */

import { Pool } from 'pg';

export interface BareInbox {
  /** Resolves when it is safe. */
  store(delivery: string, body: Uint8Array): Promise<void>;
  count(): Promise<number>;
  close(): Promise<void>;
}

/** As many as the house's own store has. */
const connections = 12;

/** On a table of its own in this database, which it makes. */
export async function openBareInbox(connectionString: string): Promise<BareInbox> {
  const pool = new Pool({ connectionString, max: connections, application_name: 'branchline bench' });
  await pool.query(`
    create table if not exists bare_inbox (
      id bigint generated always as identity primary key,
      received_at timestamptz not null default now(),
      delivery text not null,
      body bytea not null
    )`);
  return {
    async store(delivery, body) {
      await pool.query('insert into bare_inbox (delivery, body) values ($1, $2)', [delivery, body]);
    },
    async count() {
      const { rows } = await pool.query<{ count: string }>('select count(*) as count from bare_inbox');
      return Number(rows[0]?.count);
    },
    close: () => pool.end(),
  };
}
