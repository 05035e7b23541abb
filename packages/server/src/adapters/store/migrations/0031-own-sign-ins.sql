-- People's own connections through a browser: what became of each way there, and since when a connection stands.

-- Of ways that end in somebody's own connection: {"kind": "connected"}, {"kind": "refused", "because": …}, or
-- {"kind": "code-needed", "codeDigest": …}. Null until they ended, and for all other ways.
alter table sign_ins add column outcome jsonb;

-- Null for connections that were saved before this was noted.
alter table personal_connections add column connected_at timestamptz;
