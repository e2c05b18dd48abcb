//! `commons import`: a file with many practices, filed into the queue as the desk would; or only tried.

use std::{collections::BTreeMap, fs, path::PathBuf, process::ExitCode};

use anyhow::Context;

use super::{
    say,
    source::lines,
    wiring::{self, Use},
};
use crate::{
    config::Config,
    desk::{Desk, DeskError, ListChosen, NewImport},
    documents,
    domain::{
        FieldErrors, Lang,
        import::{Mapping, Outcome, Table, Tally, Target},
    },
    press,
    store::{self, Kept},
    text,
};

/// A file with many practices: CSV, XLSX, a filled-in template (DOCX, ODT), or a zip file of these
#[derive(Debug, clap::Args)]
pub struct Bring {
    file: PathBuf,
    /// The list it belongs to: a file brought to the same list again updates what came before
    #[arg(long)]
    list: String,
    /// A page that tells about the list; needed when it is new
    #[arg(long)]
    address: Option<String>,
    /// What a column is taken for, over what its name says: `"Short text"=summary`; `leave` for not at all
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    maps: Vec<String>,
    /// Says what would become of each row, and files none
    #[arg(long)]
    dry_run: bool,
    /// Where to write the refused rows, each with the reason
    #[arg(long, value_name = "CSV")]
    refused: Option<PathBuf>,
}

pub(super) async fn run(config: &Config, bring: &Bring) -> anyhow::Result<ExitCode> {
    let filename = bring.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let size = fs::metadata(&bring.file).with_context(|| format!("could not read {}", bring.file.display()))?.len();
    anyhow::ensure!(size <= crate::domain::import::TABLE_BYTES_MOST as u64, "the file is larger than a table may be");
    let bytes = fs::read(&bring.file).with_context(|| format!("could not read {}", bring.file.display()))?;
    let table = documents::read_table(&filename, &bytes).map_err(|fault| {
        let (phrase, most) = fault.phrase();
        let arguments: Vec<(&str, String)> = most.into_iter().map(|most| ("most", most)).collect();
        anyhow::anyhow!(text::phrase(Lang::En, phrase, &arguments))
    })?;
    let mapping = mapping(&table, &bring.maps)?;
    let store = wiring::store(config, Use::Beside).await?;
    let desk = wiring::desk(config, store.clone())?;
    let list = list_of(&desk, bring).await?;
    if bring.dry_run {
        let known = match &list {
            ListChosen::Known(id) => Some(*id),
            ListChosen::New { .. } => None,
        };
        let tried = desk.import_try(known, &mapping, &table).await.map_err(explained)?;
        tell(Tally::of(tried.iter().map(|tried| tried.outcome)), "would be ");
        let refused = tried.into_iter().filter(|tried| tried.outcome == Outcome::Refused);
        return refuse(bring, &table, &mapping, &refused.map(|it| (it.row.number, it.row.faults)).collect());
    }
    let blob = store.blobs().put(bytes, Kept::Compressed).await?;
    let new = NewImport { filename, blob: blob.to_string(), mapping: mapping.clone(), rows: table.rows.len() };
    let id = desk.import_bring(None, &list, &new).await.map_err(explained)?;
    desk.import_begin(id).await.map_err(explained)?;
    tell(desk.file_import(id, &table, None).await.map_err(explained)?, "");
    let refused = store::import_row_list(&store, id).await?.into_iter().filter(|row| row.outcome == Outcome::Refused);
    refuse(bring, &table, &mapping, &refused.map(|row| (row.number, row.faults)).collect())
}

fn explained(error: DeskError) -> anyhow::Error {
    match error {
        DeskError::Invalid(faults) => anyhow::anyhow!("the list has faults:{}", lines(&faults)),
        error => error.into(),
    }
}

/// The list of that name, or a new one.
async fn list_of(desk: &Desk, bring: &Bring) -> anyhow::Result<ListChosen> {
    let known = store::import_lists(desk.store()).await?;
    if let Some((id, _)) = known.into_iter().find(|(_, list)| list.name == bring.list.trim()) {
        return Ok(ListChosen::Known(id));
    }
    let address = bring.address.clone().with_context(|| {
        format!("there is no list \"{}\" yet; to make it, add --address with a page that tells about it", bring.list)
    })?;
    Ok(ListChosen::New { name: bring.list.clone(), address })
}

fn mapping(table: &Table, said: &[String]) -> anyhow::Result<Mapping> {
    let mut mapping = Mapping::guess(&table.columns);
    for one in said {
        let (column, target) = one.rsplit_once('=').with_context(|| format!("\"{one}\" is not COLUMN=FIELD"))?;
        let at = table.columns.iter().position(|name| name == column.trim());
        let at = at.with_context(|| format!("there is no column \"{column}\""))?;
        let names = || Target::all().map(Target::name).collect::<Vec<_>>().join(", ");
        let target: Target = target.trim().parse().with_context(|| format!("a field is one of {}", names()))?;
        // What is said counts more than what was guessed.
        for other in mapping.0.iter_mut().filter(|other| **other == target) {
            *other = Target::Leave;
        }
        mapping.0[at] = target;
    }
    for (name, target) in table.columns.iter().zip(&mapping.0) {
        say(&format!("{name} → {}", target.name()));
    }
    Ok(mapping)
}

fn tell(tally: Tally, would: &str) {
    let Tally { new, changed, same, refused } = tally;
    say(&format!(
        "{} rows: {new} {would}new, {changed} {would}changed, {same} the same, {refused} {would}refused",
        tally.all()
    ));
}

fn refuse(
    bring: &Bring,
    table: &Table,
    mapping: &Mapping,
    faults: &BTreeMap<u32, FieldErrors>,
) -> anyhow::Result<ExitCode> {
    for row in &table.rows {
        let Some(faults) = faults.get(&row.number) else { continue };
        for words in press::fault_words(table, mapping, faults, Lang::En) {
            say(&format!("row {}: {words}", row.number));
        }
    }
    if let Some(path) = bring.refused.as_ref().filter(|_| !faults.is_empty()) {
        let bytes = press::refused_table(table, mapping, faults, Lang::En)?;
        fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))?;
        say(&format!("the refused rows are in {}", path.display()));
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
