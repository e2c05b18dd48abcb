//! Migrations are compiled into the program: a new file in their folders must compile it again.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
