//! Practice Commons: the good practices of cities, collected, reviewed and published.
//!
//! The rooms and who may look into whom are in ARCHITECTURE.md; `tests/tidy.rs` holds them to it.

pub mod commands;
pub mod config;
pub mod demo;
pub mod desk;
pub mod documents;
pub mod domain;
pub mod harvest;
#[path = "../jobs/mod.rs"]
pub mod jobs;
pub mod mail;
pub mod press;
pub mod search;
pub mod store;
pub mod text;
pub mod web;
