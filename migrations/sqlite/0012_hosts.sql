-- Partners' hosts: who talks to one now, when the last request ended, and what it asked for. All sources and processes that
-- share this database keep to it.
create table host_turn (
  host text primary key,
  holder blob,
  -- A holder that says nothing by then is dead; its request counts as ended then.
  held_until integer,
  ended_at integer,
  -- What its robots.txt asks for between two requests, in milliseconds.
  crawl_delay integer not null default 0,
  -- Retry-After: nobody asks before.
  rest_until integer,
  used_at integer not null
);
create index host_turn_used on host_turn (used_at);

-- Files that no snapshot names any more, until it is sure that nothing else does.
create table blob_unused (
  blob text primary key,
  since integer not null
);
create index snapshot_fetched on snapshot (fetched_at);
create index snapshot_url on snapshot (url, fetched_at);
create index snapshot_blob on snapshot (blob);
create index source_record_snapshot on source_record (snapshot_id);
create index staged_snapshot on staged (snapshot_id);

-- Since when editors know that a link leads nowhere; null while it works, or while they have not been told.
alter table link add column told_at integer;

-- What pages of a source are known to say; a run that contradicts one is held. And how many practices it usually lists, by
-- its first run, where the settings do not say.
create table source_sample (
  source_id blob not null references source (id),
  external_id text not null,
  url text not null,
  expected text not null,
  pinned_at integer not null,
  primary key (source_id, external_id)
);
alter table source add column yield_least integer;
alter table source add column yield_most integer;
-- Who is told how it does; null: everybody at the desk.
alter table source add column owner_id blob references editor (id);

-- When what is done once in a while was last done.
create table chore (
  name text primary key,
  done_at integer not null
);
