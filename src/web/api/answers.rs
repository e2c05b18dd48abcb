//! What the API answers with, besides practices. Names differ from those of the parts of a practice (`press::Practice`):
//! the description has one set of names.

use serde::Serialize;
use utoipa::ToSchema;

use crate::press::Practice;

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub struct PracticeList {
    /// Practices the filter finds: the number the site shows.
    pub total: usize,
    pub practices: Vec<Practice>,
    /// Give it as `cursor` to go on; none at the end.
    pub next_cursor: Option<String>,
    /// The whole address to go on at; none at the end.
    pub next: Option<String>,
}

/// What each further choice would find: within a facet, as if nothing of that facet were chosen.
#[derive(Serialize, ToSchema)]
pub struct FacetCounts {
    pub total: usize,
    pub facets: Vec<FacetCount>,
}

#[derive(Serialize, ToSchema)]
pub struct FacetCount {
    /// The argument: `topic`, `country`, `city`, `year`, `collection`, `language`.
    pub name: &'static str,
    pub values: Vec<ValueCount>,
}

#[derive(Serialize, ToSchema)]
pub struct ValueCount {
    pub value: String,
    pub name: String,
    pub count: usize,
}

#[derive(Serialize, ToSchema)]
pub struct TopicEntry {
    pub slug: String,
    pub name: String,
    /// Given to no new practice.
    pub retired: bool,
    pub practices: usize,
}

#[derive(Serialize, ToSchema)]
pub struct CityEntry {
    pub slug: String,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub practices: usize,
}

#[derive(Serialize, ToSchema)]
pub struct CountryEntry {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    pub name: String,
    pub practices: usize,
}

#[derive(Serialize, ToSchema)]
pub struct CollectionEntry {
    pub slug: String,
    pub title: String,
    pub practices: usize,
}
