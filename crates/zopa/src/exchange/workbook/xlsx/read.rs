//! Reading the parts of an XLSX file: which sheets there are, shared texts, formats; the cells are in `cells`.

use super::super::grid::Book;
use super::super::refusal;
use super::cells;
use super::package::Package;
use crate::exchange::{Given, Note, Refusal};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How numbers of a cell style are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As a number.
    Plain,
    /// In per cent.
    Percent,
    /// As a date or time.
    Date,
}

/// What the sheets refer to.
#[derive(Debug, Default)]
pub struct Shared {
    /// Texts by index.
    pub texts: Vec<Rc<str>>,
    /// How a style shows numbers, by index.
    pub styles: Vec<Shown>,
    /// Days are counted from 1904.
    pub from_1904: bool,
}

/// Reads a workbook.
pub fn read(given: &Given, notes: &mut Vec<Note>) -> Result<Book, Refusal> {
    let file = given.name.as_str();
    let mut package = Package::open(given)?;
    let roots = relations(&mut package, file, "_rels/.rels")?;
    let main = roots.values().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target.as_str());
    let main = resolve("", main.unwrap_or("xl/workbook.xml"));
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let own = main.rsplit_once('/').map_or(main.as_str(), |(_, name)| name);
    let text =
        package.part(&main)?.ok_or_else(|| refusal(file, "is no workbook of a spreadsheet program"))?;
    let mut relations = relations(&mut package, file, &resolve(folder, &format!("_rels/{own}.rels")))?;
    for (_, target) in relations.values_mut() {
        *target = resolve(folder, target);
    }
    let target = |kind: &str| relations.values().find(|(k, _)| k == kind).map(|(_, target)| target.clone());
    let mut shared = Shared::default();
    let mut sheets = Vec::new();
    walk(file, &main, &text, |event| {
        if let Event::Start(start) | Event::Empty(start) = event {
            match start.local_name().as_ref() {
                "workbookPr" => {
                    shared.from_1904 = matches!(attribute(start, "date1904").as_deref(), Some("1" | "true"));
                }
                "sheet" => sheets.push((
                    attribute(start, "name").unwrap_or_default(),
                    attribute(start, "id").unwrap_or_default(),
                )),
                _ => {}
            }
        }
        Ok(())
    })?;
    if let Some(styles) = target("styles")
        && let Some(text) = package.part(&styles)?
    {
        shared.styles = self::styles(file, &styles, &text)?;
    }
    if let Some(strings) = target("sharedStrings")
        && let Some(text) = package.part(&strings)?
    {
        shared.texts = cells::texts(file, &strings, &text)?;
    }
    let mut book = Book::default();
    for (name, id) in sheets {
        let Some((kind, target)) = relations.get(&id) else {
            return Err(refusal(file, format!("the sheet {name} has no part in the archive")));
        };
        // A chart on a sheet of its own has no cells.
        if kind != "worksheet" {
            continue;
        }
        let text = package.part(target)?;
        let text =
            text.ok_or_else(|| refusal(file, format!("the sheet {name} has no part in the archive")))?;
        book.open(file, &name);
        cells::sheet(file, target, &text, &shared, (&mut book, notes))?;
    }
    Ok(book)
}

/// The relations of a part: by id, the last word of their kind and their target.
fn relations(
    package: &mut Package<'_>,
    file: &str,
    name: &str,
) -> Result<BTreeMap<String, (String, String)>, Refusal> {
    let mut found = BTreeMap::new();
    let Some(text) = package.part(name)? else { return Ok(found) };
    walk(file, name, &text, |event| {
        if let Event::Start(start) | Event::Empty(start) = event
            && start.local_name().as_ref() == "Relationship"
        {
            let kind = attribute(start, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = attribute(start, "Target").unwrap_or_default();
            found.insert(attribute(start, "Id").unwrap_or_default(), (kind, target));
        }
        Ok(())
    })?;
    Ok(found)
}

/// A target as a name in the archive. Targets that leave the archive name nothing in it.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// How each cell style shows numbers.
fn styles(file: &str, part: &str, text: &str) -> Result<Vec<Shown>, Refusal> {
    let mut formats: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    walk(file, part, text, |event| {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "cellXfs" => in_cells = true,
                "numFmt" => {
                    let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(start, "formatCode");
                    if let (Some(id), Some(code)) = (id, code) {
                        formats.insert(id, shown(&code));
                    }
                }
                "xf" if in_cells => {
                    let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    styles.push(formats.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cells = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// The formats that have a number and no code.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// What a format code shows: quoted text, escaped signs, colours and conditions in brackets aside.
fn shown(code: &str) -> Shown {
    let mut chars = code.chars();
    let mut shown = Shown::Plain;
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if matches!(inside.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    shown = Shown::Date;
                }
            }
            '%' => return Shown::Percent,
            // The first section is for what is positive; the others show the same kind of thing.
            ';' => break,
            c if matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's') => shown = Shown::Date,
            'G' | 'g' if chars.as_str().to_lowercase().starts_with("eneral") => {
                chars.by_ref().take("eneral".len()).for_each(drop);
            }
            _ => {}
        }
    }
    shown
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// Calls `each` with every event of a part. A document type is refused: what it can declare grows when it is expanded.
pub fn walk(
    file: &str,
    part: &str,
    text: &str,
    mut each: impl FnMut(&Event<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    loop {
        let at = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::DocType(_)) => {
                return Err(refusal(
                    file,
                    format!("the part {part} declares a document type, which no workbook needs"),
                ));
            }
            Ok(event) => each(&event)?,
            Err(fault) => {
                return Err(refusal(file, format!("the part {part} is broken at byte {at}: {fault}")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, resolve, shown};

    #[test]
    fn what_a_format_shows() {
        for (code, what) in [
            ("0.00", Shown::Plain),
            ("0.0%", Shown::Percent),
            ("yyyy-mm-dd", Shown::Date),
            ("[$-407]d. mmmm yyyy", Shown::Date),
            ("[Red]0.00;-0.00", Shown::Plain),
            ("0.0 \"days\"", Shown::Plain),
            ("[h]:mm", Shown::Date),
            ("General", Shown::Plain),
            ("0\\d", Shown::Plain),
        ] {
            assert_eq!(shown(code), what, "{code}");
        }
    }

    #[test]
    fn targets_stay_in_the_archive() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
