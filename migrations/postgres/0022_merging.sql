-- Two practices made one: which item went, what it was merged into, and what that said before and after, so that it can be
-- taken back. The decision itself is a rejection as a duplicate (decision_id).
create table merging (
  id uuid primary key,
  item_id uuid not null references review_item (id),
  decision_id uuid not null unique references decision (id),
  -- One of the two: an undecided proposal, or a practice that readers see.
  into_item_id uuid references review_item (id),
  into_practice_id uuid references practice (id),
  made_at timestamptz not null,
  takes_effect_at timestamptz not null,
  said_before jsonb not null,
  said_after jsonb not null,
  -- What the practice became; none where nothing was taken over.
  revision_id uuid references revision (id),
  -- Records of sources that came with it, and to which practices they led before.
  records jsonb not null,
  -- What the source of the item that went said then; none where a city sent it.
  heard jsonb,
  undone_at timestamptz,
  undone_by uuid references editor (id),
  -- What could not be taken back, for somebody had written there since.
  left_in jsonb
);
create index merging_item on merging (item_id);
create index merging_into_item on merging (into_item_id) where into_item_id is not null;
-- By which merging a record leads to a practice that was read elsewhere.
alter table source_record add column merging_id uuid references merging (id);
create index source_record_merging on source_record (merging_id) where merging_id is not null;
