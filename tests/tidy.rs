//! The house rules of design and style that no compiler checks, each as a pure function over the text of the project.
//! Beside every rule stands an example that breaks it: a rule that cannot fail would be worth nothing.

mod files;
mod floors;
mod libraries;
mod phrases;
mod source;
mod vendored;

/// Fails with one line a fault.
#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
