//! Writing the parts of an XLSX file. Equal pages give equal bytes: no part has a date, and the archive's dates are fixed.

use super::super::decimal;
use super::super::fill::{Choices, Out, Page};
use super::super::grid::{COLUMNS, ROWS, cell_name, column_name};
use super::super::refusal;
use super::notes::{Notes, sheet_relations};
use super::parts::{self, HEAD, HEAD_TINTED, NUMBER, PERCENT, TEXT, TEXT_QUOTED, TEXT_STRONG, escape};
use crate::exchange::{Given, Note, Refusal, Remarked};
use crate::scenario::Number;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The name of the file.
const FILE: &str = "workbook.xlsx";
/// Characters of a cell at most, in UTF-16 units, as in spreadsheet programs.
const LONGEST: usize = 32_767;
/// Points of a row's height at most, as in spreadsheet programs.
const TALLEST: usize = 405;
/// Rows below the last one that check what is entered.
const SPARE: usize = 200;

/// The pages as one file.
pub fn write(pages: &[Page], notes: &mut Vec<Note>) -> Result<Given, Refusal> {
    let mut files: Vec<(String, String)> = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(pages)),
        ("_rels/.rels".to_owned(), parts::ROOT.to_owned()),
        ("docProps/core.xml".to_owned(), parts::core(title(pages))),
        ("xl/workbook.xml".to_owned(), parts::workbook(pages)),
        ("xl/_rels/workbook.xml.rels".to_owned(), parts::workbook_relations(pages)),
        ("xl/styles.xml".to_owned(), parts::STYLES.to_owned()),
    ];
    let mut shapes = 1;
    for (n, page) in (1..).zip(pages) {
        let helped = Notes::of(page, shapes);
        files.push((format!("xl/worksheets/sheet{n}.xml"), sheet(page, helped.is_some(), notes)?));
        if let Some(helped) = helped {
            files.push((format!("xl/worksheets/_rels/sheet{n}.xml.rels"), sheet_relations(n)));
            files.push((format!("xl/comments{n}.xml"), helped.comments));
            files.push((format!("xl/drawings/vmlDrawing{n}.vml"), helped.shapes));
            shapes = helped.next;
        }
    }
    let bytes = pack(&files).map_err(|fault| refusal(FILE, format!("cannot be packed: {fault}")))?;
    Ok(Given { name: FILE.to_owned(), bytes })
}

fn pack(files: &[(String, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in files {
        package.start_file(name.as_str(), options)?;
        package.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

/// The title of the scenario, as `About` has it.
fn title(pages: &[Page]) -> &str {
    match pages.first().and_then(|about| about.rows.first()).and_then(|row| row.get(&1)) {
        Some(Out::Text(title)) => title,
        _ => "",
    }
}

fn sheet(page: &Page, helped: bool, notes: &mut Vec<Note>) -> Result<String, Refusal> {
    if page.rows.len() >= ROWS as usize || page.heads.len() > COLUMNS as usize {
        let text = format!(
            "the sheet {} has more than the {ROWS} rows or {COLUMNS} columns of a spreadsheet",
            page.name
        );
        return Err(refusal(FILE, text));
    }
    let strong = page.name == super::super::about::NAME;
    let mut out = String::from(parts::SHEET);
    let corner = cell_name(1, page.frozen);
    out.push_str(&format!(
        "<sheetViews><sheetView workbookViewId=\"0\"><pane xSplit=\"{}\" ySplit=\"1\" topLeftCell=\"{corner}\" \
         activePane=\"bottomRight\" state=\"frozen\"/><selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/>\
         <selection pane=\"bottomRight\" activeCell=\"{corner}\" sqref=\"{corner}\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>",
        page.frozen
    ));
    for (n, head) in (1..).zip(&page.heads) {
        let style = match head.choices {
            Choices::Number(unit) if *unit == crate::shape::unit::PROBABILITY => PERCENT[0],
            _ if head.numbers => NUMBER,
            _ => TEXT,
        };
        out.push_str(&format!(
            "<col min=\"{n}\" max=\"{n}\" width=\"{}\" style=\"{style}\" customWidth=\"1\"/>",
            head.width
        ));
    }
    let heads = page.heads.iter().map(|head| (head.text.as_str(), head.width));
    out.push_str(&format!("</cols><sheetData><row r=\"1\" ht=\"{}\">", height(heads)));
    for (column, head) in (0..).zip(&page.heads) {
        let style = if head.tinted { HEAD_TINTED } else { HEAD };
        text(&mut out, page, (0, column), &head.text, style)?;
    }
    out.push_str("</row>");
    let mut long = 0;
    for (row, cells) in (1..).zip(&page.rows) {
        let texts = cells.iter().filter_map(|(column, cell)| match cell {
            Out::Text(text) => Some((text.as_str(), page.heads.get(*column)?.width)),
            _ => None,
        });
        out.push_str(&format!("<row r=\"{}\" ht=\"{}\">", row + 1, height(texts)));
        for (column, cell) in cells {
            let at = (row, u32::try_from(*column).unwrap_or(COLUMNS));
            match cell {
                Out::Text(said) if strong && at.1 == 0 => text(&mut out, page, at, said, TEXT_STRONG)?,
                Out::Text(said) => text(&mut out, page, at, said, TEXT)?,
                Out::Number(n) => long += usize::from(!number(&mut out, page, at, n, NUMBER)?),
                Out::Percent(n) => long += usize::from(!number(&mut out, page, at, n, percent(n))?),
            }
        }
        out.push_str("</row>");
    }
    if long > 0 {
        let text = format!(
            "{}: {long} numbers have more digits than the binary numbers of a spreadsheet hold and are written as text",
            page.name
        );
        notes.push(Note { what: Remarked::Lenient, file: FILE.to_owned(), text });
    }
    out.push_str("</sheetData>");
    validations(&mut out, page);
    out.push_str(
        "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>",
    );
    out.push_str("<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/>");
    if helped {
        out.push_str("<legacyDrawing r:id=\"rId1\"/>");
    }
    out.push_str("</worksheet>");
    Ok(out)
}

/// The height of a row in points: not every spreadsheet program works it out for wrapped text.
fn height<'t>(texts: impl Iterator<Item = (&'t str, u32)>) -> usize {
    let lines = |(text, width): (&str, u32)| -> usize {
        // Words are not split, so that a line holds less than its width.
        let fits = (width as usize * 9 / 10).max(1);
        text.split('\n').map(|line| line.chars().count().div_ceil(fits).max(1)).sum()
    };
    (15 * texts.map(lines).max().unwrap_or(1)).min(TALLEST)
}

/// A text. One that would run as a formula if somebody typed it is marked as text, so that editing it does not run it.
fn text(out: &mut String, page: &Page, at: (u32, u32), text: &str, style: usize) -> Result<(), Refusal> {
    let name = cell_name(at.0, at.1);
    if text.encode_utf16().count() > LONGEST {
        let text =
            format!("the text in {}!{name} has more than the {LONGEST} characters of a cell", page.name);
        return Err(refusal(FILE, text));
    }
    let runs = text.trim_start().starts_with(['=', '+', '-', '@', '\'']);
    let style = if runs && style == TEXT { TEXT_QUOTED } else { style };
    let text = escape(text);
    out.push_str(&format!(
        "<c r=\"{name}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
    ));
    Ok(())
}

/// A number; as text, and `false`, where a binary number does not stand for it.
fn number(
    out: &mut String,
    page: &Page,
    at: (u32, u32),
    number: &Number,
    style: usize,
) -> Result<bool, Refusal> {
    let exact = decimal::plain(number);
    let Some(digits) = exact.as_deref().filter(|exact| decimal::shortest(exact).as_deref() == Some(*exact))
    else {
        text(out, page, at, &decimal::text(number), TEXT)?;
        return Ok(exact.is_none());
    };
    out.push_str(&format!("<c r=\"{}\" s=\"{style}\"><v>{digits}</v></c>", cell_name(at.0, at.1)));
    Ok(true)
}

/// The style that shows all decimals of a percentage, up to four.
fn percent(number: &Number) -> usize {
    let plain = decimal::plain(number).unwrap_or_default();
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    PERCENT[match decimals {
        0..=2 => 0,
        3 => 1,
        4 => 2,
        _ => 3,
    }]
}

/// What may be entered below each head.
fn validations(out: &mut String, page: &Page) {
    let mut all = String::new();
    let mut count = 0;
    let last = (page.rows.len() + 1 + SPARE).min(ROWS as usize);
    for (column, head) in (0..).zip(&page.heads) {
        let rule = match &head.choices {
            Choices::Any => continue,
            Choices::Words(words) => format!(
                " type=\"list\" error=\"One of: {}\" {{}}><formula1>\"{}\"</formula1>",
                words.join(", "),
                words.join(",")
            ),
            Choices::Cells(cells) => format!(
                " type=\"list\" errorStyle=\"warning\" error=\"Not in the list; a label will do too.\" {{}}>\
                 <formula1>{}</formula1>",
                escape(cells)
            ),
            Choices::Number(unit) => {
                let (kind, bounds) = match (unit.low, unit.high) {
                    (Some(low), Some(high)) => {
                        ("between", format!("<formula1>{low}</formula1><formula2>{high}</formula2>"))
                    }
                    (Some(low), None) => ("greaterThanOrEqual", format!("<formula1>{low}</formula1>")),
                    _ => continue,
                };
                format!(
                    " type=\"decimal\" operator=\"{kind}\" errorStyle=\"warning\" error=\"Holds {}.\" {{}}>{bounds}",
                    escape(unit.name)
                )
            }
        };
        let letters = column_name(column);
        let place = format!(
            "allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" sqref=\"{letters}2:{letters}{last}\""
        );
        all.push_str(&format!("<dataValidation{}</dataValidation>", rule.replacen("{}", &place, 1)));
        count += 1;
    }
    if count > 0 {
        out.push_str(&format!("<dataValidations count=\"{count}\">{all}</dataValidations>"));
    }
}
