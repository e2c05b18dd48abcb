//! The public site: what readers see without an account, in each language under its own address.
//! `views` are the pages as plain data; handlers fill them. Must not change anything on a GET.

pub mod addresses;
pub mod answer;
mod handlers;
pub mod language;
pub mod text_size;
pub mod texts;
pub mod views;
pub mod visitor;

pub(super) use handlers::{NamedChoice, Showing, Standing, Teller};
pub use handlers::{preview, router};
pub use text_size::TextSize;
pub use visitor::{Form, Last, Named, Visitor};
