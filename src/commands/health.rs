//! Asks the running program of this machine whether it is ready.

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use anyhow::Context;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::say;
use crate::config::Config;

const PATIENCE: Duration = Duration::from_secs(5);

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let answer = timeout(PATIENCE, ask(config.work.listen.as_ref().unwrap_or(&config.web.listen)))
        .await
        .context("no answer within five seconds")??;
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer is no HTTP")?;
    say(body.trim_end());
    let ready = head.split(' ').nth(1) == Some("200");
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One request as small as HTTP/1.0 allows: the client of partner pages refuses this machine on purpose.
async fn ask(listen: &str) -> anyhow::Result<String> {
    let mut address: SocketAddr = listen.parse()?;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let mut stream = TcpStream::connect(address).await.with_context(|| format!("nothing listens at {address}"))?;
    stream.write_all(format!("GET /readyz HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer).await?;
    Ok(answer)
}
