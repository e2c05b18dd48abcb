-- What a run over a source has read so far, put away before the rest is read: a run that is cut short goes on where it
-- was, and a long one needs no more memory than a short one. With harvest_id it belongs to a run that is held.
create table staged (
  id uuid primary key,
  source_id uuid not null references source (id),
  harvest_id uuid references harvest (id),
  external_id text not null,
  -- Hash of the rules it was read by.
  rules text not null,
  candidate jsonb not null,
  -- The page it was read from, as the next reading must know it.
  page_url text not null,
  page jsonb not null,
  snapshot_id uuid references snapshot (id),
  staged_at timestamptz not null
);
create index staged_source on staged (source_id, harvest_id, id);
