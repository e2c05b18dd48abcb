//! The map of the cities: a dot a city where it lies, on a net of meridians and parallels. No tiles, no coasts and no
//! borders, which are disputed among the network's own members; the list below says the same in words.
//! Must not know how a city's practices are counted.

mod labels;
mod projection;

use i18n_embed_fl::fl;

use self::{
    labels::{Box, Dot},
    projection::{Point, Projection, Window},
};
use crate::{
    domain::{Lang, Position},
    text,
    web::site::views::map::{Label, Map, Panel, Spot},
};

/// A city to be shown.
pub struct Place {
    pub name: String,
    pub country: String,
    pub href: String,
    pub practices: usize,
    pub position: Position,
}

/// Beyond this many degrees from the middle of Europe a city would make all others small: it has its place on the second
/// map.
const REACH: f64 = 28.0;

/// None when no city says where it lies. The city with most practices first: the others are drawn over it.
pub fn of(lang: Lang, mut places: Vec<Place>) -> Option<Map> {
    places.sort_by(|one, other| other.practices.cmp(&one.practices).then_with(|| one.name.cmp(&other.name)));
    let (near, far): (Vec<Place>, Vec<Place>) =
        places.into_iter().partition(|place| projection::distance(projection::MIDDLE, place.position) <= REACH);
    let words = text::phrases(lang);
    let mut panels = Vec::new();
    panels.extend(panel(lang, Projection::Europe, &near, &[], fl!(words, "site-map-europe")));
    // What the first map shows is marked on the second.
    let home = projection::circle(Projection::World, projection::MIDDLE, REACH);
    panels.extend(if near.is_empty() {
        panel(lang, Projection::World, &far, &[], fl!(words, "site-map-world"))
    } else {
        panel(lang, Projection::World, &far, &home, fl!(words, "site-map-elsewhere"))
    });
    (!panels.is_empty()).then_some(Map { panels })
}

/// None without a place.
fn panel(lang: Lang, projection: Projection, places: &[Place], home: &[Point], name: String) -> Option<Panel> {
    let points = places.iter().map(|place| projection.project(place.position));
    let window = Window::around(projection, points.chain(home.iter().copied().filter(|_| !places.is_empty())))?;
    let size = |practices: usize| match practices {
        0 | 1 => 1,
        2 | 3 => 2,
        4..=7 => 3,
        8..=15 => 4,
        _ => 5,
    };
    let dots: Vec<Dot> = places
        .iter()
        .map(|place| {
            let (x, y) = window.place(projection.project(place.position));
            Dot { x, y, radius: radius(size(place.practices)), name: place.name.clone() }
        })
        .collect();
    let spot = |(place, dot): (&Place, &Dot)| Spot {
        x: shown(dot.x),
        y: shown(dot.y),
        radius: shown(dot.radius),
        size: size(place.practices),
        href: place.href.clone(),
        name: fl!(
            text::phrases(lang),
            "site-map-city",
            city = place.name.as_str(),
            country = place.country.as_str(),
            n = place.practices
        ),
    };
    let label = |(text, at): (String, Box)| Label { x: shown(at.x), y: shown(at.baseline()), text };
    let frame = Box { x: 0.0, y: 0.0, width: window.width, height: window.height };
    Some(Panel {
        name,
        width: shown(window.width),
        height: shown(window.height),
        net: projection::net(projection).iter().map(|line| window.path(line)).collect(),
        home: window.path(home),
        labels: labels::place(&dots, frame).into_iter().map(label).collect(),
        spots: places.iter().zip(&dots).map(spot).collect(),
    })
}

/// In units of the drawing, whose width is [`projection::WIDTH`].
fn radius(size: u8) -> f64 {
    match size {
        1 => 6.0,
        2 => 7.5,
        3 => 9.5,
        4 => 12.0,
        _ => 15.0,
    }
}

/// A coordinate as it stands in the drawing: a tenth of a pixel is finer than anybody sees.
fn shown(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, latitude: f64, longitude: f64, practices: usize) -> Place {
        Place {
            name: name.to_owned(),
            country: String::new(),
            href: format!("/en/cities/{name}"),
            practices,
            position: Position::new(latitude, longitude).unwrap(),
        }
    }

    #[test]
    fn far_cities_have_a_map_of_their_own() {
        let places = || {
            vec![
                place("Lisbon", 38.72, -9.13, 2),
                place("Oslo", 59.91, 10.75, 9),
                place("Haifa", 32.82, 34.99, 1),
                place("Auckland", -36.85, 174.76, 1),
            ]
        };
        let map = of(Lang::En, places()).unwrap();
        let names = |panel: &Panel| panel.spots.iter().map(|spot| spot.href.clone()).collect::<Vec<_>>();
        assert_eq!(names(&map.panels[0]), ["/en/cities/Oslo", "/en/cities/Lisbon", "/en/cities/Haifa"]);
        assert_eq!(names(&map.panels[1]), ["/en/cities/Auckland"]);
        assert!(!map.panels[1].home.is_empty() && map.panels[0].home.is_empty());
        assert!(of(Lang::En, Vec::new()).is_none());
        assert_eq!(of(Lang::En, places().split_off(3)).unwrap().panels.len(), 1);
    }
}
