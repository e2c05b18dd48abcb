//! Proof that the pipeline keeps its promises, on both engines: one winner of every race, nothing lost or doubled by a
//! crash, mails as promised. Stories go through the desk and the background work; pages have tests of their own.

mod blanked;
mod city;
mod crash;
mod decisions;
mod given;
mod harvest_crash;
mod held;
mod identity;
mod imports;
mod lists_crash;
mod mails;
mod merging;
mod moves;
mod newer;
mod program;
mod race;
mod samples;
mod siege;
mod sources;
mod stopped;
