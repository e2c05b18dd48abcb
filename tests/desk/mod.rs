//! The editors' desk through its door: requests in, pages and database rows out.

mod entrance;
mod house;
mod later;
mod look;
mod pages;
mod preview;
mod review;
