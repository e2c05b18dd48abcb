//! nginx with the same bytes as files, compressed beforehand, one worker a processor, its log as it comes.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::available_parallelism,
    time::Duration,
};

use tempfile::TempDir;
use tokio::time::sleep;

use super::{
    Error,
    ask::{Request, content},
    server::{free_port, memory},
};

pub struct Nginx(PathBuf);

pub struct Serving {
    child: Child,
    pub port: u16,
    folder: TempDir,
}

impl Nginx {
    pub fn find() -> Result<Self, Error> {
        let places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];
        let found = places.into_iter().map(PathBuf::from).find(|path| path.exists());
        found.map(Self).ok_or_else(|| "nginx is not installed: apt-get install nginx-light".into())
    }

    /// Serves what the server at `port` answers to these requests now.
    pub async fn serve(&self, port: u16, requests: &[Request]) -> Result<Serving, Error> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("root");
        for request in requests {
            // The list's query is a part of its name: nginx is told so below.
            let file = root.join(request.path.trim_start_matches('/').replace('?', "__"));
            fs::create_dir_all(file.parent().ok_or("no folder")?)?;
            let packed = content(port, request).await?;
            fs::write(file.with_extension("html.gz"), packed)?;
            // Its existence is all that is asked.
            fs::write(file.with_extension("html"), b"")?;
        }
        let own = free_port()?;
        let home = folder.path().display();
        let workers = available_parallelism()?;
        let config = format!(
            "worker_processes {workers};\npid {home}/pid;\nerror_log {home}/error.log;\ndaemon off;\n\
             events {{ worker_connections 1024; }}\n\
             http {{\n  access_log {home}/access.log;\n  sendfile on;\n  tcp_nopush on;\n  keepalive_requests 100000000;\n\
             open_file_cache max=2000;\n  types {{ text/html html; }}\n  gzip_static on;\n  gzip_vary on;\n\
             client_body_temp_path {home}/a;\n  proxy_temp_path {home}/b;\n  fastcgi_temp_path {home}/c;\n\
             uwsgi_temp_path {home}/d;\n  scgi_temp_path {home}/e;\n\
             server {{ listen 127.0.0.1:{own}; root {home}/root;\n\
             location / {{ if ($args) {{ rewrite ^ ${{uri}}__$args.html? last; }} try_files $uri $uri.html =404; }} }}\n}}\n"
        );
        let file = folder.path().join("nginx.conf");
        fs::write(&file, config)?;
        // A user other than root could not read the folder.
        let child = Command::new(&self.0)
            .args(["-c", &file.display().to_string(), "-g", "user root;"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let serving = Serving { child, port: own, folder };
        for _ in 0..100 {
            if std::net::TcpStream::connect(("127.0.0.1", own)).is_ok() {
                return Ok(serving);
            }
            sleep(Duration::from_millis(20)).await;
        }
        Err(format!("nginx does not answer: {}", fs::read_to_string(serving.folder.path().join("error.log"))?).into())
    }
}

impl Serving {
    /// What its processes hold now, in KiB; pages they share count once for each.
    pub fn memory(&self) -> Result<u64, Error> {
        let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.child.id()))?;
        let workers = children.split_whitespace().filter_map(|id| id.parse().ok());
        std::iter::once(self.child.id()).chain(workers).map(memory).sum()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Asked politely, so that its workers end with it.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
