//! Cities of the network.

use sqlx::FromRow;
use std::collections::BTreeMap;

use super::{Json, Result, Store, StoreError, Tx, read, write};
use crate::domain::{City, Country, Id, Lang, Position};

#[derive(FromRow)]
struct Row {
    id: Id<City>,
    slug: String,
    name: String,
    names: Json<BTreeMap<String, String>>,
    aliases: Json<Vec<String>>,
    country: String,
    language: String,
    latitude: Option<i32>,
    longitude: Option<i32>,
}

impl Row {
    fn into_city(self) -> Result<City> {
        let unreadable = |column, why: &dyn std::fmt::Display| StoreError::Unreadable {
            table: "city",
            column,
            row: self.id.to_string(),
            why: why.to_string(),
        };
        let country = Country::parse(&self.country).map_err(|e| unreadable("country", &e))?;
        let language: Lang = self.language.parse().map_err(|e| unreadable("language", &e))?;
        let position = match (self.latitude, self.longitude) {
            (Some(latitude), Some(longitude)) => {
                Some(Position::from_thousandths(latitude, longitude).map_err(|e| unreadable("latitude", &e))?)
            }
            (_, None) | (None, _) => None,
        };
        Ok(City {
            id: self.id,
            slug: self.slug,
            name: self.name,
            names: self.names.0,
            aliases: self.aliases.0,
            country,
            position,
            language,
        })
    }
}

/// All cities, by slug.
pub async fn city_list(store: &Store) -> Result<Vec<City>> {
    const SQL: &str = "select id, slug, name, names, aliases, country, language, latitude, longitude from city
        order by slug limit 20000";
    let rows: Vec<Row> = read!(store, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(Row::into_city).collect()
}

/// Adds a city or brings the one with this slug up to date; answers the id it has.
pub async fn city_put(tx: &mut Tx, city: &City) -> Result<Id<City>> {
    const SQL: &str = "insert into city (id, slug, name, names, aliases, country, language, latitude, longitude)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (slug) do update set name = excluded.name, names = excluded.names, aliases = excluded.aliases,
            country = excluded.country, language = excluded.language, latitude = excluded.latitude,
            longitude = excluded.longitude
        returning id";
    let id = write!(tx, |c| sqlx::query_scalar(SQL)
        .bind(city.id)
        .bind(&city.slug)
        .bind(&city.name)
        .bind(Json(&city.names))
        .bind(Json(&city.aliases))
        .bind(city.country.code())
        .bind(city.language.tag())
        .bind(city.position.map(|position| position.thousandths().0))
        .bind(city.position.map(|position| position.thousandths().1))
        .fetch_one(c)
        .await)?;
    let now = tx.now();
    super::practice::change_insert(tx, None, now).await?;
    Ok(id)
}
