//! Partner sites read through the door of the room, over real HTTP.

mod alone;
mod besieged;
mod closed;
mod contacts;
mod data;
mod discover;
mod feeds;
mod guarding;
mod hostile;
mod moved;
mod names;
mod oai;
mod offers;
mod origins;
mod pages;
mod phrases;
mod politeness;
mod portions;
pub mod repeats;
mod rows;
mod settings;
pub mod site;
mod sitemaps;
mod turns;
