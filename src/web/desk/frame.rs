//! What every page of the desk has: the bar above with its counts, the undo bar, the keys.

use i18n_embed_fl::fl;

use super::{
    guard::{SignedIn, Visitor},
    trouble::Result,
};
use crate::{
    domain::{
        Lang, Role, Timestamp,
        review::{ItemKind, Verdict},
    },
    store::{self, QueueView},
    text,
    web::App,
};

/// The part of the desk a page belongs to, marked in the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Queue,
    Sources,
    Cities,
    Published,
    Texts,
    Log,
    Work,
    People,
    Profile,
}

/// The frame of a page.
pub(super) struct Frame {
    /// The phrases of the page's language, for `fl!` in templates.
    pub t: &'static text::Loader,
    pub lang: Lang,
    pub nonce: String,
    pub title: String,
    /// Whether the page is the answer to a form with errors: its title says so first.
    pub wrong: bool,
    /// Path and query, for the language switch.
    pub address: String,
    pub me: Option<Me>,
    pub section: Option<Section>,
    pub toast: Option<Toast>,
}

/// Who is signed in, and what waits for them.
pub(super) struct Me {
    pub name: String,
    pub admin: bool,
    pub keys: bool,
    pub queue: i64,
    pub sources: usize,
    pub work: usize,
    /// Links of published practices that lead nowhere.
    pub links: i64,
    pub decided_today: i64,
}

/// The last decision while it can be taken back.
pub(super) struct Toast {
    pub said: String,
    pub action: String,
    /// The view of the queue to return to.
    pub view: String,
    pub seconds: u64,
    /// What happens later than that: `publishes on 24 December 2026`.
    pub later: Option<String>,
    /// What happens then: `publishes in 9 s`. The script counts the number down.
    pub then: String,
    /// The moment the time is over, for those without scripts.
    pub until: String,
}

/// An entry of the bar.
pub(super) struct Entry {
    pub href: &'static str,
    pub name: String,
    pub count: usize,
    /// Shown in the colour of what needs a person.
    pub due: bool,
    pub current: bool,
}

impl Frame {
    /// For whoever is not signed in, and for pages that need nothing of the database.
    pub fn outside(visitor: &Visitor, title: impl Into<String>) -> Self {
        Self {
            t: text::phrases(visitor.lang),
            lang: visitor.lang,
            nonce: visitor.nonce.clone(),
            title: title.into(),
            wrong: false,
            address: visitor.address.clone(),
            me: None,
            section: None,
            toast: None,
        }
    }

    /// For an editor, with the counts as they are now.
    pub async fn inside(app: &App, signed: &SignedIn, section: Section, title: impl Into<String>) -> Result<Self> {
        let now = app.clock().now();
        let editor = &signed.editor;
        let sources = store::source_list(app.store()).await?;
        let needing = sources.iter().filter(|source| source.active && source.health.condition.needs_a_person());
        let work = match editor.role {
            Role::Admin => store::owed::given_up(app.store(), 100).await?.len(),
            Role::Editor => 0,
        };
        let me = Me {
            name: editor.name.clone(),
            admin: editor.role == Role::Admin,
            keys: editor.keys,
            queue: store::item_count(app.store(), QueueView::All, editor.id, now).await?,
            sources: needing.count(),
            work,
            links: store::link_broken_count(app.store()).await?,
            decided_today: store::decision_count_by(app.store(), editor.id, midnight(now)).await?,
        };
        Ok(Self {
            t: text::phrases(signed.lang),
            lang: signed.lang,
            nonce: signed.nonce.clone(),
            title: title.into(),
            wrong: false,
            address: signed.address.clone(),
            me: Some(me),
            section: Some(section),
            toast: toast(app, signed, now).await?,
        })
    }

    pub fn keys(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.keys)
    }

    pub fn admin(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.admin)
    }

    pub fn other_language(&self) -> Lang {
        match self.lang {
            Lang::En => Lang::Fr,
            Lang::Fr => Lang::En,
        }
    }

    /// The page's address in another language, for those whose language is not kept.
    pub fn in_language(&self, lang: Lang) -> String {
        let (path, query) = self.address.split_once('?').unwrap_or((&self.address, ""));
        let rest = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let pairs: Vec<String> = rest.map(str::to_owned).chain([format!("lang={lang}")]).collect();
        format!("{path}?{}", pairs.join("&"))
    }

    pub fn navigation(&self) -> Vec<Entry> {
        let Some(me) = &self.me else { return Vec::new() };
        let t = self.t;
        let entry =
            |section, href, name| Entry { href, name, count: 0, due: false, current: self.section == Some(section) };
        let mut entries = vec![
            Entry {
                count: usize::try_from(me.queue).unwrap_or(0),
                ..entry(Section::Queue, "/desk", fl!(t, "desk-nav-queue"))
            },
            Entry {
                count: me.sources,
                due: true,
                ..entry(Section::Sources, "/desk/sources", fl!(t, "desk-nav-sources"))
            },
            entry(Section::Cities, "/desk/cities", fl!(t, "desk-nav-cities")),
            Entry {
                count: usize::try_from(me.links).unwrap_or(0),
                due: true,
                ..entry(Section::Published, "/desk/published", fl!(t, "desk-nav-published"))
            },
            entry(Section::Texts, "/desk/texts", fl!(t, "desk-nav-texts")),
            entry(Section::Log, "/desk/log", fl!(t, "desk-nav-log")),
        ];
        if me.admin {
            entries.push(entry(Section::People, "/desk/people", fl!(t, "desk-nav-people")));
            entries.push(Entry {
                count: me.work,
                due: true,
                ..entry(Section::Work, "/desk/work", fl!(t, "desk-nav-work"))
            });
        }
        entries
    }
}

fn midnight(now: Timestamp) -> Timestamp {
    Timestamp::from_utc(now.to_utc().replace_time(time::Time::MIDNIGHT))
}

async fn toast(app: &App, signed: &SignedIn, now: Timestamp) -> Result<Option<Toast>> {
    let Some(decision) = store::decision_undoable(app.store(), signed.editor.id, now).await? else { return Ok(None) };
    let Some(item) = store::item_by_id(app.store(), decision.item_id).await? else { return Ok(None) };
    let t = text::phrases(signed.lang);
    let title = item.title.as_str();
    let said = match decision.verdict {
        _ if decision.is_merging => fl!(t, "desk-toast-merged", title = title),
        Verdict::Approve => fl!(t, "desk-toast-approved", title = title),
        Verdict::AskForChanges => fl!(t, "desk-toast-asked", title = title),
        Verdict::Reject => fl!(t, "desk-toast-rejected", title = title),
    };
    let seconds = decision.takes_effect_at.since(now).as_secs().max(1);
    let live_from = store::revision_live_from(app.store(), decision.id).await?;
    let later = live_from.filter(|live_from| *live_from > decision.takes_effect_at);
    let later = later.map(|day| fl!(t, "desk-toast-publishes-on", day = text::date(signed.lang, day)));
    let then = match (decision.verdict, item.kind) {
        _ if later.is_some() => fl!(t, "desk-toast-undo-within", seconds = seconds),
        (Verdict::Approve, ItemKind::New | ItemKind::Update) => fl!(t, "desk-toast-publishes", seconds = seconds),
        (Verdict::Approve | Verdict::Reject, _) => fl!(t, "desk-toast-takes-effect", seconds = seconds),
        (Verdict::AskForChanges, _) => fl!(t, "desk-toast-sends", seconds = seconds),
    };
    Ok(Some(Toast {
        said,
        action: format!("/desk/items/{}/undo", item.id),
        view: view_of(&signed.address),
        seconds,
        later,
        then,
        until: text::date_time(signed.lang, decision.takes_effect_at),
    }))
}

/// The view of the queue an address names, so that undoing stays in it.
fn view_of(address: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "view").map(|(_, view)| view.into_owned()).unwrap_or_default()
}
