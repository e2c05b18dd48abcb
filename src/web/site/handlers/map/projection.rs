//! From the globe to the sheet, so that areas keep their proportions: Lambert's azimuthal equal-area projection around the
//! middle of Europe (Snyder, Map Projections: A Working Manual, 1987, 24-2 to 24-4; its centre is that of EPSG:3035), and
//! Equal Earth for the whole (Šavrič, Patterson, Jenny 2018).

use std::f64::consts::PI;

use crate::domain::Position;

/// The centre of EPSG:3035: latitude and longitude in degrees.
pub const MIDDLE: (f64, f64) = (52.0, 10.0);

/// Width of a drawing, in its own units.
pub const WIDTH: f64 = 1000.0;

/// A point of the sheet, x to the right and y up, in radii of the globe.
pub type Point = (f64, f64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    Europe,
    World,
}

impl Projection {
    pub fn project(self, position: Position) -> Point {
        self.degrees(position.degrees())
    }

    /// Of latitude and longitude in degrees.
    fn degrees(self, (latitude, longitude): (f64, f64)) -> Point {
        let (phi, lambda) = (latitude.to_radians(), longitude.to_radians());
        match self {
            Self::Europe => {
                let (phi1, lambda0) = (MIDDLE.0.to_radians(), MIDDLE.1.to_radians());
                let cos_c = phi1.sin() * phi.sin() + phi1.cos() * phi.cos() * (lambda - lambda0).cos();
                // The far side of the globe has no place here; kept finite all the same.
                let k = (2.0 / (1.0 + cos_c).max(1e-9)).sqrt();
                let x = k * phi.cos() * (lambda - lambda0).sin();
                let y = k * (phi1.cos() * phi.sin() - phi1.sin() * phi.cos() * (lambda - lambda0).cos());
                (x, y)
            }
            Self::World => {
                const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
                let theta = (3.0_f64.sqrt() / 2.0 * phi.sin()).asin();
                let (t2, t6) = (theta * theta, theta.powi(6));
                let slope = 9.0 * A[3] * t6 * t2 + 7.0 * A[2] * t6 + 3.0 * A[1] * t2 + A[0];
                let x = 2.0 * 3.0_f64.sqrt() * lambda * theta.cos() / (3.0 * slope);
                (x, theta * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]))
            }
        }
    }
}

/// Degrees of the great circle between two places.
pub fn distance((latitude, longitude): (f64, f64), other: Position) -> f64 {
    let (one, (phi, lambda)) = (latitude.to_radians(), other.degrees());
    let (phi, apart) = (phi.to_radians(), (lambda - longitude).to_radians());
    let cos = one.sin() * phi.sin() + one.cos() * phi.cos() * apart.cos();
    cos.clamp(-1.0, 1.0).acos().to_degrees()
}

/// The places so many degrees from a middle, all round.
pub fn circle(projection: Projection, middle: (f64, f64), reach: f64) -> Vec<Point> {
    let (phi, lambda, reach) = (middle.0.to_radians(), middle.1.to_radians(), reach.to_radians());
    let at = |bearing: f64| {
        let latitude = (phi.sin() * reach.cos() + phi.cos() * reach.sin() * bearing.cos()).asin();
        let east = bearing.sin() * reach.sin() * phi.cos();
        let longitude = lambda + east.atan2(reach.cos() - phi.sin() * latitude.sin());
        projection.degrees((latitude.to_degrees(), longitude.to_degrees()))
    };
    (0..=48).map(|step| at(2.0 * PI * f64::from(step) / 48.0)).collect()
}

/// Meridians and parallels.
pub fn net(projection: Projection) -> Vec<Vec<Point>> {
    let (west, east, south, north, mesh, fine) = match projection {
        Projection::Europe => (-50, 70, 20, 80, 10, 2),
        Projection::World => (-180, 180, -90, 90, 30, 5),
    };
    let steps = |from: i32, to: i32, by: usize| (from..=to).step_by(by);
    let at = |latitude: i32, longitude: i32| projection.degrees((f64::from(latitude), f64::from(longitude)));
    let meridians = steps(west, east, mesh).map(|lon| steps(south, north, fine).map(|lat| at(lat, lon)).collect());
    let parallels = steps(south, north, mesh).map(|lat| steps(west, east, fine).map(|lon| at(lat, lon)).collect());
    meridians.chain(parallels).collect()
}

/// The part of the sheet that is shown, and how it becomes a drawing: x to the right, y down, from 0.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    left: f64,
    top: f64,
    scale: f64,
    pub width: f64,
    pub height: f64,
}

/// Room around the outermost cities, as a share of the width; their names stand there too.
const MARGIN: f64 = 0.05;
/// A map lower than this, as a share of its width, would be a stripe.
const LOWEST: f64 = 0.3;

impl Window {
    /// Around points of the sheet; none without one. The map of the world goes all round it.
    pub fn around(projection: Projection, points: impl Iterator<Item = Point>) -> Option<Self> {
        let points: Vec<Point> = points.collect();
        let least = |of: fn(&Point) -> f64| points.iter().map(of).min_by(f64::total_cmp);
        let most = |of: fn(&Point) -> f64| points.iter().map(of).max_by(f64::total_cmp);
        let (mut left, mut right) = (least(|point| point.0)?, most(|point| point.0)?);
        let (mut bottom, mut top) = (least(|point| point.1)?, most(|point| point.1)?);
        if projection == Projection::World {
            right = projection.degrees((0.0, 180.0)).0;
            left = -right;
        }
        // Never closer than some hundred kilometres: one city alone would fill the sheet.
        let span = (right - left).max((top - bottom) / 1.2).max(0.05);
        let middle = f64::midpoint(left, right);
        (left, right) = (middle - span / 2.0, middle + span / 2.0);
        let lacking = (LOWEST * span - (top - bottom)).max(0.0) / 2.0;
        (bottom, top) = (bottom - lacking, top + lacking);
        let edge = if projection == Projection::World { 0.0 } else { MARGIN * span };
        let (left, right) = (left - edge, right + edge);
        let (bottom, top) = (bottom - MARGIN * span, top + MARGIN * span);
        let scale = WIDTH / (right - left);
        Some(Self { left, top, scale, width: WIDTH, height: (top - bottom) * scale })
    }

    /// Where a point of the sheet stands in the drawing.
    pub fn place(&self, (x, y): Point) -> Point {
        ((x - self.left) * self.scale, (self.top - y) * self.scale)
    }

    /// A line as the path of an SVG, in whole units; what lies far outside the drawing is left out.
    pub fn path(&self, line: &[Point]) -> String {
        use std::fmt::Write as _;
        let inside =
            |x: f64, y: f64| (-200.0..=self.width + 200.0).contains(&x) && (-200.0..=self.height + 200.0).contains(&y);
        let mut path = String::new();
        let mut drawing = false;
        for (x, y) in line.iter().map(|point| self.place(*point)) {
            let near = inside(x, y);
            if near {
                // Writing to a string does not fail.
                let _ = write!(path, "{}{x:.0} {y:.0}", if drawing { 'L' } else { 'M' });
            }
            drawing = near;
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-3
    }

    #[test]
    fn places_stand_where_the_published_formulas_put_them() {
        // EPSG guidance note 7-2, Lambert Azimuthal Equal Area: 50° N 5° E lies at false easting -356 km on the ellipsoid;
        // on the sphere within a third of a percent.
        let (x, y) = Projection::Europe.project(position(50.0, 5.0));
        assert!((x * 6371.0 + 358.0).abs() < 3.0 && (y * 6371.0 + 211.0).abs() < 10.0, "{} {}", x * 6371.0, y * 6371.0);
        // Equal Earth, table 1 of the paper: the equator is 2.7066 radii long on each side, the pole stands at 1.3173.
        assert!(near(Projection::World.project(position(0.0, 180.0)).0, 2.7066));
        assert!(near(Projection::World.project(position(90.0, 0.0)).1, 1.3173));
    }

    #[test]
    fn every_city_stands_inside_its_drawing() {
        for (projection, places) in [
            (Projection::Europe, vec![(38.7, -9.1), (64.1, -21.9), (32.8, 35.0), (46.8, 35.4)]),
            (Projection::Europe, vec![(52.0, 10.0)]),
            (Projection::World, vec![(19.4, -99.1), (-36.8, 174.8), (37.3, 126.8)]),
            (Projection::World, vec![(89.0, 0.0)]),
        ] {
            let places: Vec<Position> = places.into_iter().map(|(lat, lon)| position(lat, lon)).collect();
            let window = Window::around(projection, places.iter().map(|place| projection.project(*place))).unwrap();
            for place in places {
                let (x, y) = window.place(projection.project(place));
                assert!((0.0..=window.width).contains(&x) && (0.0..=window.height).contains(&y), "{place:?}: {x} {y}");
            }
            assert!(window.height >= 290.0 && window.height <= 1400.0, "{window:?}");
        }
        assert!(Window::around(Projection::World, std::iter::empty()).is_none());
    }

    #[test]
    fn a_degree_is_a_degree() {
        assert!(near(distance((0.0, 0.0), position(0.0, 90.0)), 90.0));
        assert!(near(distance((52.0, 10.0), position(52.0, 10.0)), 0.0));
    }
}
