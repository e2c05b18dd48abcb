//! How people reach it: the public site, the pages of cities, the desk of editors.
//! Reads the store; changes things through the desk alone.

pub mod app;
pub mod assets;
pub mod caller;
pub mod desk;
pub mod health;
pub mod indexing;
pub mod shelf;
pub mod shield;
pub mod site;

pub use app::{App, DemoParts, Parts, SiteSettings};
