//! The Word document.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use proptest::prelude::*;
use zopa::render::docx::write;
use zopa::report::Document;

use super::{any, demo};

fn parts(document: &Document) -> Vec<(String, String)> {
    let bytes = write(document).expect("a report is far below the limit");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..package.len())
        .map(|index| {
            let mut file = package.by_index(index).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("parts are UTF-8");
            (file.name().to_string(), text)
        })
        .collect()
}

/// Every part parses, every style and list that is used is defined, every bookmark is unique.
fn sound(document: &Document) -> Result<(), String> {
    let parts = parts(document);
    let mut defined = BTreeSet::new();
    let mut used = BTreeSet::new();
    let mut bookmarks = BTreeSet::new();
    for (name, text) in &parts {
        let tree = roxmltree::Document::parse(text).map_err(|error| format!("{name}: {error}"))?;
        for node in tree.descendants().filter(|node| node.is_element()) {
            let get =
                |wanted: &str| node.attributes().find(|a| a.name() == wanted).map(|a| a.value().to_string());
            match node.tag_name().name() {
                "style" => defined.extend(get("styleId").map(|id| format!("style {id}"))),
                "num" => defined.extend(get("numId").map(|id| format!("list {id}"))),
                "pStyle" | "tblStyle" => used.extend(get("val").map(|id| format!("style {id}"))),
                "numId" => used.extend(get("val").map(|id| format!("list {id}"))),
                "bookmarkStart" if !bookmarks.insert(get("name")) => return Err("bookmark twice".into()),
                "tc" if node.last_element_child().is_none_or(|last| last.tag_name().name() != "p") => {
                    return Err("a cell must end with a paragraph".into());
                }
                _ => {}
            }
        }
    }
    match used.difference(&defined).next() {
        Some(missing) => Err(format!("{missing} is used and not defined")),
        None => Ok(()),
    }
}

#[test]
fn the_demo_is_a_sound_package_with_the_same_bytes_each_time() {
    let document = demo::document();
    sound(&document).unwrap();
    assert_eq!(write(&document).unwrap(), write(&document).unwrap());
    let parts = parts(&document);
    assert_eq!(parts[0].0, "[Content_Types].xml");
    let body = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    for said in ["<w:tblHeader/>", "Caveat. ", "Heading1", "✗\u{A0}refuses", "Assumed:"] {
        assert!(body.contains(said), "{said:?} is missing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_a_sound_package(document in any::document()) {
        sound(&document).map_err(TestCaseError::fail)?;
    }
}
