//! What every list has, whatever is asked for: how many there are of each choice, the choices in the order the filter shows
//! them, and the mosaics beside the title. Made once a change and language.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use super::{facets, ornament, showing::Showing};
use crate::{
    domain::{Choice, Facet, Filter},
    search::Found,
    text,
    web::site::views::{Drawing, TextLanguage, error::Trouble},
};

/// How many of the newest are looked at for the mosaics.
const BAND: usize = 60;

/// A choice in words.
#[derive(Debug, PartialEq, Eq)]
pub struct NamedChoice {
    pub choice: Choice,
    pub value: String,
    pub label: String,
    /// Of the label, where it is not that of the page.
    pub language: Option<TextLanguage>,
}

#[derive(Debug)]
pub struct Standing {
    pub year: i16,
    pub everything: Found,
    pub mosaics: Vec<Drawing>,
    /// Cities of the network that have a practice.
    pub cities: usize,
    choices: HashMap<Facet, Vec<Arc<NamedChoice>>>,
}

impl Standing {
    pub fn of(showing: &Showing<'_>) -> Result<Self, Trouble> {
        let everything = showing.find(&Filter::default(), BAND)?;
        let choices = facets::SHOWN.map(|facet| {
            let counted = facets::in_use(showing, facet, &everything);
            (facet, in_order(showing, counted))
        });
        Ok(Self {
            year: showing.year(),
            mosaics: ornament::band(showing.found(&everything)),
            cities: showing.shelf.cities_with_practices(),
            choices: choices.into(),
            everything,
        })
    }

    /// The choices of a facet in the order shown, with those asked for that nothing has.
    pub fn choices(&self, showing: &Showing<'_>, filter: &Filter, facet: Facet) -> Vec<Arc<NamedChoice>> {
        let known = self.choices.get(&facet).map_or(&[][..], Vec::as_slice);
        let asked = filter.choices_of(facet).filter(|choice| !known.iter().any(|named| named.choice == **choice));
        let asked: Vec<Choice> = asked.cloned().collect();
        if asked.is_empty() {
            return known.to_vec();
        }
        let counted = known.iter().map(|named| (named.choice.clone(), self.everything.count(&named.choice)));
        in_order(showing, counted.chain(asked.into_iter().map(|choice| (choice, 0))).collect())
    }
}

/// Those with most practices first. The order is that of all practices, so that a list does not jump under the finger that
/// filters it.
fn in_order(showing: &Showing<'_>, mut counted: Vec<(Choice, usize)>) -> Vec<Arc<NamedChoice>> {
    text::sort_by_name(showing.lang, &mut counted, |(choice, _)| showing.choice_name(choice));
    counted.sort_by_key(|(_, count)| Reverse(*count));
    let named = |choice: Choice| NamedChoice {
        value: choice.value().into_owned(),
        label: showing.choice_name(&choice),
        language: showing.choice_language(&choice),
        choice,
    };
    counted.into_iter().map(|(choice, _)| Arc::new(named(choice))).collect()
}
