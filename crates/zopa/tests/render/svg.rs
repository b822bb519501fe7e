//! Pictures.

use proptest::prelude::*;
use roxmltree::{Document as Tree, Node};
use zopa::render::svg::{Layout, draw, draw_at};
use zopa::report::{Bar, Block, Drawing, Fan, Fans, Picture, Scatter, Table, Tone};

use super::{any, demo};

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

/// The narrowest phone held to: 360 px less the page's margins is what a narrow picture gets.
const PHONE: f64 = 328.0;

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

/// What holds for every picture: a title, a description, sound numbers, readable text, own names.
fn sound(picture: &Picture, layout: Layout) -> Result<(), String> {
    let svg = draw_at(picture, layout, "p");
    let tree = Tree::parse(&svg).map_err(|error| format!("{error}: {svg}"))?;
    let root = tree.root_element();
    let child =
        |name: &str| root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
    let (title, about) = (child("title").ok_or("no title")?, child("desc").ok_or("no description")?);
    if title.text().unwrap_or("").trim().is_empty() {
        return Err("empty title".into());
    }
    let labelled = format!("{} {}", title.attribute("id").unwrap_or(""), about.attribute("id").unwrap_or(""));
    if root.attribute("role") != Some("img") || root.attribute("aria-labelledby") != Some(&labelled) {
        return Err("not labelled".into());
    }
    let mut ids = std::collections::BTreeSet::new();
    for node in tree.descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            if attribute.name().starts_with("on") || attribute.name() == "style" || attribute.name() == "href"
            {
                return Err(format!("attribute {}", attribute.name()));
            }
            let numeric = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d"];
            if numeric.contains(&attribute.name())
                && attribute.value().chars().any(|c| !(c.is_ascii_digit() || " .-MLHVZ".contains(c)))
            {
                return Err(format!("{}={:?}", attribute.name(), attribute.value()));
            }
        }
        if let Some(id) = node.attribute("id")
            && (!ids.insert(id.to_string()) || !id.starts_with("p-"))
        {
            return Err(format!("id {id:?} is not its own"));
        }
        if node.tag_name().name() == "text" && number(node, "font-size") < 12.0 {
            return Err("text below 12 units".into());
        }
    }
    for name in svg.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !ids.contains(name) {
            return Err(format!("{name:?} is used and not defined"));
        }
    }
    Ok(())
}

fn pictures() -> Vec<Picture> {
    let blocks = demo::document().blocks;
    blocks.into_iter().filter_map(|b| if let Block::Picture(p) = b { Some(p) } else { None }).collect()
}

#[test]
fn a_narrow_picture_is_shown_at_its_own_size_on_a_phone() {
    assert!(Layout::Narrow.width() <= PHONE);
}

#[test]
fn the_demo_is_sound_and_its_text_stays_inside() {
    for picture in pictures() {
        for layout in LAYOUTS {
            sound(&picture, layout).unwrap();
            let svg = draw_at(&picture, layout, "p");
            let tree = Tree::parse(&svg).unwrap();
            for node in tree.descendants().filter(|node| node.tag_name().name() == "text") {
                // A cautious guess of a text's width: 0.5 em per character.
                let wide = node.text().unwrap_or("").chars().count() as f64 * number(node, "font-size") * 0.5;
                let left = match node.attribute("text-anchor") {
                    Some("middle") => number(node, "x") - wide / 2.0,
                    Some("end") => number(node, "x") - wide,
                    _ => number(node, "x"),
                };
                let inside = left > -6.0 && left + wide < layout.width() + 6.0;
                assert!(inside, "{layout:?}: {:?} from {left} to {}", node.text(), left + wide);
                assert!(number(node, "y") < number(tree.root_element(), "height"));
            }
        }
    }
}

#[test]
fn each_bar_has_its_own_labelled_scale() {
    let bar = |label: &str, value| Bar {
        label: label.into(),
        value,
        no_deal: 40.0,
        range: None,
        tone: Tone::Plain,
    };
    let picture = Picture {
        drawing: Drawing::Bars(vec![bar("A", 60.0), bar("B", 128.0)]),
        table: Table { id: "p".into(), ..Table::default() },
    };
    let svg = draw(&picture);
    assert_eq!(svg.matches(">0</text>").count(), 2, "{svg}");
    assert_eq!(svg.matches(">100</text>").count(), 1);
    assert_eq!(svg.matches(">130</text>").count(), 1, "a value beyond 100 widens its own scale only");
    assert_eq!(svg.matches(">no deal 40</text>").count(), 2);
}

#[test]
fn both_axes_carry_their_party_and_marks_differ_in_shape() {
    let picture = pictures().into_iter().find(|p| matches!(p.drawing, Drawing::Scatter(_))).unwrap();
    for layout in LAYOUTS {
        let svg = draw_at(&picture, layout, "p");
        assert!(svg.contains("↑ Lowland (own scale)") && svg.contains("Upland (own scale) →"));
        assert!(svg.contains("Nash, Kalai–Smorodinsky"), "marks of one place share a label");
    }
    let empty = Picture { drawing: Drawing::Scatter(Scatter::default()), table: Table::default() };
    sound(&empty, Layout::Wide).unwrap();
}

#[test]
fn fans_have_a_scale_each_and_one_row_of_periods() {
    let fan = |label: &str, low: f64| Fan {
        label: label.into(),
        points: vec![[low, low + 5.0, low + 12.0], [low + 20.0, low + 25.0, low + 33.0]],
    };
    let periods = vec![(0.0, "now".to_string()), (12.0, "month 12".into())];
    let fans = Fans { periods, rows: vec![fan("Upland", 21.0), fan("Lowland", 61.0)] };
    let picture =
        Picture { drawing: Drawing::Fans(fans), table: Table { id: "p".into(), ..Table::default() } };
    for layout in LAYOUTS {
        let svg = draw_at(&picture, layout, "p");
        for (text, times) in
            [(">20</text>", 1), (">60</text>", 2), (">100</text>", 1), (">month 12</text>", 2)]
        {
            assert_eq!(svg.matches(text).count(), times, "{text}: {svg}");
        }
        assert!(svg.contains("Band:"));
        // A band, its two edges and the median, per party.
        assert_eq!(svg.matches("<path ").count(), 8, "{svg}");
    }
    // One period, or numbers that are none, draw nothing, and say so.
    let still = Fans { periods: vec![(0.0, "now".into())], rows: Vec::new() };
    let empty = Picture { drawing: Drawing::Fans(still), table: Table::default() };
    sound(&empty, Layout::Wide).unwrap();
    assert!(draw(&empty).contains("Nothing to draw over time."));
}

#[test]
fn a_map_tells_classes_by_hatch_and_says_where_it_is_from() {
    let picture = pictures().into_iter().find(|p| matches!(p.drawing, Drawing::Map(_))).unwrap();
    let svg = draw(&picture);
    for class in 0..3 {
        assert!(svg.matches(&format!("url(#districts-class-{class})")).count() >= 2, "region and legend");
    }
    assert!(svg.contains("Geometry: invented districts") && svg.contains(">Karst</text>"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_picture_is_sound(picture in any::picture()) {
        for layout in LAYOUTS {
            sound(&picture, layout).map_err(TestCaseError::fail)?;
        }
    }
}
