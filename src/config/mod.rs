//! What the operator says: defaults, then a TOML file, then the environment, then flags. Read here and nowhere else; rooms get
//! the values they need.
//! Every fault is said at once, each with its place.

mod check;
mod load;

use std::path::PathBuf;

use confique::Config as Layers;

pub use load::{Fault, Faults, Flags, load, sample};

/// Configuration of Practice Commons.
///
/// Every key can also be set by the environment variable named beside it; a variable with `_FILE` added names a file that
/// holds the value (for secrets). Flags of the command line come before both.
#[derive(Clone, Debug, Layers)]
pub struct Config {
    #[config(nested)]
    pub data: Data,
    #[config(nested)]
    pub web: Web,
    #[config(nested)]
    pub work: Work,
    #[config(nested)]
    pub mail: Mail,
    #[config(nested)]
    pub review: Review,
    #[config(nested)]
    pub harvest: Harvest,
    #[config(nested)]
    pub log: Log,
}

#[derive(Clone, Debug, Layers)]
pub struct Data {
    /// The folder for everything the program keeps, unless said otherwise below.
    #[config(default = "data", env = "COMMONS_DATA_FOLDER")]
    pub folder: PathBuf,
    /// `sqlite:PATH` or `postgres://user:password@host/database`. Without it: an SQLite file in the folder. With PostgreSQL any
    /// number of machines can run `commons web` and `commons work`.
    #[config(env = "COMMONS_DATA_URL")]
    pub url: Option<String>,
    /// Where pictures, documents and snapshots are kept: a folder, or `s3://bucket/prefix` (keys, region and endpoint come
    /// from the usual `AWS_…` variables). Without it: `files` in the folder. Several machines must share it.
    #[config(env = "COMMONS_DATA_FILES")]
    pub files: Option<String>,
    /// A folder with phrases of your own, `en.ftl` and `fr.ftl`, that replace ours.
    #[config(env = "COMMONS_DATA_PHRASES")]
    pub phrases: Option<PathBuf>,
}

#[derive(Clone, Debug, Layers)]
pub struct Web {
    /// The address the program listens at; port 0 takes a free one.
    #[config(default = "127.0.0.1:8080", env = "COMMONS_WEB_LISTEN")]
    pub listen: String,
    /// How people reach the site: scheme and host, without a slash at the end. Links in letters and feeds are made from it.
    /// Without it: http and the address above, which only this machine can reach.
    #[config(env = "COMMONS_WEB_URL")]
    pub url: Option<String>,
    /// The addresses of your own proxies: only they are believed when they say who asks.
    #[config(default = [], env = "COMMONS_WEB_TRUSTED_PROXIES")]
    pub trusted_proxies: Vec<String>,
    /// Where readers write to about the site, as the accessibility statement must say.
    #[config(default = "contact@localhost.example", env = "COMMONS_WEB_CONTACT")]
    pub contact: String,
}

#[derive(Clone, Debug, Layers)]
pub struct Work {
    /// Where `commons work` says whether it is well (`/livez`, `/readyz`), for containers. Without it: nowhere.
    #[config(env = "COMMONS_WORK_LISTEN")]
    pub listen: Option<String>,
}

#[derive(Clone, Debug, Layers)]
pub struct Mail {
    /// `smtp`, or `folder` to write letters as files instead of sending them. Without it: smtp when a host is set, else folder.
    #[config(env = "COMMONS_MAIL_TRANSPORT")]
    pub transport: Option<String>,
    /// The mail server that takes our letters.
    #[config(env = "COMMONS_MAIL_HOST")]
    pub host: Option<String>,
    #[config(default = 587, env = "COMMONS_MAIL_PORT")]
    pub port: u16,
    /// `starttls` (port 587), `implicit` (port 465), or `none` within one machine.
    #[config(default = "starttls", env = "COMMONS_MAIL_SECURITY")]
    pub security: String,
    #[config(env = "COMMONS_MAIL_USER")]
    pub user: Option<String>,
    /// Better given by `COMMONS_MAIL_PASSWORD_FILE` than written here.
    #[config(env = "COMMONS_MAIL_PASSWORD")]
    pub password: Option<String>,
    /// The sender of all letters.
    #[config(default = "practices@localhost.example", env = "COMMONS_MAIL_FROM")]
    pub from: String,
    /// Where answers go: the desk's mailbox.
    #[config(env = "COMMONS_MAIL_REPLY_TO")]
    pub reply_to: Option<String>,
}

#[derive(Clone, Debug, Layers)]
pub struct Review {
    /// How many seconds a decision can be undone before anybody is told.
    #[config(default = 30, env = "COMMONS_REVIEW_UNDO_SECONDS")]
    pub undo_seconds: u32,
    /// Within how many days an editor is expected to look at what a city sent.
    #[config(default = 14, env = "COMMONS_REVIEW_DAYS")]
    pub days: u32,
    /// How many minutes an item stays with the editor who opened it.
    #[config(default = 15, env = "COMMONS_REVIEW_CLAIM_MINUTES")]
    pub claim_minutes: u32,
}

#[derive(Clone, Debug, Layers)]
pub struct Harvest {
    /// A page or mail address that partners' webmasters can turn to; part of how we name ourselves to them. Without it: the
    /// site's address.
    #[config(env = "COMMONS_HARVEST_CONTACT")]
    pub contact: Option<String>,
    /// The least seconds between two requests to one host, at least 1. Hosts of your own, below, keep the delay of their source.
    #[config(default = 5, env = "COMMONS_HARVEST_DELAY_SECONDS")]
    pub delay_seconds: u32,
    /// Hosts that may be read although they are not on the public Internet, each with its port: `partner.internal:8443`.
    #[config(default = [], env = "COMMONS_HARVEST_ALLOWED_HOSTS")]
    pub allowed_hosts: Vec<String>,
    /// For how many days pages are kept as they were fetched, at least 30. Longer are kept only those that something needs: a
    /// published practice, an open question, the last 30 of each source, the newest of an address that a practice links to.
    /// 400 days: of what is read once a year the page before is still there.
    #[config(default = 400, env = "COMMONS_HARVEST_SNAPSHOT_DAYS")]
    pub snapshot_days: u32,
}

#[derive(Clone, Debug, Layers)]
pub struct Log {
    /// `text` for people, `json` for machines. Without it: text in a terminal, json elsewhere.
    #[config(env = "COMMONS_LOG_FORMAT")]
    pub format: Option<String>,
    /// What is logged: `error`, `warn`, `info`, `debug`, or by part of the program: `info,practice_commons::harvest=debug`.
    #[config(default = "info", env = "COMMONS_LOG_LEVEL")]
    pub level: String,
}

impl Config {
    #[must_use]
    pub fn database_url(&self) -> String {
        self.data.url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.folder.join("commons.db").display()))
    }

    #[must_use]
    pub fn files(&self) -> String {
        self.data.files.clone().unwrap_or_else(|| self.data.folder.join("files").display().to_string())
    }

    /// A copy of what is published, for searching; made anew when missing.
    #[must_use]
    pub fn index_folder(&self) -> PathBuf {
        self.data.folder.join("index")
    }

    /// How people reach the site.
    #[must_use]
    pub fn site_url(&self) -> String {
        self.web.url.clone().unwrap_or_else(|| format!("http://{}", self.web.listen))
    }

    #[must_use]
    pub fn harvest_contact(&self) -> String {
        self.harvest.contact.clone().unwrap_or_else(|| self.site_url())
    }

    /// Whether letters go to a mail server.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        match self.mail.transport.as_deref() {
            Some(transport) => transport == "smtp",
            None => self.mail.host.is_some(),
        }
    }
}
