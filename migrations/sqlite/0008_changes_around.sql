-- Not only practices change what readers see: texts, cities, collections and PDFs do, too.
create table change_new (
  seq integer primary key autoincrement,
  practice_id blob references practice (id),
  due_at integer not null
);
insert into change_new (seq, practice_id, due_at) select seq, practice_id, due_at from change;
drop table change;
alter table change_new rename to change;
create index change_due on change (due_at);
