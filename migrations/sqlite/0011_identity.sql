-- By what a record is recognised when it comes another way: its address without what says nothing of the page, what the
-- page calls its own address, and a hash of its words (domain::same_page, domain::duplicate). Null until it is worked out.
alter table source_record add column address_key text;
alter table source_record add column canonical_key text;
alter table source_record add column text_hash text;
create index source_record_address on source_record (address_key);
create index source_record_canonical on source_record (canonical_key) where canonical_key is not null;
create index source_record_text on source_record (text_hash) where text_hash is not null;
create index review_item_record on review_item (source_record_id, received_at) where source_record_id is not null;
create index review_item_source on review_item (source_id) where source_id is not null;
-- A source that was removed keeps its records, and goes on with them when it is added again.
alter table source add column retired_at integer;
-- Fields that were changed here and at the source, with both texts (domain::merge::Conflict).
alter table review_item add column conflicts text;
-- Where readers are sent from a moment on, once the page has moved at its source.
alter table practice add column next_origin text;
alter table practice add column next_origin_at integer;
