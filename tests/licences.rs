//! What is linked into the program is what deny.toml allows: licences, banned packages, sources.
//! cargo-deny does this and more, where it is installed; this much has to hold everywhere.

use std::{path::Path, process::Command};

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    clarify: Vec<Clarification>,
}

#[derive(Deserialize)]
struct Clarification {
    #[serde(rename = "crate")]
    name: String,
    expression: String,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

impl Policy {
    /// Every way in which one package breaks the policy.
    fn faults(&self, package: &Package) -> Vec<String> {
        let name = format!("{} {}", package.name, package.version);
        let mut faults = Vec::new();
        let stated = self.licenses.clarify.iter().find(|known| known.name == package.name);
        match stated.map(|known| &known.expression).or(package.license.as_ref()) {
            None => faults.push(format!("{name}: states no licence")),
            Some(expression) if !self.allows(expression) => {
                faults.push(format!("{name}: licence {expression} is not allowed"));
            }
            Some(_) => {}
        }
        if let Some(ban) = self.bans.deny.iter().find(|ban| ban.name == package.name) {
            faults.push(format!("{name}: banned: {}", ban.reason));
        }
        if let Some(source) = &package.source
            && !self.sources.allow_registry.iter().any(|allowed| source.strip_prefix("registry+") == Some(allowed))
        {
            faults.push(format!("{name}: comes from {source}"));
        }
        faults
    }

    fn allows(&self, expression: &str) -> bool {
        let allowed: Vec<_> =
            self.licenses.allow.iter().map(|id| Licensee::parse(id).expect("deny.toml names SPDX licences")).collect();
        // Old packages write `MIT/Apache-2.0`: lax parsing reads the slash as `OR`.
        Expression::parse_mode(expression, ParseMode::LAX).is_ok_and(|parsed| {
            parsed.evaluate(|requirement| allowed.iter().any(|licensee| licensee.satisfies(requirement)))
        })
    }
}

fn policy() -> Policy {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = std::fs::read_to_string(path).expect("deny.toml lies at the top");
    toml::from_str(&text).expect("deny.toml has the sections read here")
}

fn package(name: &str, license: Option<&str>) -> Package {
    Package { name: name.into(), version: "1.0.0".into(), license: license.map(Into::into), source: None }
}

#[test]
fn every_package_is_one_that_deny_toml_allows() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform=x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs this test, so it is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let policy = policy();

    let faults: Vec<_> = metadata.packages.iter().flat_map(|package| policy.faults(package)).collect();

    assert!(metadata.packages.len() > 100, "the whole graph is looked at");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let policy = policy();

    assert_eq!(policy.faults(&package("good", Some("MIT/Apache-2.0"))), [""; 0]);
    assert_eq!(policy.faults(&package("either", Some("GPL-3.0-only OR MIT"))), [""; 0]);
    assert_eq!(policy.faults(&package("strict", Some("AGPL-3.0-only"))).len(), 1);
    assert_eq!(policy.faults(&package("both", Some("MIT AND SSPL-1.0"))).len(), 1);
    assert_eq!(policy.faults(&package("silent", None)).len(), 1);
    assert_eq!(policy.faults(&package("apalis-postgres", None)), [""; 0], "clarified in deny.toml");
}

#[test]
fn a_banned_package_and_a_foreign_source_are_found() {
    let foreign = Package { source: Some("git+https://example.org/fork".into()), ..package("fork", Some("MIT")) };

    assert_eq!(policy().faults(&package("openssl-sys", Some("MIT"))).len(), 1);
    assert_eq!(policy().faults(&foreign), ["fork 1.0.0: comes from git+https://example.org/fork"]);
}
