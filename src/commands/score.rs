//! How well pages are read without rules, and feeds, robots.txt files and sitemaps, and what reading costs: the tables of
//! docs/extraction.md.

use std::{path::PathBuf, process::ExitCode, thread};

use anyhow::Context;

use super::say;
use crate::{
    domain::Clock,
    harvest::{
        self, Bounds,
        score::{self, Report, Sample},
    },
};

/// Prints the tables and what reading cost, and with `misses` what was missed. Ends with 0 when every agreed score and
/// bound is reached.
pub(super) async fn run(folder: PathBuf, misses: bool, every: usize) -> anyhow::Result<ExitCode> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let sample = Sample { every, threads, now: Clock::System.now() };
    let bar = indicatif::ProgressBar::new_spinner().with_message("reading pages");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let work = tokio::task::spawn_blocking(move || {
        let what = || format!("could not read the sets in {}", folder.display());
        // First, while the process holds little.
        let costs = harvest::costs(&folder, every).with_context(what)?;
        let pages = score::score(&folder, &sample).with_context(what)?;
        let formats = harvest::score_formats(&folder).with_context(what)?;
        anyhow::Ok((pages, formats, costs))
    });
    let (report, formats, costs) = work.await.context("the measuring ended early")??;
    bar.finish_and_clear();
    anyhow::ensure!(
        !report.rows.is_empty() || !formats.is_empty(),
        "no set there; looked for {}",
        report.missing.join(", ")
    );
    say(report.to_string().trim_end());
    for folder in &report.missing {
        say(&format!("not there: {folder}"));
    }
    if !formats.is_empty() {
        say("\n| formats | number | share | bar | |\n|---|---:|---:|---:|---|");
    }
    for score in &formats {
        let verdict = if score.holds() { "met" } else { "missed" };
        say(&format!("| {} | {} | {:.4} | {:.3} | {verdict} |", score.name, score.asked, score.share(), score.bar));
    }
    say("\n| files | readings | slowest | most memory | panics | |\n|---|---:|---:|---:|---:|---|");
    for bounds in &costs {
        say(&cost(bounds));
    }
    for Bounds { what, slowest, largest, gave_up, .. } in &costs {
        say(&format!("\n{what}: slowest {}; most memory {}", slowest.1, largest.1));
        for file in gave_up {
            say(&format!("  a reader gave up: {file}"));
        }
    }
    if misses {
        list_misses(&report, &formats);
    }
    let met = report.rows.iter().all(score::Row::is_met) && formats.iter().all(harvest::Score::holds);
    let kept = costs.iter().all(Bounds::are_kept);
    Ok(if met && kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn cost(bounds: &Bounds) -> String {
    let (seconds, memory) = (bounds.slowest.0.as_secs_f64(), bounds.largest.0 / 1024);
    let verdict = if bounds.are_kept() { "kept" } else { "broken" };
    let (what, readings, panics) = (bounds.what, bounds.readings, bounds.gave_up.len());
    format!("| {what} | {readings} | {seconds:.2} s | {memory} MiB | {panics} | {verdict} |")
}

fn list_misses(report: &Report, formats: &[harvest::Score]) {
    for row in &report.rows {
        list(&format!("{}, {}", row.set, row.what), &row.misses);
    }
    for score in formats {
        list(score.name, &score.misses);
    }
}

fn list(what: &str, misses: &[String]) {
    say(&format!("\n{what}: {} missed", misses.len()));
    for miss in misses {
        say(&format!("  {miss}"));
    }
}
