//! The same pages read by Scrapy, in an environment of its own.

use std::{path::Path, process::Command, time::Instant};

use super::{
    Error,
    measure::{Cost, cpu_of_ended},
    partner::Partner,
};

const VERSION: &str = "scrapy==2.19.0";

pub async fn run(partner: &Partner) -> Result<Cost, Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let environment = root.join("target/scrapy");
    if !environment.join("bin/scrapy").exists() {
        println!("installing {VERSION} from the Python Package Index");
        done(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        done(Command::new(environment.join("bin/pip")).args(["install", "--quiet", VERSION]))?;
    }
    let database = tempfile::tempdir()?;
    let mut spider = Command::new(environment.join("bin/scrapy"));
    spider
        .args(["runspider", "--loglevel", "ERROR"])
        .arg(root.join("benches/harvest/spider.py"))
        .args(["-a", &format!("start={}", partner.url("/list"))])
        .args(["-a", &format!("database={}", database.path().join("pages.db").display())]);
    let (began, before) = (Instant::now(), cpu_of_ended()?);
    tokio::task::spawn_blocking(move || done(&mut spider)).await??;
    Ok(Cost { wall: began.elapsed(), cpu: cpu_of_ended()?.saturating_sub(before), memory: None })
}

fn done(command: &mut Command) -> Result<(), Error> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}
