//! The program's commands.
