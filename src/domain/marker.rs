//! What the ids of rows without a type of their own name.

/// The mark of an id: `Id<Practice>`.
macro_rules! marks {
    ($($name:ident)*) => { $(pub enum $name {})* };
}

marks! {
    Collection DecisionRow Harvest Import Link Merging Notification Practice Rendition ReviewItem Revision Snapshot Source SourceRecord Passed Staged
    Submission Upload
}
