//! Where practices are many, few or missing: two facets set against each other in a table, narrowed by a third.

use askama::Template;
use i18n_embed_fl::fl;

use super::{Link, Page};
use crate::web::assets;

#[derive(Template)]
#[template(path = "site/coverage.html")]
pub struct CoveragePage {
    pub page: Page,
    /// What can be set against what; the first of the pair is whether it is the table shown.
    pub tables: Vec<(bool, Link)>,
    /// The page without its query.
    pub action: String,
    /// The parameter that names the table shown, and its value.
    pub table: (&'static str, &'static str),
    pub narrowed: Narrowed,
    /// `Countries by topic: 2016`.
    pub caption: String,
    /// The name of the rows, over their heads.
    pub corner: String,
    pub columns: Vec<Head>,
    pub rows: Vec<Line>,
    /// All practices counted here.
    pub all: Head,
}

/// The question that narrows the table.
#[derive(Clone, Debug)]
pub struct Narrowed {
    pub name: &'static str,
    pub label: String,
    /// Value, words, whether chosen.
    pub options: Vec<(String, String, bool)>,
}

/// The head of a row or column, and the list of all it has.
#[derive(Clone, Debug)]
pub struct Head {
    pub name: String,
    pub practices: usize,
    pub href: String,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub head: Head,
    /// In the order of the columns.
    pub cells: Vec<Cell>,
}

/// Practices that have both.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The column's name, said beside the number where the table is too narrow for heads.
    pub column: String,
    pub practices: usize,
    pub href: String,
    /// 1 to 4, by the share of the fullest cell; 0 for none.
    pub shade: usize,
}

impl Cell {
    /// The shade of so many, where the fullest cell has `most`.
    #[must_use]
    pub fn shade(practices: usize, most: usize) -> usize {
        (practices * 4).div_ceil(most.max(1)).min(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_cell_is_the_darkest_and_an_empty_one_has_no_shade() {
        assert_eq!([0, 1, 3, 6, 9, 12].map(|count| Cell::shade(count, 12)), [0, 1, 1, 2, 3, 4]);
        assert_eq!(Cell::shade(0, 0), 0);
    }
}
