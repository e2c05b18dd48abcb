//! People who review: the first admin is added here, all others can be invited on the desk.

use std::process::ExitCode;

use anyhow::Context;

use super::{
    say,
    wiring::{self, Use},
};
use crate::{
    config::Config,
    desk::DeskError,
    domain::{EmailAddress, Lang, Role},
    store,
};

#[derive(Debug, clap::Subcommand)]
pub enum EditorCommand {
    /// Adds an editor and prints the link that sets their password (72 hours); for one who is there, prints a new link
    Add {
        /// Their mail address
        email: String,
        /// Their name, as colleagues see it
        #[arg(long)]
        name: String,
        /// Lets them invite others, configure sources and retry background work
        #[arg(long)]
        admin: bool,
        /// The language the desk and its letters speak to them: en or fr
        #[arg(long, default_value = "en")]
        language: Lang,
    },
}

pub async fn run(config: Config, command: EditorCommand) -> anyhow::Result<ExitCode> {
    let EditorCommand::Add { email, name, admin, language } = command;
    let email = EmailAddress::parse(&email).with_context(|| format!("could not add \"{email}\""))?;
    let store = wiring::store(&config, Use::Beside).await.context("run `commons migrate` first on a new database")?;
    let desk = wiring::desk(&config, store.clone())?;
    let role = if admin { Role::Admin } else { Role::Editor };
    let id = match desk.invite(None, email.clone(), &name, role, language).await {
        Ok(id) => id,
        Err(DeskError::Invalid(_)) => {
            let account = store::editor_by_email(&store, &email).await?;
            account.context("the name is missing or too long")?.editor.id
        }
        Err(error) => return Err(error).context("could not add the editor"),
    };
    let (link, until) = desk.password_link(id).await?;
    say(&format!("{}/desk/password/{}", config.site_url(), link.reveal()));
    say(&format!("sets the password of {email}; works once, until {}", crate::text::date_time(Lang::En, until)));
    store.close().await;
    Ok(ExitCode::SUCCESS)
}
