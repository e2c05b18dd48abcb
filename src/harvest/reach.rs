//! Whether a linked page can be reached: one request and its redirects, of which nothing is kept.

use std::{collections::HashSet, time::Duration};

use url::Url;

use super::{
    Reader,
    fetch::{Answer, Ask, Most, Stop},
    visit::MOST_REDIRECTS,
};
use crate::domain::{
    reach::Reach,
    reading::{FetchFault, Refusal},
};

impl Reader {
    /// Asks for a page as somebody does who follows a link to it: within the guard, when it is the host's turn, following
    /// redirects to any host. Takes no more than the first bytes. robots.txt is not asked: it tells what may be collected
    /// (RFC 9309, 1), and nothing is.
    pub async fn reach(&self, address: &str) -> Reach {
        match self.follow(address).await {
            Ok(()) => Reach::Reached,
            Err(Stop::Failed(fault)) => Reach::Failed(fault),
            Err(Stop::Refused(refusal)) => Reach::Refused(refusal),
        }
    }

    async fn follow(&self, address: &str) -> Result<(), Stop> {
        let mut url = Url::parse(address).map_err(|_| Refusal::Malformed)?;
        let mut seen = HashSet::from([url.clone()]);
        for _ in 0..=MOST_REDIRECTS {
            self.fetcher.guard().admit(&url)?;
            let ask = Ask { url: &url, validators: None, most: Most::Cut(0), accept: "*/*", within: self.policy.total };
            let pause = if self.policy.allows(&url) { Duration::ZERO } else { self.policy.least_delay };
            let pass = self.gate.enter(&self.policy.host_of(&url), pause).await;
            let answer = self.fetcher.ask(ask).await;
            drop(pass);
            match answer? {
                Answer::Redirect(to) if seen.insert(to.clone()) => url = to,
                Answer::Redirect(_) => return Err(FetchFault::TooManyRedirects.into()),
                Answer::Body(_) | Answer::NotModified => return Ok(()),
            }
        }
        Err(FetchFault::TooManyRedirects.into())
    }
}
