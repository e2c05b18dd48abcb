//! Reading OAI-PMH repositories: everything the first time, then what has changed since the repository last answered.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use url::Url;

use super::{Run, blocking, pages_run::text_of};
use crate::{
    domain::{
        candidate::{Gone, GoneWhy, Note},
        reading::FetchFault,
        source::WebAddress,
    },
    harvest::{
        fetch::Stop,
        oai::{self, Records},
        visit::Visited,
    },
};

impl Run<'_> {
    pub(super) async fn repositories(&mut self) -> Result<(), Stop> {
        for address in &self.settings.addresses {
            if let Ok(address) = WebAddress::parse(address)
                && let Err(stop) = self.repository(address.url()).await
            {
                self.listed_fully = false;
                self.trouble.get_or_insert(stop);
            }
        }
        // What a repository does not name has not changed.
        let named: HashSet<&String> =
            self.candidates.iter().map(|candidate| &candidate.external_id).chain(&self.unchanged).collect();
        let silent = self.visit.after.items.keys().filter(|id| !named.contains(id)).cloned();
        let silent: Vec<String> = silent.collect();
        self.unchanged.extend(silent);
        let all: BTreeSet<&String> = self.listed.iter().chain(self.visit.after.items.keys()).collect();
        self.listed = all.into_iter().cloned().collect();
        self.visit.counts.listed = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        Ok(())
    }

    async fn repository(&mut self, base: &Url) -> Result<(), Stop> {
        let rules = Arc::clone(&self.visit.rules);
        let key = oai::first(&rules, base, None).to_string();
        let since = self.visit.after.since.get(&key).cloned();
        let mut next = oai::first(&rules, base, since.as_deref());
        let mut tokens = HashSet::new();
        let mut answered_at = None;
        for number in 0.. {
            if number >= self.settings.limits.pages {
                self.note(Note::new("source-note-page-cap").with("most", self.settings.limits.pages));
                self.listed_fully = false;
                return Ok(());
            }
            let Some(records) = self.records(&next, base).await? else { return Ok(()) };
            answered_at = answered_at.or(records.answered_at);
            match records.token {
                // What changed while the list was read is asked for again the next time.
                None => break,
                Some(token) if tokens.insert(token.clone()) => next = oai::next(base, &token),
                Some(_) => return Err(FetchFault::Declined { said: "resumptionToken".to_owned() }.into()),
            }
        }
        // That moment is asked for too the next time: what changed within it after the answer is not lost.
        self.visit.after.since.extend(answered_at.map(|moment| (key, moment)));
        Ok(())
    }

    /// One answer; none when the run has taken all it may.
    async fn records(&mut self, url: &Url, base: &Url) -> Result<Option<Records>, Stop> {
        let Visited::New(fetched) = self.visit.page(url, false).await? else { return Ok(None) };
        let (rules, base) = (Arc::clone(&self.visit.rules), base.clone());
        let (mut records, fetched) =
            blocking(move || Ok((oai::read(&rules, &text_of(&fetched), &base)?, fetched))).await?;
        for external_id in std::mem::take(&mut records.deleted) {
            if let Some(item) = self.visit.after.items.remove(&external_id) {
                self.gone.push(Gone { external_id, url: item.url, why: GoneWhy::Missing });
            }
        }
        let items = self.taken(std::mem::take(&mut records.items));
        let filed = self.candidates.len();
        let is_whole = self.file_all(items, &fetched);
        if self.candidates.len() > filed {
            self.keep(fetched.snapshot)?;
        }
        Ok(is_whole.then_some(records))
    }
}
