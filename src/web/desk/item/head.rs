//! The lines above an item: whose it is, where it came from, who has it; and its tabs.

use i18n_embed_fl::fl;

use super::{
    super::{
        flags::{Flagged, all_noticed},
        guard::SignedIn,
        queue::Place,
        trouble::Result,
    },
    Body, changes, messages,
    opened::Opened,
};
use crate::{
    domain::{
        LanguageTag,
        review::{Channel, ItemKind},
    },
    store, text,
    web::{App, site::views::TextLanguage},
};

pub(super) struct Head {
    pub city: String,
    pub country: String,
    /// The partner, or that the city sent it.
    pub origin: String,
    pub origin_href: Option<String>,
    /// `fetched 12 March 2026, 09:14 UTC`.
    pub when: String,
    pub claim: Option<Flagged>,
    /// Where to claim it, while nobody has.
    pub claim_action: Option<String>,
    /// What replaces the button once the script has claimed it.
    pub claimed: String,
    pub release_action: Option<String>,
    pub title: String,
    pub language: TextLanguage,
    pub flags: Vec<Flagged>,
}

impl Head {
    pub fn of(signed: &SignedIn, opened: &Opened) -> Self {
        let (lang, t, item) = (signed.lang, text::phrases(signed.lang), &opened.item);
        let when = text::date_time(lang, item.received_at);
        let (origin, when) = match (item.channel, &opened.source) {
            (Channel::Source, Some(source)) => (source.name.clone(), fl!(t, "desk-fetched", when = when)),
            (Channel::Source, None) => (fl!(t, "desk-from-a-source"), fl!(t, "desk-fetched", when = when)),
            (Channel::Import, Some(list)) => (list.name.clone(), fl!(t, "desk-received", when = when)),
            (Channel::Import, None) => (fl!(t, "desk-from-a-file"), fl!(t, "desk-received", when = when)),
            (Channel::City, _) => (fl!(t, "desk-from-the-city"), fl!(t, "desk-received", when = when)),
        };
        let mine = opened.claim.as_ref().is_some_and(|(claim, _)| claim.by == signed.editor.id);
        let claim = opened.claim.as_ref().map(|(_, name)| {
            if mine {
                Flagged { class: "", text: fl!(t, "desk-claim-mine") }
            } else {
                Flagged { class: "amber", text: fl!(t, "desk-claim-other", name = name.as_str()) }
            }
        });
        let action = |what: &str| format!("/desk/items/{}/{what}", item.id);
        let tag = opened.record.language.clone().or_else(|| LanguageTag::parse(lang.tag()).ok());
        Self {
            city: city_name(opened, signed),
            country: item.country.map(|country| country.name(lang).to_owned()).unwrap_or_default(),
            origin,
            origin_href: match (item.import_id, &opened.source) {
                (Some(import), _) => Some(format!("/desk/imports/{import}")),
                (None, source) => source.as_ref().map(|source| format!("/desk/sources/{}", source.slug)),
            },
            when,
            claim_action: (opened.is_open() && claim.is_none()).then(|| action("claim")),
            release_action: (opened.is_open() && mine).then(|| action("release")),
            claimed: fl!(t, "desk-claim-mine"),
            claim,
            title: if item.title.is_empty() { fl!(t, "desk-untitled") } else { item.title.clone() },
            language: tag.as_ref().map_or_else(|| TextLanguage::from(lang), TextLanguage::from),
            flags: all_noticed(lang, item.kind, &item.flags),
        }
    }
}

fn city_name(opened: &Opened, signed: &SignedIn) -> String {
    let known = opened.item.city_id.and_then(|id| opened.words.gazetteer.get(id));
    known.map_or_else(|| opened.item.city_name.clone(), |city| city.name_in(signed.lang).to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Changes,
    Origin,
    Preview,
    Messages,
    History,
}

impl Tab {
    const ALL: [Self; 5] = [Self::Changes, Self::Origin, Self::Preview, Self::Messages, Self::History];

    /// The tab of a name, where the item has it.
    pub fn of(opened: &Opened, name: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.name() == name && tab.is_there(opened)).unwrap_or(Self::Changes)
    }

    /// A run is no page that readers could see.
    fn is_there(self, opened: &Opened) -> bool {
        self != Self::Preview || opened.item.kind != ItemKind::HeldRun
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Origin => "source",
            Self::Preview => "preview",
            Self::Messages => "messages",
            Self::History => "history",
        }
    }

    pub fn href(self, place: &Place, opened: &Opened) -> String {
        let item = place.item(opened.item.id);
        if self == Self::Changes { item } else { format!("{item}&tab={}", self.name()) }
    }
}

pub(super) struct TabLink {
    pub name: String,
    pub count: Option<usize>,
    pub href: String,
    pub current: bool,
    pub key: &'static str,
}

pub(super) async fn tabs(
    app: &App,
    signed: &SignedIn,
    place: &Place,
    opened: &Opened,
    body: &Body,
) -> Result<Vec<TabLink>> {
    let t = text::phrases(signed.lang);
    let open = match body {
        Body::Changes(_) => Some(Tab::Changes),
        Body::Origin(_) => Some(Tab::Origin),
        Body::Preview(_) => Some(Tab::Preview),
        Body::Messages(_) => Some(Tab::Messages),
        Body::History(_) => Some(Tab::History),
        Body::Edit(_) | Body::Ask(_) | Body::Reject(_) | Body::Compare(_) | Body::Stale(_) => None,
    };
    let happened = store::audit_of(app.store(), opened.item.id.uuid()).await?.len();
    let written = messages::count(app, opened).await?;
    let (changes, compared) = changes::count(app, signed, opened);
    let mut tabs = Vec::new();
    for tab in Tab::ALL.into_iter().filter(|tab| tab.is_there(opened)) {
        let (name, count) = match tab {
            Tab::Changes if compared => (fl!(t, "desk-tab-changes"), Some(changes)),
            Tab::Changes => (fl!(t, "desk-tab-text"), None),
            Tab::Origin if opened.item.channel == Channel::City => (fl!(t, "desk-tab-as-sent"), None),
            Tab::Origin if opened.item.channel == Channel::Import => (fl!(t, "desk-tab-row"), None),
            Tab::Origin => (fl!(t, "desk-tab-source"), None),
            Tab::Preview => (fl!(t, "desk-tab-preview"), None),
            Tab::Messages => (fl!(t, "desk-tab-messages"), Some(written)),
            Tab::History => (fl!(t, "desk-tab-history"), Some(happened)),
        };
        let key = if tab == Tab::Origin { "s" } else { "" };
        tabs.push(TabLink { name, count, href: tab.href(place, opened), current: open == Some(tab), key });
    }
    Ok(tabs)
}
