-- Files that editors bring with many practices: each belongs to a list, which is a source that is never read by itself. A file
-- owes work once somebody has seen what it would bring and said go.
create table import (
  id uuid primary key,
  source_id uuid not null references source (id),
  filename text not null,
  blob text not null,
  -- What each column is taken for.
  mapping jsonb not null,
  row_count bigint not null,
  made_by uuid references editor (id),
  made_at timestamptz not null,
  started_by uuid references editor (id),
  started_at timestamptz,
  finished_at timestamptz,
  due_at timestamptz,
  attempts bigint not null default 0,
  crashes bigint not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  gave_up_at timestamptz
);
create index import_made on import (made_at);
create index import_due on import (due_at) where due_at is not null;

-- What became of a row: written in the transaction that filed it, so that no row is filed twice.
create table import_row (
  import_id uuid not null references import (id),
  number bigint not null,
  outcome text not null check (outcome in ('new', 'changed', 'same', 'refused')),
  title text not null,
  faults jsonb not null,
  source_record_id uuid references source_record (id),
  primary key (import_id, number)
);
create index import_row_record on import_row (source_record_id) where source_record_id is not null;

-- The file that brought a proposal: its origin then is neither a city nor a site.
alter table review_item add column import_id uuid references import (id);

-- Keys that programs send with what they submit, so that sending it again submits nothing again. Only hashes are kept.
create table idempotency_key (
  key_hash bytea primary key,
  body_hash bytea not null,
  -- From this, the key and the body the link of the answer is made again.
  salt bytea not null,
  taken_at timestamptz not null,
  done boolean not null
);
create index idempotency_key_taken on idempotency_key (taken_at);
