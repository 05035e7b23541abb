/** Empties the tables about people, so that the tests of a file may share a house. */

import { Client } from 'pg';

/** Also forgets who was erased, and whom each site trusts. */
export async function forgetEverybody(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(
    'truncate people, erased_identities, jira_people_settings, people_cursors restart identity cascade',
  );
  await client.end();
}
