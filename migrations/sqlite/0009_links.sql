-- Addresses that published practices send readers to: each row owes a look once a week.
create table link (
  id blob primary key,
  url text not null unique,
  -- How the last look ended, and since when all looks have failed; null before the first.
  outcome text,
  checked_at integer,
  failing_since integer,
  failures integer not null default 0,
  due_at integer,
  attempts integer not null default 0,
  crashes integer not null default 0,
  lease_token blob,
  leased_until integer,
  last_error text,
  gave_up_at integer
);
create index link_due on link (due_at) where due_at is not null;
create index link_failing on link (failing_since) where failing_since is not null;
