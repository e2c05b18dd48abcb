-- Every version of a source's settings, so that an earlier one can be used again.
create table source_version (
  source_id blob not null references source (id),
  version integer not null,
  settings text not null,
  made_by blob references editor (id),
  made_at integer not null,
  primary key (source_id, version)
);
insert into source_version (source_id, version, settings, made_at)
  select id, version, settings, changed_at from source;
