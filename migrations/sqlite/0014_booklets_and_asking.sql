-- Booklets that readers put together, by what they are made of: made once, and forgotten after a while.
create table booklet (
  content text primary key,
  blob text not null,
  size integer not null,
  pages integer not null,
  made_at integer not null
);
create index booklet_made on booklet (made_at);
create index booklet_blob on booklet (blob);

-- When a city was last asked whether its published text is still right.
alter table practice add column asked_at integer;
