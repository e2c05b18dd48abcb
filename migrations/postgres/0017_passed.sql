-- The pages that a run over a source has gone through so far: a run that is cut short goes on behind them. What was found
-- there is in staged.
create table passed (
  id uuid primary key,
  source_id uuid not null references source (id),
  -- Hash of the rules they were read by.
  rules text not null,
  passed jsonb not null,
  passed_at timestamptz not null
);
create index passed_source on passed (source_id, id);

-- What a list that is begun anew says of a practice takes the place of what it said before.
delete from staged where harvest_id is null and exists (
  select 1 from staged later
  where later.source_id = staged.source_id and later.external_id = staged.external_id
    and later.harvest_id is null and later.id > staged.id
);
create unique index staged_practice on staged (source_id, external_id) where harvest_id is null;
