//! Where a city lies.

use serde::{Deserialize, Serialize};

/// A point on the globe (WGS 84), to a thousandth of a degree: some hundred metres, enough for the middle of a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Degrees", into = "Degrees")]
pub struct Position {
    latitude: i32,
    longitude: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Degrees {
    latitude: f64,
    longitude: f64,
}

/// The two numbers are no place on the globe.
#[derive(Debug, thiserror::Error)]
#[error("no place on the globe: latitude goes from -90 to 90, longitude from -180 to 180")]
pub struct NotOnTheGlobe;

impl Position {
    /// From degrees: north and east are positive.
    ///
    /// # Errors
    /// When a number is beyond the globe or none.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, NotOnTheGlobe> {
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            return Err(NotOnTheGlobe);
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 180,000 by the check above")]
        let thousandths = |degrees: f64| (degrees * 1000.0).round() as i32;
        Ok(Self { latitude: thousandths(latitude), longitude: thousandths(longitude) })
    }

    /// From thousandths of a degree, as [`Position::thousandths`] gives them.
    ///
    /// # Errors
    /// When they are beyond the globe.
    pub fn from_thousandths(latitude: i32, longitude: i32) -> Result<Self, NotOnTheGlobe> {
        Self::new(f64::from(latitude) / 1000.0, f64::from(longitude) / 1000.0)
    }

    /// Latitude and longitude in thousandths of a degree.
    #[must_use]
    pub const fn thousandths(self) -> (i32, i32) {
        (self.latitude, self.longitude)
    }

    /// Latitude and longitude in degrees.
    #[must_use]
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.latitude) / 1000.0, f64::from(self.longitude) / 1000.0)
    }
}

impl TryFrom<Degrees> for Position {
    type Error = NotOnTheGlobe;

    fn try_from(degrees: Degrees) -> Result<Self, NotOnTheGlobe> {
        Self::new(degrees.latitude, degrees.longitude)
    }
}

impl From<Position> for Degrees {
    fn from(position: Position) -> Self {
        let (latitude, longitude) = position.degrees();
        Self { latitude, longitude }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_globe_is_refused() {
        for (latitude, longitude) in [(90.1, 0.0), (-91.0, 0.0), (0.0, 180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert!(Position::new(latitude, longitude).is_err(), "{latitude} {longitude}");
        }
        let auckland = Position::new(-36.848_53, 174.763_49).unwrap();
        assert_eq!(auckland.thousandths(), (-36_849, 174_763));
        assert_eq!(Position::from_thousandths(-36_849, 174_763).unwrap(), auckland);
    }
}
