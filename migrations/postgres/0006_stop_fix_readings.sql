-- Who asked for the run that is under way to stop: the run of that lease, and whoever takes up the same slot after it.
alter table source add column stop_token uuid;
alter table source add column stop_slot timestamptz;
alter table source add column stop_by uuid references editor (id);

-- Other ways to read a source whose rules lost what they found, tried by the run that lost it. Nothing of it is in use.
create table source_fix (
  source_id uuid primary key references source (id),
  -- The version of the settings that lost it.
  version bigint not null,
  made_at timestamptz not null,
  fixes jsonb not null
);

-- What other readers made of the page an item was read from, where it differs: for an editor to pick from.
alter table review_item add column readings jsonb;
