//! How letters are written and sent.
//! Must not know why a letter is due; it is given one and says what the server answered.
