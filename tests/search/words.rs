use practice_commons::domain::{Filter, Lang, Sort};
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
