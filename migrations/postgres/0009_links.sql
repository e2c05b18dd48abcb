-- Addresses that published practices send readers to: each row owes a look once a week.
create table link (
  id uuid primary key,
  url text not null unique,
  -- How the last look ended, and since when all looks have failed; null before the first.
  outcome jsonb,
  checked_at timestamptz,
  failing_since timestamptz,
  failures bigint not null default 0,
  due_at timestamptz,
  attempts bigint not null default 0,
  crashes bigint not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  gave_up_at timestamptz
);
create index link_due on link (due_at) where due_at is not null;
create index link_failing on link (failing_since) where failing_since is not null;
