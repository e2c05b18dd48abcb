//! How partner pages are read: fetch, guard, robots rules, feeds, extraction.
//! Must not know the database, the queue or the desk; it is given a source and gives back a reading.
