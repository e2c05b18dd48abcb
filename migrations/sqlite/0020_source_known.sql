-- What the last reading leaves for the next: validators, hashes, what was listed. Losing it costs one full reading. In a
-- table of its own and in parts, for it may be megabytes: SQLite goes over all of a row whenever it looks at it, and a part
-- that has not changed is not written anew.
create table source_known (
  source_id blob not null references source (id),
  part integer not null,
  known text not null,
  primary key (source_id, part)
);
insert into source_known (source_id, part, known) select id, 0, known from source;
-- The column stays while a version may run that reads it: such a one reads the source whole.
update source set known = '{}';
