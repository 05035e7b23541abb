-- Requests with an Idempotency-Key, so that the same request is done once however often it is sent.
create table idempotent_requests (
  -- Who asked: the same word each time.
  caller text not null,
  route text not null,
  -- Digests: neither the key nor what was sent can be read here.
  key_digest text not null,
  request_digest text not null,
  begun_at timestamptz not null default now(),
  -- Which of several tries is under way: one that was given up cannot write its answer.
  attempt text not null,
  -- While there is no answer: until then nobody else may begin.
  lease_until timestamptz not null,
  status integer,
  -- Null when there was nothing to say.
  sealed_answer text,
  primary key (caller, route, key_digest)
);
create index idempotent_requests_by_age on idempotent_requests (begun_at);
