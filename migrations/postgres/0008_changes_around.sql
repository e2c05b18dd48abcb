-- Not only practices change what readers see: texts, cities, collections and PDFs do, too.
alter table change alter column practice_id drop not null;
