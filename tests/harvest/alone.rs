//! Stories that need a process to themselves, and some a network: this same program is started anew for one test, and how
//! it ends is looked at.

use std::{
    io::Write as _,
    process::{Command, Output},
};

use tokio::runtime::Builder;

/// Set by `./test` where the machine gives no network.
const NO_NETWORK: &str = "NO_NETWORK_OF_ITS_OWN";
/// Set where a story runs in a process of its own.
const ALONE: &str = "RUN_ALONE";

/// A network where every address leads to this process, which is its name server too. Needs no rights on the machine.
const NETWORK: [&str; 4] = ["unshare", "--map-root-user", "--mount", "--net"];
const SET_UP: &str = r#"
ip link set lo up && ip route add local 0.0.0.0/0 dev lo && ip -6 route add local ::/0 dev lo &&
mount --bind "$0" /etc/resolv.conf &&
{ [ ! -e /etc/nsswitch.conf ] || mount --bind "$1" /etc/nsswitch.conf; } &&
shift && exec "$@"
"#;

fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

/// Runs one story in a process of its own; what it prints is this one's.
pub fn alone(story: &str, work: impl Future<Output = ()>, variables: &[(&str, &str)]) {
    if is_alone() {
        return here(&mut in_real_time(), work);
    }
    in_a_process(story, variables);
}

/// The same, in a time that passes while nobody has anything to do.
pub fn alone_in_played_time(story: &str, work: impl Future<Output = ()>) {
    if is_alone() {
        return here(Builder::new_current_thread().start_paused(true), work);
    }
    in_a_process(story, &[]);
}

fn in_a_process(story: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let ended = command.args(only(story)).env(ALONE, "1").envs(variables.iter().copied()).output().unwrap();
    assert_passed(&ended);
}

/// The same in a network of its own, where the system's resolver asks 127.0.0.1. Left out where `./test` found, and says,
/// that the machine gives none.
pub fn alone_in_a_network(story: &str, work: impl Future<Output = ()>) {
    if is_alone() {
        return here(&mut in_real_time(), work);
    }
    if std::env::var_os(NO_NETWORK).is_some() {
        eprintln!("{story} is left out: {NO_NETWORK} is set");
        return;
    }
    let (mut resolver, mut order) = (tempfile::NamedTempFile::new().unwrap(), tempfile::NamedTempFile::new().unwrap());
    resolver.write_all(b"nameserver 127.0.0.1\n").unwrap();
    order.write_all(b"hosts: dns\n").unwrap();
    let mut command = Command::new(NETWORK[0]);
    command.args(&NETWORK[1..]).args(["--", "sh", "-c", SET_UP]);
    command.arg(resolver.path()).arg(order.path()).arg(std::env::current_exe().unwrap());
    let ended = command.args(only(story)).env(ALONE, "1").output();
    assert_passed(&ended.expect("util-linux's `unshare`"));
}

fn only(story: &str) -> [String; 3] {
    ["--exact".to_owned(), format!("harvest::{story}"), "--nocapture".to_owned()]
}

fn in_real_time() -> Builder {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2);
    builder
}

fn here(builder: &mut Builder, work: impl Future<Output = ()>) {
    let runtime = builder.enable_all().build().unwrap();
    runtime.block_on(work);
    // Who still waits for a name server that says nothing is not waited for.
    runtime.shutdown_background();
}

fn said(ended: &Output) -> String {
    [&ended.stdout, &ended.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

fn assert_passed(ended: &Output) {
    let said = said(ended);
    assert!(ended.status.success() && said.contains("1 passed"), "{said}");
    eprint!("{said}");
}
