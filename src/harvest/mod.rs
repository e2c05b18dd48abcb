//! How partner pages are read: fetch, guard, robots rules, feeds, extraction.
//! Must not know the database, the queue or the desk; it is given a source and gives back a reading.

mod globally_reachable;
mod guard;
mod page;
mod policy;

pub use policy::{Agent, AllowedHost, FetchPolicy, NotAHost, NotAnAgent};
mod charset;
mod fetch;
mod gate;
mod media_type;
mod retry_after;
mod unpack;
mod prose;
mod robots;

/// A folder of the corpora nobody here wrote, when the environment names where they lie; they are not part of the project.
#[cfg(test)]
fn corpora(name: &str) -> Option<std::path::PathBuf> {
    let folder = std::env::var_os("CORPORA").map(|root| std::path::Path::new(&root).join(name));
    if folder.is_none() {
        println!("corpora left out: set CORPORA to the folder that holds \"{name}\"");
    }
    folder
}
