//! The public site as files that need no server: every page reached from the sitemap, rendered by the program's own routes,
//! with links that hold from any folder and from `file://`, and a search that runs in the browser.
//! What needs a server leads to the live site.

mod address;
mod crawl;
mod folder;
mod rewrite;
mod search;

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;

use super::{
    say,
    wiring::{self, Use},
};
use crate::{
    config::Config,
    domain::Lang,
    text,
    web::{self, App},
};
use crawl::Crawl;
pub use folder::Folder;
use rewrite::Added;

#[derive(Debug, clap::Subcommand)]
pub enum ExportCommand {
    /// Writes the whole public site into a folder, as static files with a search that works offline
    Site {
        /// The folder; made if it is not there
        folder: PathBuf,
        /// Replaces what an earlier export wrote there; other files stay as they are
        #[arg(long)]
        replace: bool,
    },
}

pub async fn run(config: Config, command: ExportCommand) -> anyhow::Result<ExitCode> {
    let ExportCommand::Site { folder, replace } = command;
    // Before anything is read: who has to choose another folder should not wait for it.
    let place = Folder::open(&folder, replace)?;
    let store = wiring::store(&config, Use::Beside).await?;
    let desk = wiring::desk(&config, store.clone())?;
    let reader = wiring::reader(&config, Some(&store))?;
    let index = wiring::index_in_memory()?;
    let app = wiring::app(desk, wiring::site(&config), reader, Arc::new(Vec::new), None, index);
    app.build_index().await.context("could not read what is published")?;
    let bar = indicatif::ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    let written = site(&app, place, |what| bar.set_message(what)).await;
    bar.finish_and_clear();
    store.close().await;
    say(&format!("{} files are in {}; open index.html there", written?, folder.display()));
    Ok(ExitCode::SUCCESS)
}

/// Writes the site; answers how many files there are. `tell` hears how far it is.
///
/// # Errors
/// When a file cannot be written, or a page of ours cannot be made.
pub async fn site(app: &App, place: Folder, tell: impl Fn(String)) -> anyhow::Result<usize> {
    let mut crawl = Crawl::new(web::router(app.clone()), &app.site().origin, place);
    crawl.run(&tell).await?;
    tell("making links hold".to_owned());
    let day = app.clock().now();
    let whole = crawl.read_bytes("/data/practices.json").await?;
    let mut added = Vec::new();
    for lang in Lang::ALL {
        let list = crawl.read_bytes(&format!("/{lang}/practices.json")).await?;
        let facets = crawl.read_bytes(&format!("/api/v1/facets?lang={lang}")).await?;
        let told = search::Told::read(&list, &whole, &facets)?;
        crawl.place.write(&search::data_file(lang), told.data(lang).as_bytes())?;
        let day = text::date(lang, day);
        let note = i18n_embed_fl::fl!(text::phrases(lang), "export-note", day = day);
        added.push(Added { lang, note, form: told.form(lang) });
    }
    crawl.place.write(search::SCRIPT_FILE, search::SCRIPT.as_bytes())?;
    crawl.rewrite(&added)?;
    crawl.place.write("index.html", start_page().as_bytes())?;
    tell("putting the files in place".to_owned());
    crawl.place.finish()
}

/// What opens first: leads on by itself, and has a link a language for those whose browser does not.
fn start_page() -> String {
    let link =
        |lang: Lang| format!("<li><a href=\"{lang}/practices.html\" lang=\"{lang}\">{}</a></li>", lang.own_name());
    let (lang, links) = (Lang::default(), Lang::ALL.map(link).join("\n"));
    let name = i18n_embed_fl::fl!(text::phrases(lang), "site-name");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{name}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={lang}/practices.html\">\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n\
         <ul>\n{links}\n</ul>\n</main>\n</body>\n</html>\n"
    )
}
