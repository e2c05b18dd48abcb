//! What a column is by its name: as the form calls the field in any language of the interface, as our own tables do, and by
//! other words people use.

use std::collections::HashSet;

use super::Target;
use crate::domain::{Field, fold::name_key};

/// Names by target; of several columns that fit one, the name that stands first here wins. Without case and accents, signs
/// as blanks.
const NAMES: &[(Target, &[&str])] = &[
    (Target::Id, &["id", "identifier", "practice id", "reference", "identifiant", "numero", "no", "nr"]),
    (Target::Field(Field::Title), &["title", "titre", "name", "nom", "practice", "pratique", "practice title"]),
    (Target::Field(Field::Statement), &["statement", "presentation", "tagline", "in one sentence", "en une phrase"]),
    (Target::Field(Field::Cities), &["cities", "city", "villes", "ville", "municipality", "commune"]),
    (Target::Country, &["countries", "country", "pays", "country codes", "country code", "code pays"]),
    (
        Target::Field(Field::Period),
        &["period as written", "period", "periode", "dates", "duration", "duree", "when", "quand", "timeframe"],
    ),
    (Target::From, &["from", "start", "start date", "first year", "begin", "debut", "date de debut", "de"]),
    (Target::To, &["to", "end", "end date", "last year", "fin", "date de fin", "a"]),
    (Target::Field(Field::Status), &["status", "etat", "statut", "state"]),
    (Target::Field(Field::Topics), &["topics", "topic slugs", "topic", "themes", "theme", "thematique", "category"]),
    (Target::Field(Field::Language), &["language", "language of the text", "langue du texte", "langue", "lang"]),
    (Target::Field(Field::Summary), &["summary", "resume", "abstract", "short description", "description"]),
    (
        Target::Field(Field::Purpose),
        &["purpose", "objectif", "objectifs", "goal", "goals", "aim", "aims", "objectives"],
    ),
    (Target::Field(Field::Rationale), &["rationale", "contexte", "context", "background", "stimulus"]),
    (Target::Field(Field::Process), &["process", "deroulement", "activities", "activites", "implementation"]),
    (Target::Field(Field::Impact), &["impact", "resultats", "results", "outcomes", "effects", "effets"]),
    (Target::Field(Field::Evaluation), &["evaluation"]),
    (
        Target::Field(Field::Beneficiaries),
        &["who benefits", "beneficiaries", "beneficiaires", "target group", "public cible", "publics"],
    ),
    (
        Target::Field(Field::Lead),
        &["led by", "lead", "organisme responsable", "organisation", "organization", "department", "service"],
    ),
    (Target::Field(Field::Partners), &["partners", "partenaires", "partner"]),
    (Target::Field(Field::Funding), &["funding", "financement", "budget", "cost", "cout"]),
    (Target::Field(Field::Difficulties), &["difficulties", "difficultes", "obstacles", "challenges"]),
    (
        Target::Field(Field::Advice),
        &["advice to another city", "advice", "conseils a une autre ville", "conseils", "lessons learnt", "lessons"],
    ),
    (
        Target::Field(Field::Links),
        &["documents and links", "links", "documents et liens", "liens", "documents", "references"],
    ),
    (
        Target::Address,
        &["url", "page", "address", "web page", "adresse", "page web", "website", "site web", "link", "lien"],
    ),
];

pub(super) fn targets(columns: &[String]) -> Vec<Target> {
    let keys: Vec<String> = columns.iter().map(|column| name_key(column)).collect();
    let mut found = vec![Target::Leave; columns.len()];
    let mut taken = HashSet::new();
    for (target, names) in NAMES {
        let column = names.iter().find_map(|name| {
            keys.iter().enumerate().find(|(at, key)| key == name && !taken.contains(at)).map(|(at, _)| at)
        });
        if let Some(at) = column {
            taken.insert(at);
            found[at] = *target;
        }
    }
    // The whole period says more than its two ends.
    if found.contains(&Target::Field(Field::Period)) {
        for target in &mut found {
            if matches!(target, Target::From | Target::To) {
                *target = Target::Leave;
            }
        }
    }
    found
}
