use super::*;
use crate::domain::{Draft, Field, Gazetteer, Topics, Vocabulary};

/// As the public table of practices names them.
const OURS: &str = "id,url,title,statement,language,original_language,translation,translations,cities,city_slugs,\
countries,country_codes,period,period_as_written,period_edtf,first_year,last_year,status,topics,topic_slugs,collections,\
lead,partners,summary,purpose,rationale,process,impact,evaluation,difficulties,advice,beneficiaries,funding,links,pictures,\
picture_descriptions,picture_credits,picture_licences,source,licence,published_at,updated_at,confirmed_at";

fn columns(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

fn rows(names: &str, cells: &[&[&str]]) -> Vec<ImportedRow> {
    let columns = columns(names);
    let row = |(at, cells): (usize, &&[&str])| TableRow {
        number: u32::try_from(at).unwrap() + 2,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        fault: None,
    };
    let mapping = Mapping::guess(&columns);
    let table = Table { rows: cells.iter().enumerate().map(row).collect(), columns };
    let (topics, gazetteer) = (Topics::embedded(), Gazetteer::new(Vec::new()));
    read_rows(&table, &mapping, &Vocabulary { topics: &topics, gazetteer: &gazetteer })
}

fn draft(names: &str, cells: &[&str]) -> Draft {
    rows(names, &[cells])[0].draft.clone()
}

#[test]
fn our_own_table_is_understood_without_help() {
    let columns = columns(OURS);
    let mapping = Mapping::guess(&columns);
    for field in Field::ALL.iter().copied() {
        let at = mapping.column(Target::Field(field)).unwrap_or_else(|| panic!("{field} has no column"));
        let name = if field == Field::Period { "period_as_written" } else { field.name() };
        assert_eq!(columns[at], name);
    }
    let named = |target| columns[mapping.column(target).unwrap()].as_str();
    assert_eq!([Target::Id, Target::Address, Target::Country].map(named), ["id", "url", "countries"]);
    assert!(mapping.column(Target::From).is_none() && mapping.doubled().is_empty());
}

#[test]
fn columns_are_known_in_either_language() {
    let guessed =
        Mapping::guess(&columns("Titre,VILLE,Pays,Début,Fin,État,Thèmes,Résumé,Objectif,Déroulement,Note interne"));
    let names: Vec<_> = guessed.0.iter().map(|target| target.name()).collect();
    assert_eq!(
        names,
        ["title", "cities", "country", "from", "to", "status", "topics", "summary", "purpose", "process", "leave"]
    );
}

#[test]
fn a_city_finds_its_country_in_another_column() {
    for (cities, countries, read) in [
        ("Bergen", "Norvège", "Bergen, NO"),
        ("Bergen; Oslo", "Norway", "Bergen, NO\nOslo, NO"),
        ("Bergen; Gent", "Norway; Belgium", "Bergen, NO\nGent, BE"),
        ("Bergen; Gent; Oslo", "Norway; Belgium", "Bergen\nGent\nOslo"),
        ("Bergen (Norway)", "Norway", "Bergen (Norway)"),
        ("Bergen", "Atlantis", "Bergen, Atlantis"),
        ("", "Norway", "Norway"),
    ] {
        assert_eq!(draft("city,country", &[cities, countries]).get(Field::Cities), read, "{cities} {countries}");
    }
}

#[test]
fn two_dates_make_a_period() {
    for (from, to, years) in [
        ("2016", "2018", Some((2016, Some(2018)))),
        ("2016", "", Some((2016, None))),
        ("2016-05-12", "", Some((2016, None))),
        ("2016-05-12", "2018-01-31", Some((2016, Some(2018)))),
        ("2016", "2016", Some((2016, Some(2016)))),
        ("", "2018", Some((2018, Some(2018)))),
        ("soon", "later", None),
    ] {
        let row = rows("start,end", &[&[from, to]]).remove(0);
        assert_eq!(row.record.period.as_ref().and_then(crate::domain::Period::years), years, "{from} {to}");
    }
}

#[test]
fn what_was_guarded_against_formulas_is_as_it_was() {
    assert_eq!(draft("title,partners", &["'=A plan", "One; '+ Two; it's"]).get(Field::Title), "=A plan");
    assert_eq!(draft("title,partners", &["x", "One; '+ Two; it's"]).get(Field::Partners), "One\n+ Two\nit's");
    assert_eq!(draft("title", &["'Round the corner"]).get(Field::Title), "'Round the corner");
}

#[test]
fn a_row_is_known_by_its_id_or_else_by_title_city_and_country() {
    let read = rows("id,title,city,country", &[&["7", "A", "Gent", "BE"], &["", "Á plan", "gent", "Belgique"]]);
    assert_eq!([read[0].key.as_str(), read[1].key.as_str()], ["id:7", "name:a plan|gent|BE"]);
    let twice = rows("title,city", &[&["A", "Gent"], &["a ", "GENT"]]);
    assert!(twice[0].faults.at("title").is_none());
    let fault = twice[1].faults.at("title").unwrap();
    assert_eq!((fault.phrase.as_str(), fault.arguments[0].1.as_str()), ("error-table-twice", "2"));
}

#[test]
fn the_rules_are_those_of_the_form() {
    let row = rows("title,topics,status,url", &[&["A", "Roma; Astronomy", "perhaps", "javascript:alert(1)"]]).remove(0);
    let said: Vec<_> = row.faults.0.iter().map(|fault| (fault.place.as_str(), fault.phrase.as_str())).collect();
    assert_eq!(
        said,
        [
            ("cities", "error-missing"),
            ("period", "error-missing"),
            ("status", "error-status-unknown"),
            ("topics", "error-topic-unknown"),
            ("summary", "error-missing"),
            ("purpose", "error-missing"),
            ("process", "error-missing"),
            ("address", "error-table-address"),
        ]
    );
}

#[test]
fn a_target_that_two_columns_were_given_is_told() {
    let mapping = Mapping(vec![Target::Leave, Target::Id, Target::Leave, Target::Id]);
    assert_eq!(mapping.doubled(), [Target::Id]);
    assert_eq!(Mapping(vec![Target::From]).place_of("period"), Some(0));
    for target in Target::all() {
        assert_eq!(target.name().parse(), Ok(target));
    }
}
