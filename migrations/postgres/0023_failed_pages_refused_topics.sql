-- The pages of a source that the last runs could not read: where each ended, why, and what was kept of it. One row a page,
-- gone when a run has read it; with what came of reading it again.
create table failed_page (
  source_id uuid not null references source (id),
  -- 'practice', or 'list': a page that names practices.
  kind text not null,
  external_id text not null,
  url text not null,
  stage text not null,
  why jsonb not null,
  -- What it shares with other pages, where that is why it was left out.
  shared text,
  snapshot_id uuid references snapshot (id),
  -- The run it failed in last.
  harvest_id uuid not null references harvest (id),
  failed_at timestamptz not null,
  first_failed_at timestamptz not null,
  -- Until when its host wants to be left alone.
  rests_until timestamptz,
  -- When its practice was last known to be there.
  seen_at timestamptz,
  -- Somebody wants it read again; what came of that, and the item it made.
  asked_at timestamptz,
  tried_at timestamptz,
  came jsonb,
  item_id uuid references review_item (id),
  primary key (source_id, kind, external_id)
);
-- Pages that failed are kept to be looked at: no copy of a page that could be read.
alter table snapshot add column failed boolean not null default false;
-- A look at the source for such pages alone: when it is due, and when the next run was due otherwise.
alter table source add column pages_due_at timestamptz;
alter table source add column pages_then_at timestamptz;
-- A suggested topic that an editor does not want for an item: it is not suggested again.
create table topic_refused (
  item_id uuid not null references review_item (id),
  topic text not null,
  primary key (item_id, topic)
);
