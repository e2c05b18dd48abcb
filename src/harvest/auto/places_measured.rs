//! The gazetteer and the finding of places in prose, on facts about practices that somebody wrote down.

use std::path::Path;

use super::told::{Told, city};
use crate::{
    domain::{Country, Gazetteer, Meant, WorldCity},
    harvest::corpora,
};

struct Row {
    title: String,
    city: String,
    country: Country,
    summary: String,
}

fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().skip(1).filter_map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let country = Country::parse(columns.get(3)?).ok()?;
        let text = |at: usize| columns.get(at).map(|text| (*text).to_owned());
        Some(Row { title: text(0)?, city: text(1)?, country, summary: text(9)? })
    });
    rows.filter(|row| !row.city.is_empty() && !row.city.contains(['|', ',', ';'])).collect()
}

#[test]
fn cities_of_known_practices_are_found_and_seldom_another() {
    let Some(folder) = corpora::folder("../facts") else { return };
    let rows = rows(&folder.join("practices.tsv"));
    let (mut in_country, mut alone, mut wrong_alone, mut told, mut wrong) = (0, 0, 0, 0, Vec::new());
    for row in &rows {
        in_country += usize::from(matches!(WorldCity::find(&row.city, Some(row.country)), Meant::One(_)));
        match WorldCity::find(&row.city, None) {
            Meant::One(found) if found.country == row.country => alone += 1,
            Meant::One(_) => wrong_alone += 1,
            Meant::Several(_) | Meant::Nothing => {}
        }
        if let Told::City(found) = city(&row.title, &row.summary, &Gazetteer::default(), None) {
            told += 1;
            if found.country != Some(row.country) {
                wrong.push(format!("{}: {} for {}", row.title, found.words(), row.city));
            }
        }
    }
    println!(
        "{} rows: {in_country} with the country, {alone} without ({wrong_alone} elsewhere), {told} told, wrong {wrong:?}",
        rows.len()
    );
    assert!(in_country * 100 >= rows.len() * 85, "{in_country} of {}", rows.len());
    assert!(wrong_alone * 100 <= rows.len() * 5, "{wrong_alone} of {}", rows.len());
    assert!(wrong.len() <= 2, "{wrong:?}");
}
