//! Running: the site, the background work, or both, until somebody asks it to stop.

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{
    logging, say,
    wiring::{self, Use},
};
use crate::{
    config::Config,
    jobs::{Readiness, Work},
    store::{Engine, Store},
    web::{self, App},
};

#[derive(Debug, clap::Args)]
pub struct Listen {
    /// The address to listen at, 127.0.0.1:8080 unless configured otherwise; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
}

/// How long requests that have begun may take after a stop was asked for (reliability: P7).
const DRAIN: Duration = Duration::from_secs(25);

pub async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    logging::start(&config)?;
    let stop = stop_signal()?;
    let store = wiring::store(&config, Use::Run).await?;
    let desk = wiring::desk(&config, store.clone())?;
    let reader = wiring::reader(&config, Some(&store))?;
    let office = wiring::office(&config, desk.clone(), Arc::clone(&reader))?;
    let work = Work::new(store.clone(), office.handlers(), wiring::work(&config));
    let index = wiring::kept_index(&config)?;
    let app = wiring::app(desk, wiring::site(&config), reader, problems_of(work.readiness()), None, index);
    let site = tokio::spawn(site(app, config.web.listen.clone(), stop.clone()));
    let worked = work.run(stop.clone()).await;
    // A worker that gave up takes the site with it: whoever started us starts us again.
    stop.cancel();
    site.await.context("the site ended")??;
    store.close().await;
    worked?;
    Ok(ExitCode::SUCCESS)
}

pub async fn web(config: Config) -> anyhow::Result<ExitCode> {
    logging::start(&config)?;
    let stop = stop_signal()?;
    let store = wiring::store(&config, Use::Run).await?;
    needs_postgres(&store, "web")?;
    let desk = wiring::desk(&config, store.clone())?;
    let reader = wiring::reader(&config, Some(&store))?;
    let index = wiring::kept_index(&config)?;
    let app = wiring::app(desk, wiring::site(&config), reader, Arc::new(Vec::new), None, index);
    site(app, config.web.listen.clone(), stop).await?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

pub async fn work(config: Config) -> anyhow::Result<ExitCode> {
    logging::start(&config)?;
    let stop = stop_signal()?;
    let store = wiring::store(&config, Use::Run).await?;
    needs_postgres(&store, "work")?;
    let desk = wiring::desk(&config, store.clone())?;
    let reader = wiring::reader(&config, Some(&store))?;
    let office = wiring::office(&config, desk, reader)?;
    let work = Work::new(store.clone(), office.handlers(), wiring::work(&config));
    if let Some(listen) = &config.work.listen {
        let listener = TcpListener::bind(listen).await.with_context(|| format!("could not listen at {listen}"))?;
        let health = web::health::alone(store.clone(), problems_of(work.readiness()));
        tokio::spawn(serve_on(listener, health, stop.clone()));
    }
    let worked = work.run(stop).await;
    store.close().await;
    worked?;
    Ok(ExitCode::SUCCESS)
}

pub async fn migrate(config: Config) -> anyhow::Result<ExitCode> {
    let store = wiring::store(&config, Use::Run).await?;
    store.close().await;
    say("the database is at this version");
    Ok(ExitCode::SUCCESS)
}

/// Serves the site until `stop`; then takes no new requests and lets the begun ones end.
pub async fn site(app: App, listen: String, stop: CancellationToken) -> anyhow::Result<()> {
    let listener = TcpListener::bind(&listen).await.with_context(|| format!("could not listen at {listen}"))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, site = app.site().origin, "the site is up");
    site_on(app, listener, stop).await
}

/// Like [`site`] on a listener that is open already.
pub async fn site_on(app: App, listener: TcpListener, stop: CancellationToken) -> anyhow::Result<()> {
    let progress = app.build_index().await.context("could not index what is published")?;
    let indexing = tokio::spawn({
        let (app, stop) = (app.clone(), stop.clone());
        async move { app.keep_index(progress, stop).await }
    });
    let served = serve_on(listener, web::router(app), stop.clone()).await;
    stop.cancel();
    indexing.await.context("the indexing ended")?;
    served
}

/// Serves a router on a listener until `stop`, then drains.
pub async fn serve_on(listener: TcpListener, router: axum::Router, stop: CancellationToken) -> anyhow::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let asked = stop.clone();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move { asked.cancelled().await });
    let too_long = async {
        stop.cancelled().await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = serving => served.context("the site could not be served"),
        () = too_long => {
            tracing::warn!("some requests were not done in time");
            Ok(())
        }
    }
}

/// Cancelled by Ctrl-C or SIGTERM; a second one ends the process at once.
pub fn stop_signal() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let asked = stop.clone();
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .context("could not listen for signals")?;
    tokio::spawn(async move {
        for time in 0_u8..2 {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            if time == 0 {
                tracing::info!("stopping; once more stops at once");
                asked.cancel();
            } else {
                std::process::exit(130);
            }
        }
    });
    Ok(stop)
}

fn problems_of(readiness: Readiness) -> web::app::Problems {
    Arc::new(move || readiness.problems())
}

fn needs_postgres(store: &Store, command: &str) -> anyhow::Result<()> {
    anyhow::ensure!(
        store.engine() == Engine::Postgres,
        "`commons {command}` shares its work with other processes, which needs PostgreSQL: set data.url, or run `commons serve`"
    );
    Ok(())
}
