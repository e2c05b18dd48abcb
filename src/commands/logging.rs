//! The log: readable lines in a terminal, JSON for machines.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Config;

/// Starts logging to standard error.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let json = match config.log.format.as_deref() {
        Some(format) => format == "json",
        None => !std::io::stderr().is_terminal(),
    };
    start_as(json, &config.log.level)
}

pub fn start_as(json: bool, level: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(level).with_context(|| format!("log.level \"{level}\" is no filter"))?;
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = if json {
        layer.json().flatten_event(true).with_current_span(false).boxed()
    } else {
        layer.with_ansi(colours).with_target(false).compact().boxed()
    };
    tracing_subscriber::registry().with(layer).with(filter).try_init().context("could not start the log")
}
