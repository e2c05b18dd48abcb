-- Who asked for the run that is under way to stop: the run of that lease, and whoever takes up the same slot after it.
alter table source add column stop_token blob;
alter table source add column stop_slot integer;
alter table source add column stop_by blob references editor (id);

-- Other ways to read a source whose rules lost what they found, tried by the run that lost it. Nothing of it is in use.
create table source_fix (
  source_id blob primary key references source (id),
  -- The version of the settings that lost it.
  version integer not null,
  made_at integer not null,
  fixes text not null
);

-- What other readers made of the page an item was read from, where it differs: for an editor to pick from.
alter table review_item add column readings text;
