-- Pictures of the page an item was read from: addresses, descriptions and credits, for an editor who asks for their licence.
alter table review_item add column source_pictures jsonb;
