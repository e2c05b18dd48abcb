//! A city's ornament: a square of 4 × 4 shapes in two colours, always the same for the same city.
//! Decoration only: never the only mark of anything, hidden from screen readers.

use std::{fmt::Write, sync::LazyLock};

use sha2::{Digest, Sha256};

use super::{City, Id};

/// The six colours a mosaic takes two of.
pub const COLOURS: [&str; 6] = ["#0B5563", "#E5A823", "#98291C", "#5E3A70", "#2A6537", "#07333B"];
pub const GROUND: &str = "#F2EEE6";

/// The two dark blues, hard to tell apart.
const TOO_CLOSE: [&str; 2] = ["#0B5563", "#07333B"];
/// Of a cell in the drawing's own units: the least in which every corner, middle and radius is whole.
const CELL: i32 = 2;
const SIDE: i32 = 4;
const TURNS: u8 = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    QuarterDisc,
    Triangle,
    Square,
    HalfDisc,
    Empty,
}

impl Shape {
    const ALL: [Self; 5] = [Self::QuarterDisc, Self::Triangle, Self::Square, Self::HalfDisc, Self::Empty];
}

/// One of the sixteen, from left to right and top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub shape: Shape,
    /// Which of the mosaic's two colours.
    pub colour: usize,
    /// Quarter turns clockwise.
    pub turn: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mosaic {
    pub colours: [&'static str; 2],
    pub cells: [Cell; 16],
}

impl Mosaic {
    #[must_use]
    pub fn of(city: Id<City>) -> Self {
        Self::of_bytes(city.uuid().as_bytes())
    }

    /// From SHA-256 of any bytes: one byte for each colour, then one a cell.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let first = COLOURS[usize::from(hash[0]) % COLOURS.len()];
        let others: Vec<&str> = COLOURS.into_iter().filter(|other| !too_close(first, other)).collect();
        let second = others[usize::from(hash[1]) % others.len()];
        let cells = std::array::from_fn(|at| cell(hash[at + 2]));
        Self { colours: [first, second], cells }
    }

    /// An `<svg>` element of `size` CSS pixels, one path a colour.
    #[must_use]
    pub fn svg(&self, size: u32) -> String {
        let edge = CELL * SIDE;
        let mut svg = format!(
            r#"<svg class="mosaic" width="{size}" height="{size}" viewBox="0 0 {edge} {edge}" aria-hidden="true" focusable="false"><path fill="{GROUND}" d="M0 0H{edge}V{edge}H0Z"/>"#
        );
        for (which, colour) in self.colours.iter().enumerate() {
            let of_colour = self.cells.iter().enumerate().filter(|(_, cell)| cell.colour == which);
            let mut outlines = of_colour.map(|(at, cell)| drawn(at, *cell)).filter(|outline| !outline.is_empty());
            if let Some(first) = outlines.next() {
                let _ = write!(svg, r#"<path fill="{colour}" d="{first}"#);
                outlines.for_each(|outline| svg.push_str(outline));
                svg.push_str(r#""/>"#);
            }
        }
        svg + "</svg>"
    }
}

fn too_close(one: &str, other: &str) -> bool {
    one == other || (TOO_CLOSE.contains(&one) && TOO_CLOSE.contains(&other))
}

fn cell(byte: u8) -> Cell {
    let shape = Shape::ALL[usize::from(byte >> 1 & 0b111) % Shape::ALL.len()];
    Cell { shape, colour: usize::from(byte & 1), turn: byte >> 4 & 0b11 }
}

/// All outlines there are: by place, shape and turn. Lists show twenty mosaics a page.
static OUTLINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let all = |at| Shape::ALL.into_iter().flat_map(move |shape| (0..TURNS).map(move |turn| outline(at, shape, turn)));
    (0..SIDE * SIDE).flat_map(all).collect()
});

fn drawn(at: usize, cell: Cell) -> &'static str {
    let turns = usize::from(TURNS);
    &OUTLINES[(at * Shape::ALL.len() + cell.shape as usize) * turns + usize::from(cell.turn)]
}

/// The outline of a shape in its place. All but the empty one begin along the top edge and go clockwise.
fn outline(at: i32, shape: Shape, turn: u8) -> String {
    let (left, top) = (at % SIDE * CELL, at / SIDE * CELL);
    let point = |x: i32, y: i32| {
        let (x, y) = match turn {
            0 => (x, y),
            1 => (CELL - y, x),
            2 => (CELL - x, CELL - y),
            _ => (y, CELL - x),
        };
        format!("{} {}", left + x, top + y)
    };
    let (start, end, under) = (point(0, 0), point(CELL, 0), point(0, CELL));
    match shape {
        Shape::QuarterDisc => format!("M{start}L{end}A{CELL} {CELL} 0 0 1 {under}Z"),
        Shape::HalfDisc => format!("M{start}L{end}A{0} {0} 0 0 1 {start}Z", CELL / 2),
        Shape::Triangle => format!("M{start}L{end}L{under}Z"),
        Shape::Square => format!("M{start}L{end}L{}L{under}Z", point(CELL, CELL)),
        Shape::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_city_keeps_its_mosaic_and_another_has_another() {
        let city = Id::new();
        assert_eq!(Mosaic::of(city), Mosaic::of(city));
        let seen: BTreeSet<String> = (0_u32..500).map(|at| Mosaic::of_bytes(&at.to_be_bytes()).svg(24)).collect();
        assert_eq!(seen.len(), 500);
    }

    #[test]
    fn two_colours_can_be_told_apart_and_every_shape_occurs() {
        let mut shapes = BTreeSet::new();
        let mut pairs = BTreeSet::new();
        for at in 0_u32..500 {
            let mosaic = Mosaic::of_bytes(&at.to_be_bytes());
            assert!(!too_close(mosaic.colours[0], mosaic.colours[1]));
            pairs.insert(mosaic.colours);
            shapes.extend(mosaic.cells.iter().map(|cell| (format!("{:?}", cell.shape), cell.turn, cell.colour)));
        }
        assert_eq!((shapes.len(), pairs.len()), (5 * 4 * 2, 6 * 5 - 2));
    }

    #[test]
    fn the_svg_is_hidden_and_small() {
        let svg = Mosaic::of_bytes(b"x").svg(64);
        assert!(svg.starts_with("<svg class=\"mosaic\" width=\"64\"") && svg.contains("aria-hidden=\"true\""));
        assert!(svg.len() < 1_500, "{}", svg.len());
        assert!(svg.ends_with("Z\"/></svg>") && svg.matches('<').count() == svg.matches('>').count());
    }
}
