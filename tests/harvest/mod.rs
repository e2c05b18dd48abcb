//! Partner sites read through the door of the room, over real HTTP.

mod besieged;
mod data;
mod discover;
mod feeds;
mod guarding;
mod hostile;
mod names;
mod oai;
mod offers;
mod origins;
mod pages;
mod phrases;
mod politeness;
mod rows;
mod settings;
pub mod site;
mod sitemaps;
mod turns;
