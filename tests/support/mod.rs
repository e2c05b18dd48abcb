//! What tests need from outside the program: a PostgreSQL to make databases in.
//! A test that needs it and does not find it fails; it never passes by being left out.

pub mod partner;
pub mod postgres;
pub mod practice;
pub mod store;
