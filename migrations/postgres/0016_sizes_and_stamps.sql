-- Smaller drawings of pictures, in the widths that pages ask for.
create table picture_size (
  -- The picture as it was kept.
  blob text not null,
  -- One of the listed widths: the smaller picture is no wider.
  width bigint not null,
  -- Its name in the blob store.
  file text not null,
  primary key (blob, width)
);
create index picture_size_file on picture_size (file);

-- When what is told of a practice beside its content last changed: its origin, or that it was confirmed.
alter table practice add column told_at timestamptz;
update practice set told_at = confirmed_at;
