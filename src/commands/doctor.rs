//! Looks at everything the program needs, and says what to do where it is not in order.

use std::process::ExitCode;

use super::{
    say,
    wiring::{self, Use},
};
use crate::{
    config::{self, Config, Flags},
    domain::Role,
    mail::Transport,
    store::{self, Engine, Kept, Store, owed},
};

/// What was looked at, and how it was found.
enum Finding {
    Fine(String),
    /// Works, but somebody should know.
    Mind(String),
    /// Does not work, with what to do.
    Wrong(String),
}

pub async fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let config = match config::load(flags, std::env::vars()) {
        Ok(config) => config,
        Err(faults) => {
            say(&format!("✗ {faults}"));
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut findings = vec![Finding::Fine("configuration: no faults".to_owned())];
    match wiring::store(&config, Use::Beside).await {
        Ok(store) => look_inside(&store, &mut findings).await,
        Err(error) => findings.push(Finding::Wrong(format!(
            "database: {error:#}. On a new database run `commons migrate` or start the program once"
        ))),
    }
    findings.push(mail(&config).await);
    findings.push(address(&config));
    let mut wrong = 0;
    for finding in &findings {
        say(&match finding {
            Finding::Fine(what) => format!("✓ {what}"),
            Finding::Mind(what) => format!("! {what}"),
            Finding::Wrong(what) => {
                wrong += 1;
                format!("✗ {what}")
            }
        });
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn look_inside(store: &Store, findings: &mut Vec<Finding>) {
    let engine = match store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    match store::editor_list(store).await {
        Ok(editors) => {
            findings.push(Finding::Fine(format!("database: {engine} answers")));
            let admins =
                editors.iter().filter(|account| account.editor.role == Role::Admin && account.disabled_at.is_none());
            findings.push(match admins.count() {
                0 => Finding::Mind(
                    "people: no admin yet; `commons editor add you@city.example --name … --admin`".to_owned(),
                ),
                admins => Finding::Fine(format!("people: {} editors, {admins} of them admins", editors.len())),
            });
        }
        Err(error) => findings.push(Finding::Wrong(format!("database: {error}; run `commons migrate`"))),
    }
    findings.push(match store.blobs().put(b"doctor".to_vec(), Kept::Plain).await {
        Ok(_) => Finding::Fine("files: can be written".to_owned()),
        Err(error) => Finding::Wrong(format!("files: {error}; see data.files")),
    });
    if let Ok(given_up) = owed::given_up(store, 100).await {
        findings.push(match given_up.len() {
            0 => Finding::Fine("background work: nothing was given up".to_owned()),
            n => Finding::Mind(format!("background work: {n} given up; see Work on the desk")),
        });
    }
}

async fn mail(config: &Config) -> Finding {
    match wiring::transport(config) {
        Err(error) => Finding::Wrong(format!("{error:#}")),
        Ok(Transport::Smtp(settings)) => {
            let place = format!("{}:{}", settings.host, settings.port);
            match tokio::time::timeout(std::time::Duration::from_secs(10), tokio::net::TcpStream::connect(&place)).await
            {
                Ok(Ok(_)) => Finding::Fine(format!("mail: {place} can be reached; `commons mail test` sends a letter")),
                _ => Finding::Wrong(format!("mail: {place} cannot be reached")),
            }
        }
        Ok(_) => Finding::Mind("mail: letters are written to a folder and not sent; see mail.host".to_owned()),
    }
}

fn address(config: &Config) -> Finding {
    if config.site_url().starts_with("https://") {
        Finding::Fine(format!("address: {}", config.site_url()))
    } else {
        Finding::Mind(format!("address: {} works on this machine only; see web.url", config.site_url()))
    }
}
