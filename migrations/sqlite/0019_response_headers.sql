-- What the server said with a page: names and values of its response headers, without cookies (domain::reading::Snapshot).
alter table snapshot add column headers text;
