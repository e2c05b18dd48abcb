-- Rows that owe work carry the same seven columns (store/owed.rs): due_at (null: owes nothing), attempts (counted before
-- the work starts), crashes (attempts in a row that ended without a report), lease_token and leased_until (who looks at
-- it now), last_error, gave_up_at.

create table city (
  id blob primary key,
  slug text not null unique,
  name text not null,
  names text not null,
  aliases text not null,
  country text not null,
  language text not null
);

create table editor (
  id blob primary key,
  email text not null unique,
  name text not null,
  role text not null check (role in ('editor', 'admin')),
  language text not null,
  password_hash text,
  keys boolean not null default true,
  made_at integer not null,
  disabled_at integer
);

-- One-time links by which an editor sets a password.
create table editor_link (
  token_hash blob primary key,
  editor_id blob not null references editor (id),
  made_at integer not null,
  expires_at integer not null,
  used_at integer
);

create table session (
  token_hash blob primary key,
  editor_id blob not null references editor (id),
  made_at integer not null,
  seen_at integer not null,
  expires_at integer not null
);
create index session_editor on session (editor_id);

-- How often something was tried lately: sign-ins, forms, look-ups.
create table throttle (
  name text primary key,
  count integer not null,
  since integer not null,
  until integer not null
);
create index throttle_until on throttle (until);

create table source (
  id blob primary key,
  slug text not null unique,
  name text not null,
  settings text not null,
  active boolean not null,
  health text not null,
  -- What the last reading leaves for the next: validators, hashes, what was listed. Losing it costs one full reading.
  known text not null,
  made_at integer not null,
  changed_at integer not null,
  version integer not null,
  due_at integer,
  attempts integer not null default 0,
  crashes integer not null default 0,
  lease_token blob,
  leased_until integer,
  last_error text,
  gave_up_at integer
);
create index source_due on source (due_at) where due_at is not null;

create table snapshot (
  id blob primary key,
  source_id blob not null references source (id),
  url text not null,
  blob text not null,
  media_type text not null,
  fetched_at integer not null
);
create index snapshot_source on snapshot (source_id, url, fetched_at);

create table harvest (
  id blob primary key,
  source_id blob not null references source (id),
  slot integer not null,
  started_at integer not null,
  finished_at integer,
  outcome text,
  counts text not null,
  notes text not null,
  -- The reading as it came, while an editor decides whether it is filed, and from when it is.
  held text,
  release_at integer,
  unique (source_id, slot)
);

create table practice (
  id blob primary key,
  slug text not null unique,
  origin text not null,
  made_at integer not null,
  confirmed_at integer
);

-- Every address a practice ever had; the practice's own slug is the one in use.
create table practice_address (
  slug text primary key,
  practice_id blob not null references practice (id),
  made_at integer not null
);

create table source_record (
  id blob primary key,
  source_id blob not null references source (id),
  external_id text not null,
  url text not null,
  content_hash text not null,
  draft text not null,
  snapshot_id blob references snapshot (id),
  practice_id blob references practice (id),
  first_seen_at integer not null,
  last_seen_at integer not null,
  gone_at integer,
  unique (source_id, external_id)
);
create index source_record_practice on source_record (practice_id);

create table review_item (
  id blob primary key,
  kind text not null check (kind in ('new', 'update', 'gone', 'held_run')),
  origin text not null check (origin in ('city', 'source')),
  state text not null,
  phase text not null check (phase in ('open', 'changes_asked', 'approved', 'rejected', 'withdrawn')),
  version integer not null,
  title text not null,
  city_id blob references city (id),
  city_name text not null,
  country text,
  practice_id blob references practice (id),
  source_id blob references source (id),
  source_record_id blob references source_record (id),
  harvest_id blob references harvest (id),
  draft text not null,
  pictures text not null,
  base text,
  seen text,
  flags text not null,
  received_at integer not null,
  due_at integer not null,
  entered_at integer not null,
  claimed_by blob references editor (id),
  claimed_until integer
);
create index review_item_phase on review_item (phase, received_at);
create index review_item_practice on review_item (practice_id);
-- One open question at a time about a record of a source, however many runs find it.
create unique index review_item_open_record on review_item (source_record_id)
  where source_record_id is not null and phase = 'open';

create table submission (
  id blob primary key,
  root_id blob not null,
  seq integer not null,
  reference text not null,
  item_id blob references review_item (id),
  city_id blob references city (id),
  contact_name text not null,
  contact_email text not null,
  contact_role text not null,
  language text not null,
  raw text not null,
  consent_wording text not null,
  received_at integer not null,
  suspicious boolean not null,
  due_at integer,
  attempts integer not null default 0,
  crashes integer not null default 0,
  lease_token blob,
  leased_until integer,
  last_error text,
  gave_up_at integer,
  unique (root_id, seq),
  unique (reference, seq)
);
create index submission_due on submission (due_at) where due_at is not null;
create index submission_item on submission (item_id);

-- Secret links to a submission's status page; each letter carries its own.
create table submission_link (
  token_hash blob primary key,
  root_id blob not null references submission (id),
  made_at integer not null,
  expires_at integer not null
);

create table upload (
  id blob primary key,
  submission_id blob not null references submission (id),
  kind text not null check (kind in ('picture', 'document')),
  blob text not null,
  filename text not null,
  media_type text not null,
  size integer not null,
  width integer,
  height integer,
  alt text not null,
  credit text not null,
  licence text not null,
  unique (submission_id, blob)
);
create index upload_blob on upload (blob);

-- Files of forms that are not sent yet, or had errors; forgotten after two days.
create table pending_upload (
  id blob primary key,
  form_hash blob not null,
  kind text not null check (kind in ('picture', 'document')),
  blob text not null,
  filename text not null,
  media_type text not null,
  size integer not null,
  width integer,
  height integer,
  made_at integer not null
);
create index pending_upload_form on pending_upload (form_hash);
create index pending_upload_blob on pending_upload (blob);
create index pending_upload_made on pending_upload (made_at);

create table decision (
  id blob primary key,
  item_id blob not null references review_item (id),
  version integer not null,
  kind text not null,
  made_by blob not null references editor (id),
  made_at integer not null,
  takes_effect_at integer not null,
  reason text,
  message text not null,
  notes text not null,
  undone_at integer,
  undone_by blob references editor (id),
  unique (item_id, version)
);

create table revision (
  id blob primary key,
  practice_id blob not null references practice (id),
  seq integer not null,
  -- Null: from then on the practice is withdrawn.
  record text,
  decision_id blob unique references decision (id),
  made_by blob references editor (id),
  made_at integer not null,
  live_from integer not null,
  cancelled_at integer,
  unique (practice_id, seq)
);
create index revision_live on revision (practice_id, live_from);

-- What the search index of each process has to look at again, and from when.
create table change (
  seq integer primary key autoincrement,
  practice_id blob not null references practice (id),
  due_at integer not null
);
create index change_due on change (due_at);

create table collection (
  id blob primary key,
  slug text not null unique,
  titles text not null,
  introductions text not null,
  position integer not null
);

create table collection_entry (
  collection_id blob not null references collection (id),
  practice_id blob not null references practice (id),
  position integer not null,
  headings text not null,
  primary key (collection_id, practice_id)
);

create table site_text (
  name text not null,
  language text not null,
  version integer not null,
  body text not null,
  made_by blob references editor (id),
  made_at integer not null,
  primary key (name, language, version)
);

create table notification (
  id blob primary key,
  -- What happened; with the address it makes the mail unique.
  event text not null,
  recipient text not null,
  recipient_name text not null,
  language text not null,
  kind text not null,
  letter text not null,
  -- Mails of one thread are never overtaken by an older one.
  thread text not null,
  item_id blob references review_item (id),
  submission_id blob references submission (id),
  source_id blob references source (id),
  decision_id blob references decision (id),
  made_at integer not null,
  state text not null check (state in ('queued', 'deferred', 'uncertain', 'accepted', 'refused', 'expired', 'superseded', 'cancelled')),
  message_id text not null unique,
  message blob,
  data_started_at integer,
  first_tried_at integer,
  settled_at integer,
  reply text,
  due_at integer,
  attempts integer not null default 0,
  crashes integer not null default 0,
  lease_token blob,
  leased_until integer,
  last_error text,
  gave_up_at integer,
  unique (event, recipient)
);
create index notification_due on notification (due_at) where due_at is not null;
create index notification_item on notification (item_id);
create index notification_thread on notification (thread, made_at);

-- The mail log: what the server said at each try.
create table delivery (
  id blob primary key,
  notification_id blob not null references notification (id),
  at integer not null,
  outcome text not null,
  phase text not null,
  code integer,
  reply text not null
);
create index delivery_notification on delivery (notification_id, at);

-- The one row about our mail server: how often it failed in a row, and until when we leave it alone.
create table relay (
  id integer primary key check (id = 1),
  failures integer not null,
  paused_until integer
);
insert into relay (id, failures, paused_until) values (1, 0, null);

create table audit (
  seq integer primary key autoincrement,
  at integer not null,
  actor text not null,
  actor_id blob,
  action text not null,
  subject text not null,
  subject_id blob not null,
  from_state text,
  to_state text,
  why text not null,
  details text not null
);
create index audit_subject on audit (subject_id, seq);

create trigger audit_no_update before update on audit begin
  select raise(abort, 'the audit trail is append-only');
end;
create trigger audit_no_delete before delete on audit begin
  select raise(abort, 'the audit trail is append-only');
end;
