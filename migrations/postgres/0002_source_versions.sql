-- Every version of a source's settings, so that an earlier one can be used again.
create table source_version (
  source_id uuid not null references source (id),
  version bigint not null,
  settings jsonb not null,
  made_by uuid references editor (id),
  made_at timestamptz not null,
  primary key (source_id, version)
);
insert into source_version (source_id, version, settings, made_at)
  select id, version, settings, changed_at from source;
