//! Which practices match, and how many per facet.
//! A copy of what is published: deleting it loses nothing. Must not know the database.
