//! The page.

use std::collections::BTreeSet;

use proptest::prelude::*;
use roxmltree::{Document as Tree, Node, ParsingOptions};
use sha2::{Digest, Sha256};
use zopa::render::html::{HtmlSettings, fragment, page, style};
use zopa::report::{Block, Document};

use super::{any, demo};

fn settings() -> HtmlSettings {
    HtmlSettings {
        lang: "en".into(),
        footer: vec![
            "Made with zopa 0.1.0 from orla.toml, view “both as stated”, seed 7.".into(),
            "Invented for testing. Sources and licences: https://example.org/licences".into(),
        ],
    }
}

fn tree(markup: &str) -> Result<Tree<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Tree::parse_with_options(markup, options).map_err(|error| error.to_string())
}

fn named<'a>(tree: &'a Tree<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    tree.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Elements that a report may consist of; a text that were obeyed as markup would bring others.
const ELEMENTS: &str = " html head meta title style body a header h1 h2 h3 h4 h5 nav ol ul li main section article \
     div p span strong small time br figure figcaption blockquote table caption thead tbody tr th td details summary \
     footer svg desc defs pattern clipPath g rect circle line path text ";

/// What holds for every page and fragment.
fn sound(markup: &str) -> Result<(), String> {
    let tree = tree(markup)?;
    let mut ids = BTreeSet::new();
    let mut depth = 0;
    for node in tree.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        if !ELEMENTS.contains(&format!(" {name} ")) {
            return Err(format!("element {name}"));
        }
        for attribute in node.attributes() {
            if attribute.name().starts_with("on") || attribute.name() == "src" || attribute.name() == "style"
            {
                return Err(format!("attribute {} in {name}", attribute.name()));
            }
        }
        if let Some(id) = node.attribute("id")
            && !ids.insert(id)
        {
            return Err(format!("id {id:?} twice"));
        }
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok())
            && !node.ancestors().any(|a| a.tag_name().name() == "nav")
        {
            if depth > 0 && level > depth + 1 {
                return Err(format!("h{level} follows h{depth}"));
            }
            depth = level;
        }
        let child = |wanted: &str| node.children().find(|child| child.tag_name().name() == wanted);
        match name {
            "table" if child("caption").and_then(|c| c.text()).is_none_or(|text| text.trim().is_empty()) => {
                return Err("table without caption".into());
            }
            "th" if node.attribute("scope").is_none() => return Err("th without scope".into()),
            "svg" if child("title").and_then(|t| t.text()).is_none() => {
                return Err("svg without title".into());
            }
            "details" if child("summary").is_none() => return Err("details without summary".into()),
            "a" => {
                let href = node.attribute("href").unwrap_or("");
                if !["#", "http://", "https://"].iter().any(|start| href.starts_with(start)) {
                    return Err(format!("link to {href:?}"));
                }
            }
            _ => {}
        }
    }
    for node in tree.descendants().filter(Node::is_element) {
        for name in ["aria-labelledby", "href"] {
            let value = node.attribute(name).unwrap_or("");
            for id in
                value.split(' ').filter_map(|id| if name == "href" { id.strip_prefix('#') } else { Some(id) })
            {
                if !id.is_empty() && !ids.contains(id) {
                    return Err(format!("{name} names {id:?}, which is not there"));
                }
            }
        }
    }
    Ok(())
}

#[test]
fn the_demo_is_sound_and_complete() {
    let page = page(&demo::document(), &settings());
    sound(&page).unwrap();
    sound(&fragment(&demo::document())).unwrap();
    let tree = tree(&page).unwrap();
    for landmark in ["header", "nav", "main", "footer"] {
        assert_eq!(named(&tree, landmark).count(), 1, "{landmark}");
    }
    assert_eq!(named(&tree, "h1").count(), 1);
    let first = named(&tree, "a").next().and_then(|a| a.attribute("href"));
    assert_eq!(first, Some("#report"), "the skip link comes first");
    let chapters = |b: &&Block| matches!(b, Block::Heading { level: 1, .. });
    let nav = named(&tree, "nav").next().unwrap();
    let links = nav.descendants().filter(|n| n.tag_name().name() == "a").count();
    assert_eq!(links, demo::document().blocks.iter().filter(chapters).count());
    assert!(page.contains("<strong>Caveat.</strong>"));
}

/// Base 64, read the slow way.
fn decode(text: &str) -> Vec<u8> {
    let digit = |c: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".find(c);
    let bits: Vec<usize> =
        text.chars().filter_map(digit).flat_map(|d| (0..6).rev().map(move |shift| d >> shift & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum * 2 + *bit as u8)).collect()
}

#[test]
fn the_page_asks_for_nothing_and_forbids_the_rest() {
    let page = page(&demo::document(), &settings());
    let tree = tree(&page).unwrap();
    let policy = named(&tree, "meta")
        .find(|meta| meta.attribute("http-equiv") == Some("Content-Security-Policy"))
        .and_then(|meta| meta.attribute("content"))
        .unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(!policy.contains("script") && !policy.contains("http") && !policy.contains("unsafe"), "{policy}");
    let hash = policy.split("style-src 'sha256-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    let sheet = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).unwrap().0;
    assert_eq!(decode(hash), Sha256::digest(sheet.as_bytes()).as_slice(), "the policy knows the style sheet");
    for forbidden in
        ["<script", "<link", "<img", "<iframe", "@import", "url(http", "@font-face", "javascript:"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(!style().contains("</"), "the style sheet cannot end its element");
}

#[test]
fn scrolling_tables_are_reached_by_keyboard_and_long_ones_are_folded() {
    let page = page(&demo::document(), &settings());
    let tree = tree(&page).unwrap();
    let regions: Vec<Node> = tree.descendants().filter(|n| n.attribute("class") == Some("scroll")).collect();
    assert!(regions.len() >= 5);
    for region in regions {
        assert_eq!(region.attribute("tabindex"), Some("0"));
        assert_eq!(region.attribute("role"), Some("group"));
        assert!(region.attribute("aria-labelledby").is_some());
    }
    let months = tree.descendants().find(|n| n.attribute("id") == Some("months-2")).unwrap();
    let kinds: Vec<&str> = months.children().filter(Node::is_element).map(|n| n.tag_name().name()).collect();
    assert_eq!(kinds, ["p", "details"], "a long table stands behind its sentence");
}

#[test]
fn hostile_texts_are_shown_as_they_are() {
    let hostile = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;";
    let document = Document {
        title: hostile.into(),
        blocks: vec![
            Block::Heading { level: 1, text: hostile.into(), id: hostile.into() },
            Block::Text(hostile.into()),
            Block::Quote { text: hostile.into(), cite: hostile.into() },
        ],
    };
    let settings = HtmlSettings { lang: "en\" onload=\"x".into(), footer: vec![hostile.into()] };
    let page = page(&document, &settings);
    sound(&page).unwrap();
    let tree = tree(&page).unwrap();
    assert_eq!(named(&tree, "p").filter(|p| p.text() == Some(hostile)).count(), 3);
    assert_eq!(tree.root_element().attribute("lang"), Some("en"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_a_sound_page(document in any::document()) {
        sound(&page(&document, &settings())).map_err(TestCaseError::fail)?;
        sound(&fragment(&document)).map_err(TestCaseError::fail)?;
    }
}

/// Writes the demo in every form, to look at: `cargo test -p zopa --test render -- --ignored`.
#[test]
#[ignore = "writes files for the eye"]
fn write_the_demo() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
    std::fs::create_dir_all(&folder).unwrap();
    let document = demo::document();
    std::fs::write(folder.join("report.html"), page(&document, &settings())).unwrap();
    std::fs::write(folder.join("report.docx"), zopa::render::docx::write(&document).unwrap()).unwrap();
    let settings = zopa::render::text::TextSettings { width: 88, colour: true };
    std::fs::write(folder.join("report.txt"), zopa::render::text::render(&document, &settings)).unwrap();
    for block in &document.blocks {
        if let Block::Picture(picture) = block {
            let name = format!("{}.svg", picture.table.id);
            std::fs::write(folder.join(name), zopa::render::svg::draw(picture)).unwrap();
        }
    }
}
