-- When a run last came to the end of a source: what is published from it was there then.
alter table source add column checked_at timestamptz;
