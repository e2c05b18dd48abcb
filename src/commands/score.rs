//! How well pages are read without rules, and feeds, robots.txt files and sitemaps: the tables of docs/extraction.md.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;

use super::say;
use crate::{
    domain::Clock,
    harvest::{
        self,
        score::{self, Bounds, Report, Sample},
    },
};

/// Prints the tables and what reading cost, and with `misses` what was missed. Ends with 0 when every agreed score and
/// bound is reached.
pub(super) async fn run(folder: PathBuf, misses: bool, every: usize) -> anyhow::Result<ExitCode> {
    // One page at a time: what a page costs is then its own.
    let sample = Sample { every, threads: 1, now: Clock::System.now() };
    let bar = indicatif::ProgressBar::new_spinner().with_message("reading pages");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let work = tokio::task::spawn_blocking(move || {
        let what = || format!("could not read the sets in {}", folder.display());
        let pages = score::score(&folder, &sample).with_context(what)?;
        let formats = harvest::score_formats(&folder).with_context(what)?;
        let bounds = harvest::bound_formats(&folder).with_context(what)?;
        anyhow::Ok((pages, formats, bounds))
    });
    let (report, formats, bounds) = work.await.context("the measuring ended early")??;
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
    say("\n| files | number | slowest | most memory | panics |\n|---|---:|---:|---:|---:|");
    for (name, bounds) in [("pages", &report.bounds), ("feeds, robots.txt, sitemaps", &bounds)] {
        say(&cost(name, bounds));
    }
    if misses {
        list_misses(&report, &formats, &bounds);
    }
    let met = report.rows.iter().all(score::Row::is_met) && formats.iter().all(harvest::Score::holds);
    let kept = report.bounds.are_kept() && bounds.are_kept();
    Ok(if met && kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn cost(name: &str, bounds: &Bounds) -> String {
    let (seconds, memory) = (bounds.slowest.0.as_secs_f64(), bounds.largest.0 / 1024);
    format!("| {name} | {} | {seconds:.2} s | {memory} MiB | {} |", bounds.files, bounds.gave_up.len())
}

fn list_misses(report: &Report, formats: &[harvest::Score], bounds: &Bounds) {
    for row in &report.rows {
        list(&format!("{}, {}", row.set, row.what), &row.misses);
    }
    for score in formats {
        list(score.name, &score.misses);
    }
    for bounds in [&report.bounds, bounds] {
        say(&format!("\nslowest: {}\nmost memory: {}", bounds.slowest.1, bounds.largest.1));
        list("readers that gave up", &bounds.gave_up);
    }
}

fn list(what: &str, misses: &[String]) {
    say(&format!("\n{what}: {} missed", misses.len()));
    for miss in misses {
        say(&format!("  {miss}"));
    }
}
