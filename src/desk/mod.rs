//! What people do: one action is one transaction that checks, changes, records, and owes what follows.
//! Must not know the network, pages or the wording of letters.
