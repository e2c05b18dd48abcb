//! Where things are kept: all SQL, all transactions, and the blob store.
//! Must not know why anything changes; the desk decides that.
