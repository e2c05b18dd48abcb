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

use ask::{Figures, Request, measure};
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

    let cold = Server::start(folder.path()).await?;
    println!("start, index to be built: {:.2} s", cold.took.as_secs_f64());
    drop(cold);
    let server = Server::start(folder.path()).await?;
    println!("start, index there: {:.2} s; memory {} MiB", server.took.as_secs_f64(), server.memory()? >> 10);

    let pages: Vec<Request> =
        given.slugs.iter().take(DIFFERENT).map(|slug| Request::get(&format!("/en/practices/{slug}"))).collect();
    let list = vec![Request::get("/en/practices?topic=education")];
    let files = nginx.serve(server.port, pages.iter().chain(&list)).await?;

    for (what, requests) in [("practice page", &pages), ("list, asked for again", &list)] {
        let ours = measure(server.port, requests, CONNECTIONS, time).await?;
        let theirs = measure(files.port, requests, CONNECTIONS, time).await?;
        ours.tell(what);
        theirs.tell("  the same from nginx");
        println!("  {:.2} of nginx", ours.per_second() / theirs.per_second());
    }
    for (what, requests) in [
        ("filtered list with counts, never asked before", Given::lists()),
        ("search, never asked before", Given::searches()),
        ("API, never asked before", Given::api()),
    ] {
        let figures: Figures = measure(server.port, &requests, CONNECTIONS, time).await?;
        figures.tell(what);
    }
    println!("memory afterwards: {} MiB", server.memory()? >> 10);
    Ok(())
}
