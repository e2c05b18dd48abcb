-- PDFs of practices and collections, one a language: each row owes its file until it is made of what readers see.
create table rendition (
  id uuid primary key,
  kind text not null check (kind in ('practice', 'collection')),
  subject_id uuid not null,
  language text not null,
  -- What the file was made of, for telling whether it is still that; null while there is none.
  content text,
  blob text,
  size bigint,
  pages bigint,
  due_at timestamptz,
  attempts bigint not null default 0,
  crashes bigint not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  gave_up_at timestamptz,
  unique (kind, subject_id, language)
);
create index rendition_due on rendition (due_at) where due_at is not null;
create index rendition_blob on rendition (blob);

-- What was published before owes its files from now on.
insert into rendition (id, kind, subject_id, language, due_at)
  select gen_random_uuid(), 'practice', p.id, l.language, clock_timestamp()
  from practice p cross join (values ('en'), ('fr')) l (language);
insert into rendition (id, kind, subject_id, language, due_at)
  select gen_random_uuid(), 'collection', c.id, l.language, clock_timestamp()
  from collection c cross join (values ('en'), ('fr')) l (language);
