//! The demonstration: everything real, with made-up content, in a temporary folder.
//! Its content also serves the tests.

pub mod content;
mod queue;
pub mod seed;

use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub struct DemoArguments {}

pub async fn run(_: DemoArguments) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
