//! A list, page by page: asking for a page, and taking a list up where an earlier part of the run left it.

use std::sync::Arc;

use url::Url;

use super::{Run, Stop, blocking};
use crate::{
    domain::reading::{FetchFault, Ground, Passed, Place},
    harvest::{
        charset,
        rules::Rules,
        visit::{Fetched, Visited},
    },
};

/// A page of a list as it came.
pub(super) enum Came<T> {
    /// As it was when it was last read; the address after redirects.
    Same(Url),
    New(T, Box<Fetched>),
}

/// A list that is to be read.
pub(super) struct Taken<T> {
    /// What an earlier part of this run has gone through.
    pub(super) way: Vec<Passed>,
    /// Where it goes on.
    pub(super) next: Option<Url>,
    /// What came from there, if it was asked for already.
    pub(super) came: Option<Result<T, Stop>>,
}

impl Run<'_> {
    /// Asks for a page and reads it. Of what was found so far nothing changes.
    pub(super) async fn ask<T: Send + 'static>(
        &mut self,
        url: &Url,
        again: bool,
        read: impl FnOnce(&Rules, &str, &Url) -> Result<T, FetchFault> + Send + 'static,
    ) -> Result<Came<T>, Stop> {
        self.touched.insert(url.as_str());
        match self.visit.page(url, again).await? {
            Visited::Same(url) => {
                self.touched.insert(url.as_str());
                Ok(Came::Same(url))
            }
            Visited::New(fetched) => {
                self.touched.insert(fetched.url.as_str());
                let rules = Arc::clone(&self.visit.rules);
                let bytes = fetched.snapshot.bytes.len();
                let read = move || Ok((read(&rules, &text_of(&fetched), &fetched.url), fetched));
                let (read, fetched) = blocking(bytes, read).await?;
                match read {
                    Ok(read) => Ok(Came::New(read, fetched)),
                    Err(fault) => {
                        self.failing.came(fetched.snapshot);
                        Err(fault.into())
                    }
                }
            }
        }
    }

    /// Takes a list up where an earlier part of this run left it.
    pub(super) fn take_up<T>(&mut self, first: &Url) -> Taken<T> {
        let (mut way, mut next) = (Vec::new(), Some(first.to_string()));
        while let Some(passed) = next.as_ref().and_then(|url| self.take_passed(&Place::List(url.clone()))) {
            next.clone_from(&passed.next);
            way.push(passed);
        }
        Taken { way, next: next.and_then(|url| Url::parse(&url).ok()), came: None }
    }

    /// The place to be asked for before the way there is gone over: it may not be there any more.
    pub(super) fn place_in_doubt<T>(&self, list: &Taken<T>) -> Option<Url> {
        let most = self.settings.limits.pages as usize;
        list.next.clone().filter(|_| (1..most).contains(&list.way.len()))
    }

    /// Goes on with what came from there. A place that is not there any more, as when a token has expired, begins the list
    /// anew.
    pub(super) fn go_on_with<T>(&mut self, list: &mut Taken<T>, first: Url, came: Result<T, Stop>) {
        if came.as_ref().is_err_and(|stop| self.has_lost_its_place(stop)) {
            self.ground = Ground::BegunAnew;
            self.failing.forget();
            // The list may come to it again.
            if let Some(place) = list.next.replace(first) {
                self.touched.remove(place.as_str());
            }
            list.way.clear();
        } else {
            list.came = Some(came);
        }
    }

    /// A numbered list ends with such an answer.
    fn has_lost_its_place(&self, stop: &Stop) -> bool {
        let is_refused = matches!(stop, Stop::Failed(FetchFault::Status(400..=499) | FetchFault::Declined { .. }));
        is_refused && !self.visit.rules.kind.is_numbered()
    }
}

pub(super) fn text_of(fetched: &Fetched) -> String {
    charset::decode(&fetched.snapshot.bytes, fetched.content_type.as_deref(), fetched.url.host_str())
}
