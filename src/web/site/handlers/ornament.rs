//! Mosaics beside the words: each city's own, and a band of several.

use crate::{
    domain::{City, Id, mosaic::Mosaic},
    store::LivePractice,
    web::site::views::Drawing,
};

/// In CSS pixels: beside a row of a list, and beside a title.
pub const SMALL: u32 = 64;
pub const LARGE: u32 = 128;

/// As many as the band beside a title holds.
const BAND: usize = 15;

pub fn of_city(city: Id<City>, size: u32) -> Drawing {
    Drawing::drawn(Mosaic::of(city).svg(size))
}

/// Of the practice's first city where the network knows it, else of the practice itself.
pub fn of_practice(practice: &LivePractice, size: u32) -> Drawing {
    let city = practice.record.cities.first().and_then(|city| city.id);
    let mosaic = city.map_or_else(|| Mosaic::of_bytes(practice.id.uuid().as_bytes()), Mosaic::of);
    Drawing::drawn(mosaic.svg(size))
}

/// Of the first cities of these practices, each once.
pub fn band<'a>(practices: impl Iterator<Item = &'a LivePractice>) -> Vec<Drawing> {
    let mut cities = Vec::new();
    for city in practices.flat_map(|practice| &practice.record.cities).filter_map(|city| city.id) {
        if !cities.contains(&city) {
            cities.push(city);
        }
        if cities.len() == BAND {
            break;
        }
    }
    cities.into_iter().map(|city| of_city(city, LARGE)).collect()
}
