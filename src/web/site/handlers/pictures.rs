//! Pictures as light as the place they are shown in: a browser chooses among the drawings by its window and its screen.

use super::showing::Showing;
use crate::{
    store::{self, StoreError},
    web::site::{addresses, views::practice::PictureView},
};

/// What a browser shows that cannot choose.
const USUAL: u32 = 704;

/// Gives each picture its smaller drawings. One that has none is shown whole.
pub async fn size(showing: &Showing<'_>, pictures: &mut [PictureView]) -> Result<(), StoreError> {
    for picture in pictures {
        let sizes = store::picture_size_list(showing.app.store(), &picture.blob).await?;
        let widths: Vec<u32> = sizes.iter().filter_map(|size| u32::try_from(size.width).ok()).collect();
        // The last drawing may be narrower than its listed width.
        let drawn = |width: u32| format!("{} {}w", addresses::picture(&picture.blob, width), width.min(picture.width));
        let srcset = widths.iter().map(|width| drawn(*width)).collect::<Vec<_>>().join(", ");
        let usual = widths.iter().rev().find(|width| **width <= USUAL);
        if let Some(width) = usual {
            picture.src = addresses::picture(&picture.blob, *width);
        }
        picture.srcset = srcset;
    }
    Ok(())
}
