//! What stays one practice and what is told as a copy: pages that change, move, vanish, merge and come back, and sources that
//! are removed and added again.

use practice_commons::{
    desk::DeskError,
    domain::{
        Candidate, Draft, Field, Id, SourceSettings,
        candidate::{Gone, GoneWhy, KnownItem, KnownPage, Note},
        flag::{DuplicateOf, Flag, SameBy},
        marker::Source,
        merge::Conflict,
        reading::Outcome,
        review::{ItemKind, Phase},
    },
    store::{self, Item},
};

use super::{
    given::{Town, WINDOW, a_practice, with},
    sources::found,
};
use crate::support::store::both_engines;

pub fn page_at(url: &str, draft: &Draft) -> Candidate {
    Candidate { external_id: url.to_owned(), url: url.to_owned(), ..found(draft) }
}

pub fn gone(url: &str, why: GoneWhy) -> Gone {
    Gone { external_id: url.to_owned(), url: url.to_owned(), why }
}

/// Tells something of its own, so that nothing takes it for a copy of another.
pub fn telling(title: &str) -> Draft {
    let own = |part: &str| {
        let word = title.to_lowercase().replace(' ', "");
        (0..20).map(|at| format!("{word}{part}{at}")).collect::<Vec<_>>().join(" ")
    };
    let draft = with(a_practice(title), Field::Summary, &own("s"));
    let draft = with(with(draft, Field::Purpose, &own("p")), Field::Process, &own("q"));
    with(draft, Field::Impact, &own("i"))
}

impl Town {
    async fn another_source(&self, name: &str) -> Id<Source> {
        let settings = SourceSettings::of_feed(name, &format!("https://{name}.example/feed"), "desk@partner.example");
        let slug = self.desk.source_add(Some(&self.ines), None, &settings, true).await.expect("it is added");
        store::source_by_slug(&self.store, &slug).await.expect("an answer").expect("it was added").id
    }

    pub async fn finds(&self, source: Id<Source>, candidates: Vec<Candidate>, gone: Vec<Gone>) {
        self.gather(source, self.reading(Outcome::Changed, candidates, gone)).await;
    }

    pub async fn titled(&self, title: &str) -> Item {
        let open = self.open().await;
        open.into_iter().find(|item| item.title == title).expect("it waits")
    }

    pub async fn origin(&self) -> String {
        let live = store::practice_live_list(&self.store, self.clock.now()).await.expect("a list");
        match &live[0].origin {
            store::Origin::Source { url, .. } => url.clone(),
            other @ store::Origin::City => panic!("not of a source: {other:?}"),
        }
    }
}

fn copies(item: &Item) -> Vec<(&DuplicateOf, SameBy)> {
    fn copy(flag: &Flag) -> Option<(&DuplicateOf, SameBy)> {
        if let Flag::ExactDuplicate { of, by, .. } = flag { Some((of, *by)) } else { None }
    }
    item.flags.iter().filter_map(copy).collect()
}

/// How alike the others are that it may repeat.
fn alike(item: &Item) -> Vec<f64> {
    let score = |flag: &Flag| if let Flag::PossibleDuplicate { score, .. } = flag { Some(*score) } else { None };
    item.flags.iter().filter_map(score).collect()
}

both_engines!(a_page_that_changes_keeps_what_was_noticed_about_it, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.sent(&a_practice("Soup nights")).await;
    let page = with(a_practice("Soup nights"), Field::Lead, "Harbour office");
    town.brings(source, &page).await;
    let is_from_source = |item: &Item| item.source_record_id.is_some();
    let item = town.open().await.into_iter().find(is_from_source).unwrap();
    assert_eq!(alike(&item).len(), 1, "{:?}", item.flags);
    town.brings(source, &with(page, Field::Lead, "Harbour and Culture")).await;
    let changed = town.item(item.id).await;
    assert_eq!(changed.draft.get(Field::Lead), "Harbour and Culture");
    assert_eq!(alike(&changed).len(), 1, "{:?}", changed.flags);
});

both_engines!(what_the_reader_noted_about_a_page_is_marked_on_its_item, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let unsure = Note::new("source-note-city-unsure").with("city", "Valencia").with("countries", "ES, VE");
    let notes = vec![Note::new("source-note-hidden-text"), Note::new("source-note-cut"), unsure];
    let first = Candidate { notes, ..found(&a_practice("Soup nights")) };
    town.finds(source, vec![first], vec![]).await;
    let item = town.only().await;
    let countries = vec!["ES".to_owned(), "VE".to_owned()];
    for flag in [Flag::HiddenText, Flag::Cut, Flag::CityUnsure { city: "Valencia".to_owned(), countries }] {
        assert!(item.flags.contains(&flag), "{:?}", item.flags);
    }
    // A later page without any of that takes the remarks away.
    town.brings(source, &with(a_practice("Soup nights"), Field::Advice, "Start with bread.")).await;
    let flags = town.item(item.id).await.flags;
    assert!(!flags.contains(&Flag::HiddenText) && !flags.contains(&Flag::Cut), "{flags:?}");
});

both_engines!(a_page_that_comes_back_as_it_was_leaves_nothing_to_decide, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = a_practice("Soup nights");
    town.brings(source, &page).await;
    town.loses(source).await;
    town.brings(source, &page).await;
    let item = town.only().await;
    assert_eq!((item.kind, item.flags.contains(&Flag::GoneAtSource)), (ItemKind::New, false));
    assert_eq!(town.audit(item.id).await, ["item.file", "item.gone_at_source", "item.came_back"]);

    town.approve(item.id).await;
    town.pass(WINDOW).await;
    town.loses(source).await;
    let question = town.only().await;
    assert_eq!(question.kind, ItemKind::Gone);
    town.brings(source, &page).await;
    assert_eq!(town.open().await.len(), 0);
    assert_eq!(town.item(question.id).await.state.phase(), Phase::Withdrawn);
    assert_eq!(town.audit(question.id).await, ["item.file", "item.came_back"]);
    assert_eq!(town.live().await, ["Soup nights"]);
});

both_engines!(two_copies_in_one_run_are_compared, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let first = page_at("https://harbour-cities.example/1", &a_practice("Soup nights"));
    let second = page_at(
        "https://harbour-cities.example/2",
        &with(a_practice("Soup nights"), Field::Impact, "A hundred households have come by now."),
    );
    town.finds(source, vec![first, second], vec![]).await;
    let open = town.open().await;
    let marked: Vec<&Item> = open.iter().filter(|item| !alike(item).is_empty()).collect();
    let [marked] = marked[..] else { panic!("the second is marked: {open:#?}") };
    let other = open.iter().find(|item| item.id != marked.id).unwrap();
    let of = DuplicateOf::Item { id: other.id.uuid() };
    let is_it =
        |flag: &Flag| matches!(flag, Flag::PossibleDuplicate { of: known, score, .. } if *known == of && *score > 0.8);
    assert!(marked.flags.iter().any(is_it), "{:?}", marked.flags);
});

both_engines!(a_page_that_two_sources_bring_is_told_as_a_copy, |bed| async move {
    let town = Town::on(&bed).await;
    let (one, other) = (town.a_source().await, town.another_source("exchange").await);
    town.finds(one, vec![page_at("https://cities.example/p/1", &telling("Soup nights"))], vec![]).await;
    let first = town.only().await;
    // By its address, whatever its form; by what the pages say; by the words.
    let by_address = page_at("http://www.cities.example/p/1/?utm_source=x", &telling("Evenings of soup"));
    let canonical = Some("https://cities.example/p/1".to_owned());
    let by_canonical = Candidate { canonical, ..page_at("https://cities.example/print?p=1", &telling("Printed")) };
    let bold = with(telling("Soup nights"), Field::Lead, "Somebody else");
    let by_text = page_at("https://mirror.example/a", &bold);
    town.finds(other, vec![by_address, by_canonical, by_text], vec![]).await;
    let of = DuplicateOf::Item { id: first.id.uuid() };
    assert_eq!(copies(&town.titled("Evenings of soup").await), [(&of, SameBy::Address)]);
    let printed = town.titled("Printed").await;
    assert!(copies(&printed).contains(&(&of, SameBy::Canonical)), "{:?}", printed.flags);
    let open = town.open().await;
    let same = open.iter().find(|item| item.title == "Soup nights" && item.id != first.id).unwrap();
    assert_eq!(copies(same), [(&of, SameBy::Text)]);
    assert!(alike(same).is_empty(), "one remark about one copy: {:?}", same.flags);
    assert_eq!(open.len(), 4, "nothing is left out");

    // What is published is named by its page.
    town.approve(first.id).await;
    town.pass(WINDOW).await;
    let third = town.another_source("third").await;
    town.finds(third, vec![page_at("https://cities.example/p/1", &telling("Once more"))], vec![]).await;
    let again = town.titled("Once more").await;
    let is_practice = |(of, by): &(&DuplicateOf, SameBy)| {
        matches!(of, DuplicateOf::Practice { slug, .. } if slug == "soup-nights") && *by == SameBy::Address
    };
    assert!(copies(&again).iter().any(is_practice), "{:?}", again.flags);
});

both_engines!(a_front_page_that_every_page_names_makes_no_copies, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let canonical = Some("https://cities.example/".to_owned());
    let pages = ["Soup nights", "Living library", "Night buses"].iter().enumerate().map(|(at, title)| Candidate {
        canonical: canonical.clone(),
        ..page_at(&format!("https://cities.example/p/{at}"), &telling(title))
    });
    town.finds(source, pages.collect(), vec![]).await;
    let open = town.open().await;
    assert_eq!(open.len(), 3);
    assert!(open.iter().all(|item| copies(item).is_empty()), "{open:#?}");
});

both_engines!(a_page_that_moves_stays_the_practice_it_was, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let (old, new) = ("http://cities.example/p/1", "https://cities.example/practices/soup");
    town.finds(source, vec![page_at(old, &telling("Soup nights"))], vec![]).await;
    town.approve(town.only().await.id).await;
    town.pass(WINDOW).await;
    // Gone from one address, there at another in the same words.
    town.finds(source, vec![page_at(new, &telling("Soup nights"))], vec![gone(old, GoneWhy::Unlisted)]).await;
    let moved = town.only().await;
    assert_eq!((moved.kind, moved.practice_id.is_some()), (ItemKind::Update, true));
    let flag = Flag::MovedAtSource { from: old.to_owned(), to: new.to_owned() };
    assert!(moved.flags.contains(&flag), "{:?}", moved.flags);
    assert_eq!(town.origin().await, old, "nothing public changes by itself");
    let kept = store::source_record_by_id(&town.store, moved.source_record_id.unwrap()).await.unwrap().unwrap();
    assert_eq!((kept.external_id.as_str(), kept.url.as_str(), kept.gone_at), (new, new, None));

    town.approve(moved.id).await;
    assert_eq!(town.origin().await, old, "not before the window ends");
    town.desk.undo(&town.ines, moved.id).await.unwrap();
    town.pass(WINDOW).await;
    assert_eq!(town.origin().await, old, "taken back");
    town.approve(moved.id).await;
    town.pass(WINDOW).await;
    assert_eq!(town.origin().await, new);
    // The next run knows it by its new name.
    town.finds(source, vec![page_at(new, &telling("Soup nights"))], vec![]).await;
    assert_eq!(town.open().await.len(), 0);
});

both_engines!(a_page_that_is_led_on_is_told_as_moved_while_it_waits, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.brings(source, &telling("Soup nights")).await;
    let to = "https://harbour-cities.example/soup";
    let led_on = Candidate { url: to.to_owned(), ..found(&telling("Soup nights")) };
    town.finds(source, vec![led_on], vec![]).await;
    let item = town.only().await;
    let from = found(&telling("Soup nights")).url;
    assert!(item.flags.contains(&Flag::MovedAtSource { from, to: to.to_owned() }), "{:?}", item.flags);
    assert_eq!(town.audit(item.id).await, ["item.file", "item.moved_at_source"]);
});

both_engines!(vanished_unlisted_and_merged_are_told_apart, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let titles = ["Soup nights", "Living library", "Night buses", "Open kitchens"];
    let at = |number: usize| format!("https://cities.example/p/{number}");
    let pages = titles.iter().enumerate().map(|(number, title)| page_at(&at(number), &telling(title)));
    town.finds(source, pages.collect(), vec![]).await;
    for item in town.open().await {
        town.approve(item.id).await;
    }
    town.pass(WINDOW).await;
    let merged = GoneWhy::Merged { into: at(3) };
    let left = vec![gone(&at(0), GoneWhy::Missing), gone(&at(1), GoneWhy::Unlisted), gone(&at(2), merged)];
    town.finds(source, vec![], left).await;
    assert_eq!(town.titled("Soup nights").await.flags, [Flag::GoneAtSource]);
    assert_eq!(town.titled("Living library").await.flags, [Flag::UnlistedAtSource]);
    let flags = town.titled("Night buses").await.flags;
    let [Flag::MergedAtSource { into: Some(DuplicateOf::Practice { slug, .. }), title }] = &flags[..] else {
        panic!("{flags:?}")
    };
    assert_eq!((slug.as_str(), title.as_str()), ("open-kitchens", "Open kitchens"));
    assert!(town.open().await.iter().all(|item| item.kind == ItemKind::Gone));
    assert_eq!(town.live().await.len(), 4, "nothing public changes by itself");
});

both_engines!(a_page_that_turns_into_another_language_says_so, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.published(source, &a_practice("Soup nights")).await;
    let french = [
        (Field::Title, "Soirées soupe"),
        (Field::Summary, "Une fois par mois la salle appartient à ceux qui apportent une marmite."),
        (Field::Purpose, "Les gens qui habitent côte à côte devraient se connaître par leur nom."),
        (Field::Process, "La ville prête la salle et les tables ; deux bénévoles tiennent la liste."),
    ];
    let page = french.into_iter().fold(a_practice("Soup nights"), |draft, (field, text)| with(draft, field, text));
    town.brings(source, &page).await;
    let update = town.only().await;
    let flag = Flag::LanguageChanged { from: "en".to_owned(), to: "fr".to_owned() };
    assert!(update.flags.contains(&flag), "{:?}", update.flags);
    assert_eq!(town.live().await, ["Soup nights"]);
});

both_engines!(another_layout_or_date_line_asks_nobody, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = a_practice("Neighbours' soup - a \"night\" for all");
    town.published(source, &page).await;
    let process = page.get(Field::Process);
    let later = [
        with(page.clone(), Field::Process, &format!("{process}\n\nLast updated: 3 May 2026")),
        with(page.clone(), Field::Process, &format!("{process}\n\nDate: 4 May 2026")),
        with(page.clone(), Field::Process, &format!("{process}\n\n**Published:** 5 May 2026")),
        with(page.clone(), Field::Process, &format!("- {}", process.replace("the hall", "**the hall**"))),
        with(page.clone(), Field::Title, "Neighbours’ soup – a “night” for all"),
    ];
    for version in later {
        town.brings(source, &version).await;
        assert_eq!(town.open().await.len(), 0, "{version:?}");
        let runs = store::harvest_list(&town.store, source, 1).await.unwrap();
        assert_eq!((runs[0].counts.same, runs[0].counts.changed), (1, 0));
    }
    // What was never shown to anybody is no base: the next true change stands alone.
    town.brings(source, &with(page.clone(), Field::Advice, "Start with bread.")).await;
    let update = town.only().await;
    assert_eq!(update.draft.get(Field::Process), process);
    assert_eq!(update.draft.get(Field::Advice), "Start with bread.");
});

both_engines!(a_conflict_is_kept_with_all_three_texts_until_somebody_decides, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    let page = a_practice("Soup nights");
    town.brings(source, &page).await;
    let item = town.only().await;
    town.desk.edit(&town.luc, item.id, item.version, &[(Field::Advice, "Start with bread.".to_owned())]).await.unwrap();
    town.brings(source, &with(page.clone(), Field::Advice, "Start with salt.")).await;
    let conflict = Conflict {
        field: Field::Advice,
        base: "Start with soup.".to_owned(),
        ours: "Start with bread.".to_owned(),
        theirs: "Start with salt.".to_owned(),
    };
    let flag = Flag::Conflict { fields: vec!["advice".to_owned()] };
    assert_eq!(store::item_conflicts(&town.store, item.id).await.unwrap(), std::slice::from_ref(&conflict));
    assert!(town.item(item.id).await.flags.contains(&flag));
    // A later change elsewhere, and an edit elsewhere, decide nothing about it.
    let later = with(with(page.clone(), Field::Advice, "Start with salt."), Field::Lead, "Harbour and Culture");
    town.brings(source, &later).await;
    let kept = town.item(item.id).await;
    town.desk.edit(&town.luc, kept.id, kept.version, &[(Field::Lead, "Culture".to_owned())]).await.unwrap();
    assert_eq!(store::item_conflicts(&town.store, item.id).await.unwrap(), [conflict]);
    let kept = town.item(item.id).await;
    assert!(kept.flags.contains(&flag), "{:?}", kept.flags);
    let taken = town.desk.take_theirs(&town.luc, kept.id, kept.version, Field::Advice).await.unwrap();
    assert_eq!(taken.draft.get(Field::Advice), "Start with salt.");
    assert!(!taken.flags.contains(&flag), "{:?}", taken.flags);
});

both_engines!(a_source_that_is_removed_and_added_again_brings_nothing_twice, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.published(source, &telling("Soup nights")).await;
    town.brings(source, &telling("Soup nights")).await;
    let settings = store::source_by_id(&town.store, source).await.unwrap().unwrap().settings.0;
    // Known while it is there, in whatever form its address is written.
    let mut again = settings.clone();
    again.name = "The same once more".to_owned();
    again.addresses = vec!["http://www.harbour-cities.example/feed/".to_owned()];
    let refused = town.desk.source_add(Some(&town.ines), None, &again, true).await;
    assert!(
        matches!(&refused, Err(DeskError::SourceKnown { slug, .. }) if slug == "northern-harbour-cities"),
        "{refused:?}"
    );

    assert!(matches!(town.desk.source_remove(&town.luc, source).await, Err(DeskError::Forbidden)));
    town.desk.source_remove(&town.ines, source).await.unwrap();
    let kept = store::source_by_id(&town.store, source).await.unwrap().unwrap();
    assert!(kept.retired_at.is_some() && !kept.active && kept.due_at.is_none());
    assert!(town.desk.source_run(Some(&town.ines), source).await.is_err());
    assert_eq!(town.live().await, ["Soup nights"]);

    let slug = town.desk.source_add(Some(&town.ines), None, &again, true).await.unwrap();
    let back = store::source_by_slug(&town.store, &slug).await.unwrap().unwrap();
    assert_eq!((back.id, back.retired_at, back.name.as_str()), (source, None, "The same once more"));
    assert!(back.active && back.due_at.is_some());
    town.brings(source, &telling("Soup nights")).await;
    assert_eq!(town.open().await.len(), 0, "it is known");
    town.brings(source, &with(telling("Soup nights"), Field::Lead, "Harbour and Culture")).await;
    assert_eq!(town.only().await.kind, ItemKind::Update);
});

both_engines!(a_source_that_forgets_its_pages_reads_all_anew_and_nothing_arrives_twice, |bed| async move {
    let town = Town::on(&bed).await;
    let source = town.a_source().await;
    town.published(source, &telling("Soup nights")).await;
    let mut reading = town.reading(Outcome::NothingNew, vec![], vec![]);
    reading.known.pages.insert("https://harbour-cities.example/feed".into(), KnownPage::default().into());
    let item = KnownItem { url: found(&telling("x")).url.into(), content_hash: String::new() };
    reading.known.items.insert(found(&telling("x")).external_id.into(), item.into());
    town.gather(source, reading).await;
    town.desk.source_clear(&town.ines, source).await.unwrap();
    let known = store::source_known(&town.store, source).await.unwrap();
    assert_eq!(
        (known.pages.len(), known.items.len()),
        (0, 1),
        "what it has is remembered, so that its vanishing is told"
    );
    town.brings(source, &telling("Soup nights")).await;
    assert_eq!(town.open().await.len(), 0);
});
