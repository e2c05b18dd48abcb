//! The folder of a copy. Files are written beside it first and moved in at the end, so that a copy that failed leaves the
//! one before as it was. A list of what was written tells the next export what it may take away.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;

/// Names every file of the copy, one a line.
const LIST: &str = "exported-files.txt";

pub struct Folder {
    place: PathBuf,
    beside: Beside,
    former: BTreeSet<String>,
    written: BTreeSet<String>,
}

/// A folder on the same disk, so that files can be moved; gone when this value is.
struct Beside(PathBuf);

impl Beside {
    fn of(place: &Path) -> anyhow::Result<Self> {
        let place = fs::canonicalize(place).with_context(|| format!("could not find {}", place.display()))?;
        let name = place.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
        let beside = place.with_file_name(format!(".{name}.export-{}", std::process::id()));
        fs::create_dir_all(&beside).with_context(|| format!("could not make the folder {}", beside.display()))?;
        Ok(Self(beside))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What stays behind is named after us, and harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    /// # Errors
    /// When there is something in the folder that may not be touched, or it cannot be written.
    pub fn open(place: &Path, replace: bool) -> anyhow::Result<Self> {
        let shown = place.display();
        let is_empty = match fs::read_dir(place) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(error).with_context(|| format!("could not look into {shown}")),
        };
        let former = match fs::read_to_string(place.join(LIST)) {
            Ok(list) => list.lines().filter(|line| is_inside(line)).map(str::to_owned).collect(),
            Err(_) => BTreeSet::new(),
        };
        anyhow::ensure!(
            is_empty || replace,
            "{shown} is not empty: name another folder, or add --replace to put a new copy in place of an earlier one"
        );
        anyhow::ensure!(
            is_empty || !former.is_empty(),
            "{shown} holds files that no export wrote ({LIST} is not there): name another folder"
        );
        fs::create_dir_all(place).with_context(|| format!("could not make the folder {shown}"))?;
        let beside = Beside::of(place)?;
        Ok(Self { place: place.to_owned(), beside, former, written: BTreeSet::new() })
    }

    /// Keeps a file of the copy; `name` is its path in it.
    pub fn write(&mut self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        anyhow::ensure!(is_inside(name), "{name} is no name for a file");
        put(&self.beside.0.join(name), content)?;
        self.written.insert(name.to_owned());
        Ok(())
    }

    pub fn read(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        let file = self.beside.0.join(name);
        fs::read(&file).with_context(|| format!("could not read {}", file.display()))
    }

    /// Moves everything in place; answers how many files there are.
    pub fn finish(self) -> anyhow::Result<usize> {
        // From now on whatever is there is known to be ours.
        let both: Vec<&str> = self.former.union(&self.written).map(String::as_str).collect();
        put(&self.place.join(LIST), (both.join("\n") + "\n").as_bytes())?;
        for name in &self.written {
            let target = self.place.join(name);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("could not make the folder {}", folder.display()))?;
            }
            fs::rename(self.beside.0.join(name), &target)
                .with_context(|| format!("could not write {}", target.display()))?;
        }
        for name in self.former.difference(&self.written) {
            take_away(&self.place, name)?;
        }
        let own: Vec<&str> = self.written.iter().map(String::as_str).collect();
        put(&self.place.join(LIST), (own.join("\n") + "\n").as_bytes())?;
        Ok(self.written.len())
    }
}

/// A path that cannot lead out of the folder.
fn is_inside(name: &str) -> bool {
    !name.is_empty() && !name.contains('\\') && name.split('/').all(|part| !["", ".", ".."].contains(&part))
}

fn put(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("could not make the folder {}", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("could not write {}", file.display()))
}

/// The file, and the folders that are empty without it.
fn take_away(place: &Path, name: &str) -> anyhow::Result<()> {
    let file = place.join(name);
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("could not take away {}", file.display())),
    }
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != place && fs::remove_dir(folder).is_ok()) {
        folder = empty.parent();
    }
    Ok(())
}
