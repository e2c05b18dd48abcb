//! A map of cities as a drawing: one panel for the cities near each other, one for those far away.

#[derive(Clone, Debug)]
pub struct Map {
    pub panels: Vec<Panel>,
}

/// One drawing. Numbers are in its own units, from its upper left corner, as they stand in an SVG.
#[derive(Clone, Debug)]
pub struct Panel {
    pub name: String,
    pub width: String,
    pub height: String,
    /// Meridians and parallels as one path.
    pub net: String,
    /// The part that the other panel shows, as a path; may be empty.
    pub home: String,
    pub spots: Vec<Spot>,
    pub labels: Vec<Label>,
}

/// A city.
#[derive(Clone, Debug)]
pub struct Spot {
    pub x: String,
    pub y: String,
    pub radius: String,
    /// 1 to 5, by the number of its practices.
    pub size: u8,
    pub href: String,
    /// `Bergen, Norway: 3 practices`.
    pub name: String,
}

/// A name that found room; `y` is the line its letters stand on.
#[derive(Clone, Debug)]
pub struct Label {
    pub x: String,
    pub y: String,
    pub text: String,
}
