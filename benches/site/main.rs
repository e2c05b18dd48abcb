//! How fast readers are served: `cargo bench --profile dist --bench site -- [practices] [--seconds N]`.
//!
//! Fills a new database with that many made-up practices (10,000 unless said otherwise), starts the program on it as an
//! operator would, and asks for pages over 32 connections. nginx (Debian's package) then serves the same bytes as files to
//! the same client in the same run: the ratio says more than the times of one machine. Nothing leaves this machine.

#![expect(clippy::print_stdout, reason = "prints what it measured")]

mod ask;
mod given;
mod nginx;
mod server;

use std::{env, time::Duration};

use ask::{Request, measure};
use given::Given;
use nginx::Nginx;
use server::Server;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// As many as a busy small site has at once.
const CONNECTIONS: usize = 32;
/// Different pages of practices asked for in turn.
const DIFFERENT: usize = 500;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut practices, mut seconds) = (10_000, 5);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = arguments.next().ok_or("--seconds needs a number")?.parse()?,
            number => practices = number.parse().map_err(|_| format!("\"{number}\" is no number of practices"))?,
        }
    }
    let time = Duration::from_secs(seconds);
    let nginx = Nginx::find()?;
    let folder = tempfile::tempdir()?;
    let given = given::fill(folder.path(), practices).await?;
    println!("{practices} practices, {CONNECTIONS} connections, {seconds} s each");

    let first = Server::start(folder.path()).await?;
    println!("first start, the index made from the database: {:.2} s", first.took.as_secs_f64());
    drop(first);
    let server = Server::start(folder.path()).await?;
    println!("start with the index there: {:.2} s", server.took.as_secs_f64());
    tell_memory("after the start", &server, None)?;

    let pages: Vec<Request> =
        given.slugs.iter().take(DIFFERENT).map(|slug| Request::get(&format!("/en/practices/{slug}"))).collect();
    let kinds = [
        ("practice page", Asked::Again(pages)),
        ("list, asked for again", Asked::Again(vec![Request::get("/en/practices?topic=education")])),
        ("filtered list with counts, never asked before", Asked::Once(Given::lists())),
        ("search, never asked before", Asked::Once(Given::searches())),
        ("API, never asked before", Asked::Once(Given::api())),
    ];
    for (what, asked) in &kinds {
        let ours = measure(server.port, asked.all(), CONNECTIONS, time).await?;
        // Afterwards, so that nothing is kept that was to be new; of the new ones the first few.
        let files = nginx.serve(server.port, asked.as_files()).await?;
        let theirs = measure(files.port, asked.as_files(), CONNECTIONS, time).await?;
        ours.tell(what);
        theirs.tell("  the same bytes as files from nginx");
        println!("  {:.2} of nginx", ours.per_second() / theirs.per_second());
        tell_memory("  afterwards", &server, Some(&files))?;
    }
    Ok(())
}

/// How often a page is asked for.
enum Asked {
    /// These in turn, over and over.
    Again(Vec<Request>),
    /// Each once: more than any run gets through.
    Once(Vec<Request>),
}

impl Asked {
    fn all(&self) -> &[Request] {
        match self {
            Self::Again(requests) | Self::Once(requests) => requests,
        }
    }

    /// As many as nginx keeps open.
    fn as_files(&self) -> &[Request] {
        let all = self.all();
        &all[..all.len().min(DIFFERENT)]
    }
}

fn tell_memory(when: &str, server: &Server, files: Option<&nginx::Serving>) -> Result<(), Error> {
    let ours = server.memory()? >> 10;
    match files {
        Some(files) => println!("{when}: memory {ours} MiB; nginx {} MiB", files.memory()? >> 10),
        None => println!("{when}: memory {ours} MiB"),
    }
    Ok(())
}
