//! What something cost: time on the wall, CPU of this process, memory. Linux only: read from /proc.

use std::{
    fs,
    time::{Duration, Instant},
};

use super::Error;

pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
    /// The most this process held meanwhile, in MiB; none for another one.
    pub memory: Option<u64>,
}

/// Ticks a second in /proc/self/stat, as on every Linux in use (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

impl Cost {
    pub fn cpu_ms(&self, pages: usize) -> f64 {
        self.cpu.as_secs_f64() * 1e3 / share(pages)
    }

    pub fn tell(&self, what: &str, pages: usize) {
        let memory = self.memory.map(|most| format!(", at most {most} MiB")).unwrap_or_default();
        println!(
            "{what}: {:.0} pages a second, {:.2} ms CPU a page{memory}",
            share(pages) / self.wall.as_secs_f64(),
            self.cpu_ms(pages)
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 pages")]
fn share(pages: usize) -> f64 {
    pages as f64
}

pub async fn cost_of(work: impl Future<Output = Result<(), Error>>) -> Result<Cost, Error> {
    // proc(5), `clear_refs`: what was the most before is forgotten.
    fs::write("/proc/self/clear_refs", "5")?;
    let (began, before) = (Instant::now(), cpu()?);
    work.await?;
    Ok(Cost { wall: began.elapsed(), cpu: cpu()?.saturating_sub(before), memory: Some(peak_memory()? / 1024) })
}

/// User and system time of all threads (proc(5), `stat`, fields 14 and 15).
fn cpu() -> Result<Duration, Error> {
    two_fields(14)
}

/// The same of processes that were started here and have ended (fields 16 and 17).
pub fn cpu_of_ended() -> Result<Duration, Error> {
    two_fields(16)
}

fn two_fields(first: usize) -> Result<Duration, Error> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, after) = stat.rsplit_once(')').ok_or("no name in stat")?;
    // The third is the first after the name.
    let mut fields = after.split_whitespace().skip(first - 3);
    let mut ticks = || -> Result<f64, Error> { Ok(fields.next().ok_or("too few fields in stat")?.parse()?) };
    Ok(Duration::from_secs_f64((ticks()? + ticks()?) / TICKS))
}

/// The most this process held, in KiB (proc(5), `status`, `VmHWM`).
fn peak_memory() -> Result<u64, Error> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in status")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
