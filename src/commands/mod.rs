//! The program's commands: what can be typed, and what each is wired from.
//! The only place that sees all rooms; nothing is decided here that a room could decide.

mod bring;
mod editor;
pub mod export;
mod health;
mod import;
pub mod logging;
mod mail;
pub mod run;
mod score;
mod source;
mod topics;
pub mod turns;
pub mod wiring;

mod doctor;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::config::{self, Config, Flags};

/// Collects the good practices of cities, lets editors review them, publishes what they approve, and tells the cities.
///
/// Try it first: `commons demo` needs nothing and leaves nothing behind.
/// For real use: `commons config sample > config.toml`, `commons doctor`, `commons serve`.
#[derive(Debug, Parser)]
#[command(name = "commons", version, max_term_width = 100, arg_required_else_help = true)]
struct Arguments {
    /// The configuration file (TOML). Also by `COMMONS_CONFIG`.
    #[arg(long, short, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder for everything the program keeps; over `data.folder`.
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows everything with made-up content, in a temporary folder that is deleted at the end
    Demo(crate::demo::DemoArguments),
    /// Runs the site and the background work in one process: all that a small network needs
    Serve(run::Listen),
    /// Runs the site alone; background work is done by `commons work`, here or elsewhere (needs PostgreSQL)
    Web(run::Listen),
    /// Does background work alone: reads submissions and sources, sends letters (needs PostgreSQL)
    Work,
    /// Brings the database to this version and ends
    Migrate,
    /// People who review
    #[command(subcommand)]
    Editor(editor::EditorCommand),
    /// Partner sites that are read on a schedule
    #[command(subcommand)]
    Source(source::SourceCommand),
    /// The topics practices are filed under
    #[command(subcommand)]
    Topics(topics::TopicsCommand),
    /// Files many practices from a table or from filled-in templates into the queue
    Import(bring::Bring),
    /// Letters
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// What leaves the house as a whole
    #[command(subcommand)]
    Export(export::ExportCommand),
    /// The configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Looks whether everything this program needs is in order, and says what to do where it is not
    Doctor,
    /// Asks the running program whether it is ready; for containers. Ends with 0 when it is
    Health,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Reads the configuration as the program would, and says every fault at once
    Check,
    /// Prints an annotated configuration with every setting at its default
    Sample,
}

/// Reads the command line and does what it says. Everything that goes wrong ends in one message on standard error.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::new(error).context("could not start")),
    };
    match runtime.block_on(carry_out(arguments)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    // One message, its causes behind it: `could not open the database: …: …`.
    eprintln!("commons: {error:#}");
    ExitCode::FAILURE
}

async fn carry_out(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let flags = Flags { file: arguments.config, data: arguments.data, ..Flags::default() };
    match arguments.command {
        Command::Demo(demo) => crate::demo::run(demo).await,
        Command::Serve(listen) => run::serve(read(&with_listen(flags, listen))?).await,
        Command::Web(listen) => run::web(read(&with_listen(flags, listen))?).await,
        Command::Work => run::work(read(&flags)?).await,
        Command::Migrate => run::migrate(read(&flags)?).await,
        Command::Editor(command) => editor::run(read(&flags)?, command).await,
        Command::Source(command) => source::run(flags, command).await,
        Command::Topics(command) => topics::run(&command),
        Command::Import(bring) => bring::run(&read(&flags)?, &bring).await,
        Command::Mail(command) => mail::run(read(&flags)?, command).await,
        Command::Export(command) => export::run(read(&flags)?, command).await,
        Command::Config(ConfigCommand::Check) => {
            let config = read(&flags)?;
            say(&format!("the configuration has no faults; the site is {}", config.site_url()));
            Ok(ExitCode::SUCCESS)
        }
        Command::Config(ConfigCommand::Sample) => {
            say(config::sample().trim_end());
            Ok(ExitCode::SUCCESS)
        }
        Command::Doctor => doctor::run(&flags).await,
        Command::Health => health::run(read(&flags)?).await,
    }
}

fn with_listen(flags: Flags, listen: run::Listen) -> Flags {
    Flags { listen: listen.listen, ..flags }
}

fn read(flags: &Flags) -> anyhow::Result<Config> {
    Ok(config::load(flags, std::env::vars())?)
}

/// Prints a line for the person at the terminal; a closed pipe is no fault of ours.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
