//! What happens in the background: every job looks at a row that owes work, and does it.
//! Must not know how work comes to be owed; the desk and the store write that down.
