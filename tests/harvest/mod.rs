//! Partner sites read through the door of the room, over real HTTP.

mod discover;
mod feeds;
mod guarding;
mod hostile;
mod origins;
mod pages;
mod phrases;
mod politeness;
mod settings;
pub mod site;
