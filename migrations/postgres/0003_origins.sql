-- Where each field was read: snapshot, time, element and words (domain::candidate::ReadFields). With the record as last
-- read, and with the item as filed.
alter table source_record add column origins jsonb not null default '{}';
alter table review_item add column origins jsonb not null default '{}';
