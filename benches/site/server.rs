//! The program as an operator starts it, on a folder that is filled already.

use std::{
    fs::{self, File},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use super::{
    Error,
    ask::{Request, content},
};

pub struct Server {
    child: Child,
    pub port: u16,
    /// Until it answered the first page.
    pub took: Duration,
}

/// A database of any size is read by then.
const PATIENCE: Duration = Duration::from_mins(10);

impl Server {
    pub async fn start(folder: &Path) -> Result<Self, Error> {
        let port = free_port()?;
        let began = Instant::now();
        let log = File::create(folder.join("log"))?;
        let child = Command::new(env!("CARGO_BIN_EXE_commons"))
            .args(["--data", &folder.display().to_string(), "serve", "--listen", &format!("127.0.0.1:{port}")])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut server = Self { child, port, took: Duration::ZERO };
        while content(port, &Request::get("/en/about")).await.is_err() {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the program ended: {status}: {}", fs::read_to_string(folder.join("log"))?).into());
            }
            if began.elapsed() > PATIENCE {
                return Err("the program does not answer".into());
            }
            sleep(Duration::from_millis(5)).await;
        }
        server.took = began.elapsed();
        Ok(server)
    }

    /// What it holds now, in KiB.
    pub fn memory(&self) -> Result<u64, Error> {
        memory(self.child.id())
    }
}

/// What a process holds now, in KiB (proc(5), `status`, `VmRSS`).
pub fn memory(process: u32) -> Result<u64, Error> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS in status")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that the folder does not hold as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn free_port() -> Result<u16, Error> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
