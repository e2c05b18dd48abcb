//! Names beside the dots of a map: those that find room, the largest cities first; none lies over a dot or another name.

/// A city's dot, in units of the drawing.
#[derive(Clone, Debug)]
pub struct Dot {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    pub name: String,
}

/// A part of the drawing; `x` and `y` are its upper left corner.
#[derive(Clone, Copy, Debug)]
pub struct Box {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Height of a line of names, as the style sheet sets it; and the width of its letters, generously: a name that is wider
/// than we think would lie over its neighbour.
const LINE: f64 = 17.0;
const LETTER: f64 = 8.2;
/// Between a dot and its name.
const GAP: f64 = 3.0;

impl Box {
    fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn holds(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.x + other.width <= self.x + self.width
            && other.y + other.height <= self.y + self.height
    }

    /// Where the letters of a line in this box stand.
    pub fn baseline(&self) -> f64 {
        self.y + self.height * 0.76
    }
}

impl Dot {
    fn area(&self) -> Box {
        let side = 2.0 * self.radius;
        Box { x: self.x - self.radius, y: self.y - self.radius, width: side, height: side }
    }

    /// To the right first, as people read.
    fn places(&self) -> [Box; 4] {
        #[expect(clippy::cast_precision_loss, reason = "the letters of a name")]
        let width = self.name.chars().count() as f64 * LETTER;
        let at = |x: f64, y: f64| Box { x, y, width, height: LINE };
        let (beside, middle) = (self.radius + GAP, self.y - LINE / 2.0);
        [
            at(self.x + beside, middle),
            at(self.x - beside - width, middle),
            at(self.x - width / 2.0, self.y - beside - LINE + GAP),
            at(self.x - width / 2.0, self.y + beside - GAP),
        ]
    }
}

/// The names that have room inside the frame, each with its place, in the order of the dots.
pub fn place(dots: &[Dot], frame: Box) -> Vec<(String, Box)> {
    let mut placed: Vec<(String, Box)> = Vec::new();
    for dot in dots {
        let free = |place: &Box| {
            frame.holds(place)
                && dots.iter().all(|other| !place.meets(&other.area()))
                && placed.iter().all(|(_, taken)| !place.meets(taken))
        };
        if let Some(place) = dot.places().into_iter().find(free) {
            placed.push((dot.name.clone(), place));
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Box = Box { x: 0.0, y: 0.0, width: 1000.0, height: 600.0 };

    proptest! {
        #[test]
        fn no_name_lies_over_a_dot_or_another_name(
            spots in prop::collection::vec((0.0..1000.0, 0.0..600.0, 3.0..15.0, 1_usize..20), 0..60)
        ) {
            let dot = |(x, y, radius, letters): (f64, f64, f64, usize)| Dot { x, y, radius, name: "x".repeat(letters) };
            let dots: Vec<Dot> = spots.into_iter().map(dot).collect();
            let placed = place(&dots, FRAME);
            for (at, (_, one)) in placed.iter().enumerate() {
                prop_assert!(FRAME.holds(one));
                prop_assert!(dots.iter().all(|dot| !one.meets(&dot.area())));
                prop_assert!(placed[..at].iter().all(|(_, other)| !one.meets(other)));
            }
        }
    }

    #[test]
    fn a_lonely_city_has_its_name_to_the_right() {
        let placed = place(&[Dot { x: 100.0, y: 100.0, radius: 6.0, name: "Oslo".to_owned() }], FRAME);
        assert!(placed[0].1.x > 100.0);
        assert!(place(&[Dot { x: 5.0, y: 5.0, radius: 6.0, name: "x".repeat(200) }], FRAME).is_empty());
    }
}
