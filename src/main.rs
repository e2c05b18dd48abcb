//! The program `commons`. What it can do is in `commands`.

use std::process::ExitCode;

fn main() -> ExitCode {
    practice_commons::commands::main()
}
