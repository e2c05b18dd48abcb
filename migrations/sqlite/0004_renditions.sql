-- PDFs of practices and collections, one a language: each row owes its file until it is made of what readers see.
create table rendition (
  id blob primary key,
  kind text not null check (kind in ('practice', 'collection')),
  subject_id blob not null,
  language text not null,
  -- What the file was made of, for telling whether it is still that; null while there is none.
  content text,
  blob text,
  size integer,
  pages integer,
  due_at integer,
  attempts integer not null default 0,
  crashes integer not null default 0,
  lease_token blob,
  leased_until integer,
  last_error text,
  gave_up_at integer,
  unique (kind, subject_id, language)
);
create index rendition_due on rendition (due_at) where due_at is not null;
create index rendition_blob on rendition (blob);

-- What was published before owes its files from now on.
insert into rendition (id, kind, subject_id, language, due_at)
  select randomblob(16), 'practice', p.id, l.language, cast(strftime('%s', 'now') as integer) * 1000000
  from practice p cross join (select 'en' as language union all select 'fr') l;
insert into rendition (id, kind, subject_id, language, due_at)
  select randomblob(16), 'collection', c.id, l.language, cast(strftime('%s', 'now') as integer) * 1000000
  from collection c cross join (select 'en' as language union all select 'fr') l;
