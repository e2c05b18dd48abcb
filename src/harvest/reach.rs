//! Whether a linked page can be reached: one request and its redirects, of which nothing is kept.

use std::{collections::HashSet, time::Duration};

use url::Url;

use super::{
    Reader,
    fetch::{Answer, Ask, Most, Stop},
    gate::Away,
    visit::MOST_REDIRECTS,
};
use crate::domain::{
    reach::Reach,
    reading::{FetchFault, Refusal},
    turn::Asking,
};

/// How one look at an address went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    Taken(Reach),
    /// Not taken: its host wants to be left alone for so long.
    Later(Duration),
}

impl Reader {
    /// Asks for a page as somebody does who follows a link to it: within the guard, when it is the host's turn, following
    /// redirects to any host. Takes no more than the first bytes. robots.txt is not asked: it tells what may be collected
    /// (RFC 9309, 1), and nothing is; but the delay it asks for is kept where a source has read it.
    pub async fn reach(&self, address: &str) -> Look {
        match self.follow(address).await {
            Ok(()) => Look::Taken(Reach::Reached),
            Err(NoPage::Stop(Stop::Failed(fault))) => Look::Taken(Reach::Failed(fault)),
            Err(NoPage::Stop(Stop::Refused(refusal))) => Look::Taken(Reach::Refused(refusal)),
            Err(NoPage::Away(away)) => Look::Later(away.0),
        }
    }

    async fn follow(&self, address: &str) -> Result<(), NoPage> {
        let mut url = Url::parse(address).map_err(|_| Refusal::Malformed)?;
        let mut seen = HashSet::from([url.clone()]);
        for _ in 0..=MOST_REDIRECTS {
            self.fetcher.guard().admit(&url)?;
            let ask = Ask { url: &url, validators: None, most: Most::Cut(0), accept: "*/*", within: self.policy.total };
            let pause = if self.policy.allows(&url) { Duration::ZERO } else { self.policy.least_delay };
            let asking = Asking { pause, crawl_delay: None };
            let pass = self.gate.enter(&self.policy.host_of(&url), asking, ask.within).await.map_err(NoPage::Away)?;
            let answer = self.fetcher.ask(ask).await;
            pass.leave(answer.as_ref().err().and_then(Stop::rest)).await;
            match answer? {
                Answer::Redirect(to) if seen.insert(to.clone()) => url = to,
                Answer::Redirect(_) => return Err(FetchFault::TooManyRedirects.into()),
                Answer::Body(_) | Answer::NotModified => return Ok(()),
            }
        }
        Err(FetchFault::TooManyRedirects.into())
    }
}

enum NoPage {
    Stop(Stop),
    Away(Away),
}

impl<T: Into<Stop>> From<T> for NoPage {
    fn from(stop: T) -> Self {
        Self::Stop(stop.into())
    }
}
