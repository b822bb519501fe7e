//! YAML to nodes: one document, aliases within a limit, no tags but the plain ones.

use super::node::{DEPTH, Is, NODES, Node, plain};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A list or map that is not closed yet.
struct Open {
    line: usize,
    anchor: usize,
    items: Vec<Node>,
    map: bool,
}

struct Builder {
    open: Vec<Open>,
    anchors: BTreeMap<usize, (Node, usize)>,
    nodes: usize,
    root: Option<Node>,
}

/// The one document in the text, or one sentence on what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Node, String> {
    let mut builder = Builder { open: Vec::new(), anchors: BTreeMap::new(), nodes: 0, root: None };
    let mut documents = 0;
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) =
            event.map_err(|e| format!("line {}: this is not YAML: {}", e.marker().line(), e.info()))?;
        let line = span.start.line();
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return Err(format!("line {line}: a second YAML document begins here; one is read"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is = scalar(text, style, tag.as_deref()).map_err(|e| format!("line {line}: {e}"))?;
                builder.close(Node { line, is }, anchor)?;
            }
            Event::SequenceStart(anchor, tag) => {
                collection(tag.as_deref(), "seq").map_err(|e| format!("line {line}: {e}"))?;
                builder.begin(Open { line, anchor, items: Vec::new(), map: false })?;
            }
            Event::MappingStart(anchor, tag) => {
                collection(tag.as_deref(), "map").map_err(|e| format!("line {line}: {e}"))?;
                builder.begin(Open { line, anchor, items: Vec::new(), map: true })?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.end()?,
            Event::Alias(anchor) => builder.alias(anchor, line)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    builder.root.ok_or_else(|| "the file is empty".to_owned())
}

impl Builder {
    fn count(&mut self, nodes: usize, line: usize) -> Result<(), String> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > NODES {
            return Err(format!(
                "line {line}: the file has more than {NODES} parts, what its aliases repeat included"
            ));
        }
        Ok(())
    }

    fn begin(&mut self, open: Open) -> Result<(), String> {
        if self.open.len() >= DEPTH {
            return Err(format!("line {}: lists and maps lie deeper in each other than {DEPTH}", open.line));
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Err("a list or map ends that did not begin".to_owned());
        };
        let node = if open.map {
            let mut items = open.items.into_iter();
            let mut entries = Vec::new();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                if matches!(&key.is, Is::Text(t) if t == "<<") {
                    return Err(key.at("merge keys (<<) are not read"));
                }
                entries.push((key, value));
            }
            Node::map_of(open.line, entries)?
        } else {
            Node { line: open.line, is: Is::List(open.items) }
        };
        self.close(node, open.anchor)
    }

    /// Puts a finished node where it belongs.
    fn close(&mut self, node: Node, anchor: usize) -> Result<(), String> {
        self.count(1, node.line)?;
        if anchor > 0 {
            let size = node.size();
            self.count(size, node.line)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            Some(open) => open.items.push(node),
            None => self.root = Some(node),
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), String> {
        let Some(size) = self.anchors.get(&anchor).map(|(_, size)| *size) else {
            return Err(format!("line {line}: an alias stands inside what it repeats"));
        };
        self.count(size, line)?;
        let Some((node, _)) = self.anchors.get(&anchor) else { return Ok(()) };
        let node = Node { line, is: node.is.clone() };
        if self.open.len() + node.depth() > DEPTH {
            return Err(format!("line {line}: lists and maps lie deeper in each other than {DEPTH}"));
        }
        self.close(node, 0)
    }
}

fn collection(tag: Option<&Tag>, plain: &str) -> Result<(), String> {
    match tag {
        Some(tag) if !(tag.is_yaml_core_schema() && tag.suffix == plain) => {
            Err(format!("the tag {tag} is not read"))
        }
        _ => Ok(()),
    }
}

fn scalar(text: Cow<str>, style: ScalarStyle, tag: Option<&Tag>) -> Result<Is, String> {
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain { plain(&text) } else { Is::Text(text.into_owned()) });
    };
    let kind = if tag.is_yaml_core_schema() { tag.suffix.as_str() } else { "" };
    match (kind, plain(&text)) {
        ("str", _) => Ok(Is::Text(text.into_owned())),
        ("binary", _) => Ok(Is::Bytes),
        ("int" | "float", is @ (Is::Number(..) | Is::Unbounded(..))) => Ok(is),
        ("bool", is @ Is::Bool(..)) | ("null", is @ Is::Null) => Ok(is),
        _ => Err(format!("the tag {tag} is not read on this value")),
    }
}
