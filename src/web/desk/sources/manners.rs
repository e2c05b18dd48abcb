//! How a source is asked: who we say we are, what its robots.txt answers, how long we wait, what spares it a page.

use i18n_embed_fl::fl;

use super::super::trouble::Result;
use crate::{
    domain::{Lang, candidate::Validators},
    harvest::{Manners, RobotsSay},
    store::{self, KeptSource},
    text,
    web::App,
};

/// One line each, in the order of the addresses.
pub(super) async fn lines(app: &App, lang: Lang, source: &KeptSource) -> Result<Vec<String>> {
    let Some(reader) = app.reader() else { return Ok(Vec::new()) };
    let t = text::phrases(lang);
    let known = store::source_known(app.store(), source.id).await?;
    let mut lines = vec![fl!(t, "desk-source-agent", agent = reader.agent())];
    for manners in reader.manners(&source.settings, &known) {
        lines.push(robots(lang, &manners));
        lines.push(fl!(t, "desk-source-delay", host = manners.origin.as_str(), n = manners.delay));
    }
    for address in &source.settings.addresses {
        if let Some(page) = known.pages.get(address.as_str()).filter(|page| !page.validators.is_empty()) {
            lines.push(fl!(t, "desk-source-validators", url = address.as_str(), marks = marks(&page.validators)));
        }
    }
    Ok(lines)
}

fn robots(lang: Lang, manners: &Manners) -> String {
    let t = text::phrases(lang);
    let host = manners.origin.as_str();
    let when = manners.asked_at.map(|at| text::date_time(lang, at)).unwrap_or_default();
    let when = when.as_str();
    match manners.robots {
        RobotsSay::NotAsked => fl!(t, "desk-source-robots-not-asked", host = host),
        RobotsSay::Nothing => fl!(t, "desk-source-robots-nothing", host = host, when = when),
        RobotsSay::Yes => fl!(t, "desk-source-robots-yes", host = host, when = when),
        RobotsSay::No => fl!(t, "desk-source-robots-no", host = host, when = when),
    }
}

fn marks(validators: &Validators) -> String {
    let etag = validators.etag.iter().map(|tag| format!("ETag {tag}"));
    let modified = validators.last_modified.iter().map(|moment| format!("Last-Modified {moment}"));
    etag.chain(modified).collect::<Vec<_>>().join(", ")
}
