//! Files of other systems, whatever they are: a domain, a workbook, or a conflict model.

use super::recognise::names;
use super::{Format, Given, Imported, Note, Refusal, Remarked, Settings, gmcr, read, recognise, workbook};

/// What files hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// A negotiation domain.
    Domain(Imported),
    /// A workbook: the text of the scenario file it holds, and what there is to say about it.
    Workbook(String, Vec<Note>),
    /// A conflict model, and what there is to say about it.
    Conflict(gmcr::Model, Vec<Note>),
}

impl Opened {
    /// What was lenient, assumed or lost.
    pub fn notes(&self) -> &[Note] {
        match self {
            Opened::Domain(imported) => &imported.notes,
            Opened::Workbook(_, notes) | Opened::Conflict(_, notes) => notes,
        }
    }
}

/// Reads what files hold together. Beside the files of a domain others are left out with a note; beside an XLSX file
/// those of CSV.
///
/// # Errors
/// Files of no known format, of several that do not go together, or that their reader refuses.
pub fn open(files: &[Given], how: &Settings) -> Result<Opened, Refusal> {
    let found: Vec<Option<Format>> = files.iter().map(|f| recognise(&f.name, &f.bytes)).collect();
    let of = |wanted: fn(Format) -> bool| -> Vec<usize> {
        (0..files.len()).filter(|&k| found[k].is_some_and(wanted)).collect()
    };
    if !of(Format::of_domain).is_empty() {
        return read(files, how).map(Opened::Domain);
    }
    let kinds: [fn(Format) -> bool; 3] = [|f| f == Format::Gmcr, |f| f == Format::Xlsx, |f| f == Format::Csv];
    let Some(kind) = kinds.into_iter().find(|kind| !of(*kind).is_empty()) else {
        return Err(Refusal { file: names(files), text: "no file of a known format".to_owned() });
    };
    let chosen = of(kind);
    let mut notes: Vec<Note> = (0..files.len())
        .filter(|k| !chosen.contains(k))
        .map(|k| {
            let text = "not a file of this format; left out".to_owned();
            Note { what: Remarked::Lost, file: files[k].name.clone(), text }
        })
        .collect();
    let several = |what: &str| {
        let chosen: Vec<Given> = chosen.iter().map(|&k| files[k].clone()).collect();
        Err(Refusal { file: names(&chosen), text: format!("several {what}; give one of them") })
    };
    let only = &files[chosen[0]];
    match found[chosen[0]] {
        Some(Format::Gmcr) if chosen.len() > 1 => several("conflict models"),
        Some(Format::Xlsx) if chosen.len() > 1 => several("workbooks"),
        Some(Format::Gmcr) => {
            let (model, said) = gmcr::read(only)?;
            notes.extend(said);
            Ok(Opened::Conflict(model, notes))
        }
        _ => {
            let sheets: Vec<Given> = chosen.iter().map(|&k| files[k].clone()).collect();
            let (text, said) = workbook::read(&sheets)?;
            notes.extend(said);
            Ok(Opened::Workbook(text, notes))
        }
    }
}

/// The files among `beside` that make up a domain together with `file`, and `file`, by name: those of its format whose
/// issues are the same. Where the format tells files apart by folder only, all of it.
pub fn belonging(file: &Given, beside: &[Given], how: &Settings) -> Vec<Given> {
    let Some(format) = recognise(&file.name, &file.bytes) else { return vec![file.clone()] };
    let others = beside.iter().filter_map(|other| {
        let found = recognise(&other.name, &other.bytes)?;
        (other.name != file.name && found.goes_with(format)).then_some((found, other))
    });
    let mut others: Vec<(Format, &Given)> = others.collect();
    // Issues first: a profile is held against them.
    others.sort_by_key(|(found, other)| (*found, &other.name));
    let mut all = vec![file.clone()];
    for (found, other) in others {
        let longer: Vec<Given> = all.iter().chain([other]).cloned().collect();
        let whole = matches!(found, Format::Negmas | Format::Csv);
        let fits = |imported: Imported| {
            let left_out =
                |n: &Note| n.what == Remarked::Lost && n.file == other.name && n.text.ends_with("left out");
            imported.files.contains(&other.name) || !imported.notes.iter().any(left_out)
        };
        if whole || read(&longer, how).is_ok_and(fits) {
            all = longer;
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}
