//! How well pages are read without rules: the table of docs/extraction.md.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;

use super::say;
use crate::{
    domain::Clock,
    harvest::score::{self, Sample},
};

/// Prints the table, and with `misses` what was missed. Ends with 0 when every agreed score is reached.
pub(super) async fn run(folder: PathBuf, misses: bool, every: usize) -> anyhow::Result<ExitCode> {
    let sample = Sample { every, threads: 2, now: Clock::System.now() };
    let bar = indicatif::ProgressBar::new_spinner().with_message("reading pages");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let work = tokio::task::spawn_blocking(move || {
        score::score(&folder, &sample).with_context(|| format!("could not read the page sets in {}", folder.display()))
    });
    let report = work.await.context("the measuring ended early")??;
    bar.finish_and_clear();
    anyhow::ensure!(!report.rows.is_empty(), "no page set there; looked for {}", report.missing.join(", "));
    say(report.to_string().trim_end());
    for folder in &report.missing {
        say(&format!("not there: {folder}"));
    }
    for row in report.rows.iter().filter(|_| misses) {
        say(&format!("\n{}, {}: {} missed", row.set, row.what, row.misses.len()));
        for miss in &row.misses {
            say(&format!("  {miss}"));
        }
    }
    let met = report.rows.iter().all(score::Row::is_met);
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
