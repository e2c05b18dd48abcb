//! The editors' desk through its door: requests in, pages and database rows out.

mod days;
mod entrance;
mod found;
pub mod house;
mod imports;
mod known;
mod later;
mod links;
mod origins;
mod pages;
mod preview;
mod readings;
mod resting;
mod review;
mod snapshots;
mod topics;
