-- Where a city lies (WGS 84), in thousandths of a degree; both or neither.

alter table city add column latitude integer;
alter table city add column longitude integer;
