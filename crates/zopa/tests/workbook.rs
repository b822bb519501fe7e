//! Workbooks: what is exported comes back; what analysts send is read or refused with a place.

#[path = "workbook/harness.rs"]
mod harness;
#[path = "workbook/lenient.rs"]
mod lenient;
#[path = "workbook/random.rs"]
mod random;
#[path = "workbook/refused.rs"]
mod refused;

use harness::{essence, said, scenarios, there_and_back};
use zopa::compile::compile;
use zopa::exchange::Remarked;
use zopa::exchange::workbook::{Form, read, write};

#[test]
fn every_scenario_comes_back() {
    let all = scenarios();
    assert!(all.len() >= 7, "the project's scenarios");
    for (path, scenario) in all {
        let path = path.display();
        for form in [Form::Xlsx, Form::Csv] {
            let (back, notes) = there_and_back(&scenario, form);
            let (was, is) = (essence(&scenario), essence(&back));
            let differ = was.lines().zip(is.lines()).find(|(a, b)| a != b);
            assert_eq!(differ, None, "{path}: {form:?}");
            assert_eq!(was.lines().count(), is.lines().count(), "{path}: {form:?}");
            let views = scenario.views.iter().map(|view| Some(view.id.as_str()));
            for view in views.chain([None]) {
                let compiled = |s| compile(s, view, 0).map(|c| format!("{c:?}")).map_err(|e| e.to_string());
                assert_eq!(compiled(&scenario), compiled(&back), "{path}: {form:?}: {view:?}");
            }
            let marks = notes.iter().filter(|note| note.text.contains("byte order mark")).count();
            assert_eq!(notes.len(), marks, "{path}: {form:?}: {notes:?}");
        }
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let all = scenarios();
    let (_, alaska) = all.iter().find(|(path, _)| path.ends_with("alaska-2025.toml")).expect("Alaska");
    let (_, notes) = write(alaska, Form::Xlsx).expect("a workbook");
    let lost = said(&notes, Remarked::Lost);
    for (section, count) in [
        ("positions", alaska.positions.len()),
        ("statements", alaska.statements.len()),
        ("splits", alaska.splits.len()),
        ("holdings", alaska.map.as_ref().expect("a map").control.len()),
    ] {
        assert!(count > 0);
        let counted = |text: &&str| text.contains(&format!("{count} {section}"));
        assert!(lost.iter().any(counted), "{section} {count}: {lost:#?}");
    }
    for (section, _) in &alaska.unstable {
        assert!(lost.iter().any(|text| text.ends_with(&format!("of the section {section}"))), "{section}");
    }
    assert!(lost.iter().any(|text| text.contains("regions and who controls them")));
}

#[test]
fn equal_scenarios_give_equal_bytes() {
    for (_, scenario) in scenarios() {
        for form in [Form::Xlsx, Form::Csv] {
            assert_eq!(write(&scenario, form), write(&scenario, form));
        }
    }
}

#[test]
fn every_line_says_its_cell() {
    for (_, scenario) in scenarios() {
        let (files, _) = write(&scenario, Form::Xlsx).expect("a workbook");
        let (text, _) = read(&files).expect("a scenario");
        let bare =
            text.lines().filter(|line| line.contains(" = ") && !line.contains(" # ")).collect::<Vec<_>>();
        let known =
            |line: &&&str| **line == "format = 1" || line.contains("at = [") || line.ends_with(" = [");
        assert_eq!(bare.len(), bare.iter().filter(known).count(), "{bare:?}");
    }
}

/// Writes the workbooks of a scenario into the folder that `ZOPA_WORKBOOKS` names, to look at them.
#[test]
fn to_look_at() {
    let Some(folder) = std::env::var_os("ZOPA_WORKBOOKS").map(std::path::PathBuf::from) else { return };
    for (path, scenario) in scenarios() {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for form in [Form::Xlsx, Form::Csv] {
            for file in write(&scenario, form).expect("a workbook").0 {
                std::fs::write(folder.join(format!("{stem}-{}", file.name)), file.bytes).expect("written");
            }
        }
    }
}

/// Reads what a spreadsheet program saved: for each workbook in the folder that `ZOPA_WORKBOOKS` names a file
/// `...-saved.xlsx` beside it.
#[test]
fn saved_by_a_spreadsheet_program() {
    let Some(folder) = std::env::var_os("ZOPA_WORKBOOKS").map(std::path::PathBuf::from) else { return };
    for (path, scenario) in scenarios() {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let Ok(bytes) = std::fs::read(folder.join(format!("{stem}-saved.xlsx"))) else { continue };
        let given = zopa::exchange::Given { name: "saved.xlsx".to_owned(), bytes };
        let (text, notes) = read(&[given]).unwrap_or_else(|refused| panic!("{stem}: {refused}"));
        assert!(notes.is_empty(), "{stem}: {notes:?}");
        let (was, is) = (essence(&scenario), essence(&harness::parse(&text)));
        assert_eq!(was.lines().zip(is.lines()).find(|(a, b)| a != b), None, "{stem}");
        println!("{stem}: the same after a spreadsheet program saved it");
    }
}
