//! What the tests of workbooks share: scenarios from files, workbooks there and back, hand-made files.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zopa::exchange::workbook::{Form, read, write};
use zopa::exchange::{Given, Note, Remarked};
use zopa::scenario::{Estimate, Scenario};

/// Every scenario of the project that stands for itself.
pub fn scenarios() -> Vec<(PathBuf, Scenario)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(&root).expect("scenarios").map(|entry| entry.expect("an entry").path()) {
        if folder.is_dir() {
            let inside =
                std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
            files.extend(inside.filter(|path| path.extension().is_some_and(|end| end == "toml")));
        }
    }
    files.sort();
    files.into_iter().map(|path| (path.clone(), load(&path))).collect()
}

/// A scenario from its file.
pub fn load(path: &Path) -> Scenario {
    let text = std::fs::read_to_string(path).expect("the file");
    let folder = path.parent().expect("a folder").to_owned();
    let mut load = |name: &str| std::fs::read(folder.join(name)).map_err(|e| e.to_string());
    let reading = zopa::read::read("scenario.toml", text, &mut load);
    reading.scenario.unwrap_or_else(|| panic!("{}: {:?}", path.display(), reading.diagnostics))
}

/// The scenario of a text without other files.
pub fn parse(text: &str) -> Scenario {
    let mut none = |_: &str| Err("there are no other files".to_owned());
    let reading = zopa::read::read("scenario.toml", text.to_owned(), &mut none);
    let shown = zopa::diagnostic::render(&reading.diagnostics, &reading.files, false);
    reading.scenario.unwrap_or_else(|| panic!("{shown}\n{text}"))
}

/// The codes and sentences found in a text, each with its line.
pub fn findings(text: &str) -> Vec<(String, String)> {
    let mut none = |_: &str| Err("there are no other files".to_owned());
    let reading = zopa::read::read("scenario.toml", text.to_owned(), &mut none);
    let line = |at: usize| {
        let begin = text[..at.min(text.len())].rfind('\n').map_or(0, |at| at + 1);
        text[begin..].lines().next().unwrap_or_default().to_owned()
    };
    reading.diagnostics.iter().map(|d| (d.message.clone(), line(d.span.start))).collect()
}

/// Export, import, and what the import said.
pub fn there_and_back(scenario: &Scenario, form: Form) -> (Scenario, Vec<Note>) {
    let (files, _) = write(scenario, form).expect("a workbook");
    let (text, notes) = read(&files).unwrap_or_else(|refused| panic!("{refused}"));
    (parse(&text), notes)
}

/// The scenario as text, without what a workbook does not hold and without places.
pub fn essence(scenario: &Scenario) -> String {
    let mut s = scenario.clone();
    s.files.clear();
    s.positions.clear();
    s.convergences.clear();
    s.preferences.clear();
    s.dependences.clear();
    s.splits.clear();
    s.statements.clear();
    s.map = None;
    s.war = None;
    s.unstable.clear();
    s.levers = Default::default();
    s.enforce = Default::default();
    s.steps.clear();
    s.reciprocal.clear();
    s.orders.clear();
    s.estimates.clear();
    s.outside_option = Default::default();
    s.breakdown_point = Default::default();
    if s.no_deal.values.is_empty() {
        s.no_deal = Default::default();
    }
    for option in s.issues.iter_mut().flat_map(|issue| &mut issue.options) {
        option.regions.clear();
        option.control = None;
        option.provisions.clear();
        option.values.sort_by(|a, b| a.0.cmp(&b.0));
        option.values.iter_mut().for_each(|(_, e)| plain(e));
    }
    for (_, weights) in &mut s.weights {
        weights.sort_by(|a, b| a.0.cmp(&b.0));
        weights.iter_mut().for_each(|(_, e)| plain(e));
    }
    s.weights.sort_by(|a, b| a.0.cmp(&b.0));
    s.no_deal.values.sort_by(|a, b| a.0.cmp(&b.0));
    s.no_deal.values.iter_mut().flat_map(|(_, path)| path).for_each(plain);
    s.interactions.iter_mut().for_each(|i| plain(&mut i.points));
    s.boxes.iter_mut().for_each(|b| plain(&mut b.points));
    s.parties.iter_mut().filter_map(|p| p.ceiling.as_mut()).for_each(plain);
    s.factors.iter_mut().flat_map(|f| &mut f.factor).for_each(|(_, e)| plain(e));
    s.groups.iter_mut().flat_map(|g| [&mut g.within, &mut g.with_others]).flatten().for_each(plain);
    s.red_lines.iter_mut().filter_map(|l| l.firmness.as_mut()).for_each(plain);
    for view in &mut s.views {
        view.weights.iter_mut().flat_map(|(_, w)| w).for_each(|(_, e)| plain(e));
        view.no_deal.values.iter_mut().flat_map(|(_, path)| path).for_each(plain);
        view.values.iter_mut().flat_map(|(_, p)| p).for_each(|(_, e)| plain(e));
        view.firmness.iter_mut().chain(&mut view.points).for_each(|(_, e)| plain(e));
        view.factor.iter_mut().flat_map(|(_, o)| o).for_each(|(_, e)| plain(e));
    }
    for package in &mut s.packages {
        package.choices.sort();
    }
    without_places(&format!("{s:#?}"))
}

fn plain(estimate: &mut Estimate) {
    estimate.author = None;
    estimate.date = None;
    estimate.note = None;
    if estimate.low == estimate.high {
        estimate.best = None;
    }
}

fn without_places(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        inside |= line.trim_end().ends_with("Span {");
        if !inside {
            out.push_str(line);
            out.push('\n');
        }
        inside &= !line.trim().starts_with('}');
    }
    out
}

/// A CSV file.
pub fn csv(name: &str, text: &str) -> Given {
    Given { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// A ZIP archive of these parts.
pub fn archive(parts: &[(&str, &str)]) -> Given {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        package.start_file(*name, options).expect("a part");
        package.write_all(text.as_bytes()).expect("a part");
    }
    Given { name: "book.xlsx".to_owned(), bytes: package.finish().expect("an archive").into_inner() }
}

/// An XLSX file with these sheets: name, and the XML of its rows. `more` are further parts.
pub fn xlsx(sheets: &[(&str, &str)], more: &[(&str, &str)]) -> Given {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = Vec::new();
    for (n, (name, rows)) in sheets.iter().enumerate() {
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"));
        relations
            .push_str(&format!("<Relationship Id=\"r{n}\" Type=\"{kind}/worksheet\" Target=\"s{n}.xml\"/>"));
        parts.push((format!("xl/s{n}.xml"), format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")));
    }
    for (id, what) in [("st", "styles"), ("ss", "sharedStrings")] {
        relations
            .push_str(&format!("<Relationship Id=\"{id}\" Type=\"{kind}/{what}\" Target=\"{what}.xml\"/>"));
    }
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{list}</sheets></workbook>")));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let mut all: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    all.extend(more);
    archive(&all)
}

/// A row of text cells.
pub fn row(cells: &[&str]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
}

/// The sentences of one kind.
pub fn said(notes: &[Note], what: Remarked) -> Vec<&str> {
    notes.iter().filter(|note| note.what == what).map(|note| note.text.as_str()).collect()
}
