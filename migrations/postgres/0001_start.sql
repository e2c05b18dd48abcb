-- Rows that owe work carry the same seven columns (store/owed.rs): due_at (null: owes nothing), attempts (counted before
-- the work starts), crashes (attempts in a row that ended without a report), lease_token and leased_until (who looks at
-- it now), last_error, gave_up_at.

create table city (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  names jsonb not null,
  aliases jsonb not null,
  country text not null,
  language text not null
);

create table editor (
  id uuid primary key,
  email text not null unique,
  name text not null,
  role text not null check (role in ('editor', 'admin')),
  language text not null,
  password_hash text,
  keys boolean not null default true,
  made_at timestamptz not null,
  disabled_at timestamptz
);

-- One-time links by which an editor sets a password.
create table editor_link (
  token_hash bytea primary key,
  editor_id uuid not null references editor (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table session (
  token_hash bytea primary key,
  editor_id uuid not null references editor (id),
  made_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_editor on session (editor_id);

-- How often something was tried lately: sign-ins, forms, look-ups.
create table throttle (
  name text primary key,
  count bigint not null,
  since timestamptz not null,
  until timestamptz not null
);
create index throttle_until on throttle (until);

create table source (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  settings jsonb not null,
  active boolean not null,
  health jsonb not null,
  -- What the last reading leaves for the next: validators, hashes, what was listed. Losing it costs one full reading.
  known jsonb not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  version bigint not null,
  due_at timestamptz,
  attempts bigint not null default 0,
  crashes bigint not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  gave_up_at timestamptz
);
create index source_due on source (due_at) where due_at is not null;

create table snapshot (
  id uuid primary key,
  source_id uuid not null references source (id),
  url text not null,
  blob text not null,
  media_type text not null,
  fetched_at timestamptz not null
);
create index snapshot_source on snapshot (source_id, url, fetched_at);

create table harvest (
  id uuid primary key,
  source_id uuid not null references source (id),
  slot timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text,
  counts jsonb not null,
  notes jsonb not null,
  -- The reading as it came, while an editor decides whether it is filed, and from when it is.
  held jsonb,
  release_at timestamptz,
  unique (source_id, slot)
);

create table practice (
  id uuid primary key,
  slug text not null unique,
  origin jsonb not null,
  made_at timestamptz not null,
  confirmed_at timestamptz
);

-- Every address a practice ever had; the practice's own slug is the one in use.
create table practice_address (
  slug text primary key,
  practice_id uuid not null references practice (id),
  made_at timestamptz not null
);

create table source_record (
  id uuid primary key,
  source_id uuid not null references source (id),
  external_id text not null,
  url text not null,
  content_hash text not null,
  draft jsonb not null,
  snapshot_id uuid references snapshot (id),
  practice_id uuid references practice (id),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  gone_at timestamptz,
  unique (source_id, external_id)
);
create index source_record_practice on source_record (practice_id);

create table review_item (
  id uuid primary key,
  kind text not null check (kind in ('new', 'update', 'gone', 'held_run')),
  origin text not null check (origin in ('city', 'source')),
  state jsonb not null,
  phase text not null check (phase in ('open', 'changes_asked', 'approved', 'rejected', 'withdrawn')),
  version bigint not null,
  title text not null,
  city_id uuid references city (id),
  city_name text not null,
  country text,
  practice_id uuid references practice (id),
  source_id uuid references source (id),
  source_record_id uuid references source_record (id),
  harvest_id uuid references harvest (id),
  draft jsonb not null,
  pictures jsonb not null,
  base jsonb,
  seen jsonb,
  flags jsonb not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  entered_at timestamptz not null,
  claimed_by uuid references editor (id),
  claimed_until timestamptz
);
create index review_item_phase on review_item (phase, received_at);
create index review_item_practice on review_item (practice_id);
-- One open question at a time about a record of a source, however many runs find it.
create unique index review_item_open_record on review_item (source_record_id)
  where source_record_id is not null and phase = 'open';

create table submission (
  id uuid primary key,
  root_id uuid not null,
  seq bigint not null,
  reference text not null,
  item_id uuid references review_item (id),
  city_id uuid references city (id),
  contact_name text not null,
  contact_email text not null,
  contact_role text not null,
  language text not null,
  raw jsonb not null,
  consent_wording text not null,
  received_at timestamptz not null,
  suspicious boolean not null,
  due_at timestamptz,
  attempts bigint not null default 0,
  crashes bigint not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  gave_up_at timestamptz,
  unique (root_id, seq),
  unique (reference, seq)
);
create index submission_due on submission (due_at) where due_at is not null;
create index submission_item on submission (item_id);

-- Secret links to a submission's status page; each letter carries its own.
create table submission_link (
  token_hash bytea primary key,
  root_id uuid not null references submission (id),
  made_at timestamptz not null,
  expires_at timestamptz not null
);

create table upload (
  id uuid primary key,
  submission_id uuid not null references submission (id),
  kind text not null check (kind in ('picture', 'document')),
  blob text not null,
  filename text not null,
  media_type text not null,
  size bigint not null,
  width bigint,
  height bigint,
  alt text not null,
  credit text not null,
  licence text not null,
  unique (submission_id, blob)
);
create index upload_blob on upload (blob);

-- Files of forms that are not sent yet, or had errors; forgotten after two days.
create table pending_upload (
  id uuid primary key,
  form_hash bytea not null,
  kind text not null check (kind in ('picture', 'document')),
  blob text not null,
  filename text not null,
  media_type text not null,
  size bigint not null,
  width bigint,
  height bigint,
  made_at timestamptz not null
);
create index pending_upload_form on pending_upload (form_hash);
create index pending_upload_blob on pending_upload (blob);
create index pending_upload_made on pending_upload (made_at);

create table decision (
  id uuid primary key,
  item_id uuid not null references review_item (id),
  version bigint not null,
  kind text not null,
  made_by uuid not null references editor (id),
  made_at timestamptz not null,
  takes_effect_at timestamptz not null,
  reason text,
  message text not null,
  notes jsonb not null,
  undone_at timestamptz,
  undone_by uuid references editor (id),
  unique (item_id, version)
);

create table revision (
  id uuid primary key,
  practice_id uuid not null references practice (id),
  seq bigint not null,
  -- Null: from then on the practice is withdrawn.
  record jsonb,
  decision_id uuid unique references decision (id),
  made_by uuid references editor (id),
  made_at timestamptz not null,
  live_from timestamptz not null,
  cancelled_at timestamptz,
  unique (practice_id, seq)
);
create index revision_live on revision (practice_id, live_from);

-- What the search index of each process has to look at again, and from when.
create table change (
  seq bigint generated always as identity primary key,
  practice_id uuid not null references practice (id),
  due_at timestamptz not null
);
create index change_due on change (due_at);

create table collection (
  id uuid primary key,
  slug text not null unique,
  titles jsonb not null,
  introductions jsonb not null,
  position bigint not null
);

create table collection_entry (
  collection_id uuid not null references collection (id),
  practice_id uuid not null references practice (id),
  position bigint not null,
  headings jsonb not null,
  primary key (collection_id, practice_id)
);

create table site_text (
  name text not null,
  language text not null,
  version bigint not null,
  body text not null,
  made_by uuid references editor (id),
  made_at timestamptz not null,
  primary key (name, language, version)
);

create table notification (
  id uuid primary key,
  -- What happened; with the address it makes the mail unique.
  event text not null,
  recipient text not null,
  recipient_name text not null,
  language text not null,
  kind text not null,
  letter jsonb not null,
  -- Mails of one thread are never overtaken by an older one.
  thread text not null,
  item_id uuid references review_item (id),
  submission_id uuid references submission (id),
  source_id uuid references source (id),
  decision_id uuid references decision (id),
  made_at timestamptz not null,
  state text not null check (state in ('queued', 'deferred', 'uncertain', 'accepted', 'refused', 'expired', 'superseded', 'cancelled')),
  message_id text not null unique,
  message bytea,
  data_started_at timestamptz,
  first_tried_at timestamptz,
  settled_at timestamptz,
  reply text,
  due_at timestamptz,
  attempts bigint not null default 0,
  crashes bigint not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  gave_up_at timestamptz,
  unique (event, recipient)
);
create index notification_due on notification (due_at) where due_at is not null;
create index notification_item on notification (item_id);
create index notification_thread on notification (thread, made_at);

-- The mail log: what the server said at each try.
create table delivery (
  id uuid primary key,
  notification_id uuid not null references notification (id),
  at timestamptz not null,
  outcome text not null,
  phase text not null,
  code bigint,
  reply text not null
);
create index delivery_notification on delivery (notification_id, at);

-- The one row about our mail server: how often it failed in a row, and until when we leave it alone.
create table relay (
  id bigint primary key check (id = 1),
  failures bigint not null,
  paused_until timestamptz
);
insert into relay (id, failures, paused_until) values (1, 0, null);

create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  actor_id uuid,
  action text not null,
  subject text not null,
  subject_id uuid not null,
  from_state text,
  to_state text,
  why text not null,
  details jsonb not null
);
create index audit_subject on audit (subject_id, seq);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end $$;
create trigger audit_no_update before update or delete on audit for each row execute function audit_is_append_only();
create trigger audit_no_truncate before truncate on audit for each statement execute function audit_is_append_only();
