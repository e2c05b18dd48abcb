//! How people reach it: the public site, the pages of cities, the desk of editors.
//! Reads the store; changes things through the desk alone.

pub mod assets;
pub mod site;
