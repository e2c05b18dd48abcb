//! What leaves the house as a file: feeds and sitemaps.
//! Must not know where practices are kept; it is given them.
