//! The real handlers, with what they work with.

use std::{sync::Arc, time::Duration};

use super::{Answer, BoxError, Handlers, harvests, imports, letters, links, pictures, renditions, submissions};
use crate::{
    desk::Desk,
    harvest::Reader,
    mail::{Letterhead, Transport},
    store::owed::Lease,
};

/// What background work is done with.
pub struct Office {
    pub desk: Desk,
    pub transport: Transport,
    pub letterhead: Letterhead,
    /// Where people write to about the site itself.
    pub contact: String,
    pub reader: Arc<Reader>,
    /// When a letter whose fate is unknown is sent once more (the mail promise: 30 minutes).
    pub resend_after: Duration,
    /// Whether this installation makes PDFs; without, pages offer none.
    pub makes_pdfs: bool,
    /// The most by which a source's next run is moved, so that sources do not all run at once.
    pub schedule_jitter: Duration,
}

impl Office {
    #[must_use]
    pub fn handlers(self) -> Handlers {
        let office = Arc::new(self);
        Handlers {
            renew: {
                let office = Arc::clone(&office);
                Arc::new(move || {
                    let office = Arc::clone(&office);
                    Box::pin(async move {
                        let told = office.desk.tell_broken_links().await;
                        let asked = office.desk.ask_whether_right().await;
                        let outdated = renditions::owe_outdated(&office).await;
                        let drawn = pictures::draw_missing(&office).await;
                        told?;
                        asked?;
                        outdated?;
                        drawn
                    })
                })
            },
            read_submission: on(&office, |office, lease| async move { submissions::read(&office, &lease).await }),
            letter: on(&office, |office, lease| async move { letters::send(&office, &lease).await }),
            harvest: on(&office, |office, lease| async move { harvests::run(&office, &lease).await }),
            render: on(&office, |office, lease| async move { renditions::make(&office, &lease).await }),
            file_import: on(&office, |office, lease| async move { imports::file(&office, &lease).await }),
            check_link: on(&office, |office, lease| async move { links::check(&office, &lease).await }),
        }
    }
}

fn on<F, Fut>(office: &Arc<Office>, work: F) -> super::Handler
where
    F: Fn(Arc<Office>, Lease) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, BoxError>> + Send + 'static,
{
    let office = Arc::clone(office);
    super::handler(move |lease| work(Arc::clone(&office), lease))
}
