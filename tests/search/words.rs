use practice_commons::domain::{Choice, Filter, Lang, Sort};
use proptest::prelude::*;

use super::{Practice, VIEW, a_practice, ask, index_of, titles};

fn library() -> Vec<Practice> {
    vec![
        a_practice("Accueil des réfugiés")
            .written_in("fr")
            .telling("Un guide pour l’intégration des personnes arrivées."),
        a_practice("Presupuestos juveniles").written_in("es").telling("La participación de jóvenes migrantes."),
        a_practice("Neighbourhood mothers").written_in("en").telling("Mothers visit families in their city."),
        a_practice("Young men's football").written_in("en").telling("Sports clubs open their doors to refugees."),
        a_practice("Γειτονιές της Πάτρας").written_in("el").telling("Πρόσφυγες και γείτονες μαγειρεύουν μαζί."),
        a_practice("Бібліотека Києва").written_in("uk").telling("Читання для дітей різних мов."),
        a_practice("Straßenfest").written_in("de").telling("Ein Fest für Flüchtlinge und Nachbarn."),
        a_practice("Sportello di quartiere").written_in("it").telling("Consulenza legale per rifugiati e famiglie."),
        a_practice("Hortas dos vizinhos").written_in("pt").telling("Moradores e organizações plantam juntos."),
        a_practice("Школа соседей").written_in("ru").telling("Беженцы учат языки вместе с детьми."),
        a_practice("浜松市の学校").written_in("ja"),
        a_practice("Undated notes").telling("Łódź and Reggio exchange visits."),
    ]
}

fn found(words: &str) -> Vec<String> {
    let library = library();
    let index = index_of(library.clone());
    titles(&index, &library, &Filter::default().with_words(words))
}

#[test]
fn accents_and_case_do_not_matter() {
    assert_eq!(found("refugies"), ["Accueil des réfugiés"]);
    assert_eq!(found("RÉFUGIÉ"), ["Accueil des réfugiés"]);
    assert_eq!(found("participacion"), ["Presupuestos juveniles"]);
    assert_eq!(found("lodz"), ["Undated notes"]);
    assert_eq!(found("strassenfest"), ["Straßenfest"]);
    assert_eq!(found("fluchtling"), ["Straßenfest"]);
}

#[test]
fn each_language_has_its_own_forms_of_words() {
    assert_eq!(found("cities"), ["Neighbourhood mothers"]);
    assert_eq!(found("visiting mother"), ["Neighbourhood mothers"]);
    assert_eq!(found("réfugiée"), ["Accueil des réfugiés"]);
    assert_eq!(found("participaciones"), ["Presupuestos juveniles"]);
    assert_eq!(found("joven"), ["Presupuestos juveniles"]);
    assert_eq!(found("rifugiato famiglia"), ["Sportello di quartiere"]);
    assert_eq!(found("πρόσφυγας"), ["Γειτονιές της Πάτρας"]);
    assert_eq!(found("γειτονας"), ["Γειτονιές της Πάτρας"]);
    assert_eq!(found("vizinha horta"), ["Hortas dos vizinhos"]);
    assert_eq!(found("organização"), ["Hortas dos vizinhos"]);
    assert_eq!(found("беженцев"), ["Школа соседей"]);
    assert_eq!(found("школе языка"), ["Школа соседей"]);
}

#[test]
fn greek_cyrillic_and_japanese_are_found() {
    assert_eq!(found("ΠΡΟΣΦΥΓΕΣ"), ["Γειτονιές της Πάτρας"]);
    assert_eq!(found("πατρας"), ["Γειτονιές της Πάτρας"]);
    assert_eq!(found("київ"), [""; 0], "no stemmer for Ukrainian, so another case is another word");
    assert_eq!(found("києв"), ["Бібліотека Києва"]);
    assert_eq!(found("БІБЛІОТЕКА дітей"), ["Бібліотека Києва"]);
    assert_eq!(found("浜松"), ["浜松市の学校"]);
    assert_eq!(found("松浜"), [""; 0]);
}

#[test]
fn the_last_word_may_be_unfinished() {
    assert_eq!(found("neighb"), ["Neighbourhood mothers"]);
    assert_eq!(found("mothers neigh"), ["Neighbourhood mothers"]);
    assert_eq!(found("neigh mothers"), [""; 0]);
}

#[test]
fn all_words_must_be_there_but_articles() {
    assert_eq!(found("football clubs"), ["Young men's football"]);
    assert_eq!(found("football mothers"), [""; 0]);
    assert_eq!(found("the football of a club"), ["Young men's football"]);
    assert_eq!(found("l'accueil de réfugiés"), ["Accueil des réfugiés"]);
    // "men" is a Danish "but"; English texts are none the less asked for it.
    assert_eq!(found("men mothers"), [""; 0]);
}

#[test]
fn quotation_marks_keep_words_together() {
    assert_eq!(found("\"sports clubs\""), ["Young men's football"]);
    assert_eq!(found("«clubs sports»"), [""; 0]);
    assert_eq!(found("\"football sports\""), [""; 0], "no phrase reaches from the title into the text");
    assert_eq!(found("\"their doors\" refugee"), ["Young men's football"]);
}

#[test]
fn a_slip_is_forgiven_where_nothing_answers_as_typed() {
    let forgiven = |words: &str| {
        let library = library();
        let index = index_of(library.clone());
        let filter = Filter::default().with_words(words);
        (ask(&index, &filter).forgiven, titles(&index, &library, &filter))
    };
    assert_eq!(forgiven("footbal clubs"), (false, vec!["Young men's football".to_owned()]), "the forms of words meet");
    assert_eq!(forgiven("fotball club"), (true, vec!["Young men's football".to_owned()]));
    assert_eq!(forgiven("presuupestos"), (true, vec!["Presupuestos juveniles".to_owned()]));
    assert_eq!(forgiven("нрібліотека"), (true, vec!["Бібліотека Києва".to_owned()]));
    assert_eq!(forgiven("xyzzyx"), (false, Vec::new()));
    assert_eq!(forgiven("\"sprots clubs\""), (false, Vec::new()), "a phrase is meant as it stands");
}

#[test]
fn a_slip_is_forgiven_under_the_choices_made() {
    let practices = [
        a_practice("Garden of words").written_in("en").on(&["education"]),
        a_practice("Gardens for all").written_in("en").on(&["education"]),
        a_practice("Gadren market").written_in("en").on(&["roma"]),
    ];
    let index = index_of(practices.clone());
    let topic = |slug: &str| Choice::Topic(super::topic(slug));
    let words = Filter::default().with_words("garden");
    let plain = ask(&index, &words);
    assert_eq!((plain.forgiven, plain.total, plain.count(&topic("roma"))), (false, 2, 0));
    let near = ask(&index, &words.with(topic("roma")));
    assert_eq!((near.forgiven, near.total), (true, 1));
    assert_eq!(titles(&index, &practices, &words.with(topic("roma"))), ["Gadren market"]);
    // Beside it stands what each choice would find, as it would find it.
    assert_eq!((near.count(&topic("roma")), near.count(&topic("education"))), (1, 2));
    assert_eq!(ask(&index, &words.with(topic("religion"))).total, 0);
}

#[test]
fn a_title_counts_more_than_a_mention() {
    let practices = [
        a_practice("Sports for all").written_in("en").telling("Libraries, libraries and libraries again."),
        a_practice("Library of languages").written_in("en").telling("Books."),
        a_practice("Librarian").written_in("en"),
    ];
    let index = index_of(practices.clone());
    let found = titles(&index, &practices, &Filter::default().with_words("library"));
    assert_eq!(found, ["Library of languages", "Sports for all"]);
}

#[test]
fn translations_and_keywords_are_searched_in_their_language() {
    let practices = [a_practice("Guide pour habitants")
        .written_in("fr")
        .translated(Lang::En, "Handbook for residents", "Welcoming newcomers.")
        .of("Genève", "CH")
        .keyword(Lang::En, "Switzerland")
        .keyword(Lang::En, "Refugees")];
    let index = index_of(practices);
    for words in ["habitant guides", "newcomer handbooks", "geneve", "switzerland", "refugee housing guide"] {
        let expected = usize::from(words != "refugee housing guide");
        assert_eq!(ask(&index, &Filter::default().with_words(words)).total, expected, "{words}");
    }
}

#[test]
fn titles_are_sorted_as_the_reader_sees_them() {
    let practices = [
        a_practice("Zèbre").written_in("fr").translated(Lang::En, "A zebra", ""),
        a_practice("“École ouverte”").written_in("fr"),
        a_practice("élan").written_in("fr"),
        a_practice("Edges").written_in("en").translated(Lang::Fr, "Arêtes", ""),
    ];
    let index = index_of(practices.clone());
    let by_title = Filter::default().sorted(Sort::Title);
    assert_eq!(titles(&index, &practices, &by_title), ["Zèbre", "“École ouverte”", "Edges", "élan"]);
    let french = index.query(&by_title, practice_commons::search::View { lang: Lang::Fr, ..VIEW }).unwrap();
    assert_eq!(french.ids[0], practices[3].0.id);
}

#[test]
fn no_text_is_a_wrong_question() {
    let index = index_of(library());
    for words in ["\"", "AND", "*", "title:(", "the", "a", "…", "-", "\\", "[a TO", "\u{0}", "'", "((((", "~", "“"]
    {
        let found = ask(&index, &Filter::default().with_words(words));
        assert!(found.total <= index.len(), "{words}");
    }
    assert_eq!(ask(&index, &Filter::default().with_words("… !")).total, 0);
    assert_eq!(ask(&index, &Filter::default().with_words(" ")).total, index.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_breaks_the_search(words in prop::collection::vec("\\PC{0,200}|[a-z\"« ]{0,40}", 8)) {
        let index = index_of(library());
        for words in words {
            let filter = Filter::default().with_words(&words);
            let ranked = ask(&index, &filter);
            // The order changes nothing in what is found.
            prop_assert_eq!(ask(&index, &filter.sorted(Sort::Title)).total, ranked.total);
        }
    }
}
