//! The HTML form: one page that needs nothing else.
//!
//! No script, no font, no picture from elsewhere; the page's own policy forbids
//! them. The markup is also well-formed XML, which the tests rely on. Findings
//! carry most weight; a caveat says so in a word. Long tables are folded behind
//! their sentence and unfold in print. Pictures come in two layouts, of which a
//! style rule shows one.

use sha2::{Digest, Sha256};

use super::{ASSUMED, Names, clean, palette};
use crate::report::{Block, Clause, Document, Picture};
use svg_figure::figure;

mod inline;
mod svg_figure;
mod table;

pub use inline::escape;
use inline::{base64, prose, words};

/// How a page is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlSettings {
    /// Language of the scenario's texts, as a BCP 47 tag.
    pub lang: String,
    /// Lines below the report: version, scenario file, seed, licences.
    pub footer: Vec<String>,
}

impl Default for HtmlSettings {
    fn default() -> Self {
        HtmlSettings { lang: "en".into(), footer: Vec::new() }
    }
}

/// What the page may load and do: this one style sheet, known by its hash, and nothing else.
fn policy(style: &str) -> String {
    let hash = base64(&Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// A whole page, to save or send as one file.
#[must_use]
pub fn page(document: &Document, settings: &HtmlSettings) -> String {
    let title = title(document);
    let mut body = Body::new(1);
    body.blocks(&document.blocks);
    let contents = contents(&body.chapters);
    let layout = if contents.is_empty() { "single" } else { "with-contents" };
    let style = format!("\n{}", style());
    // Findings come first: the contents stand between the opening and the first chapter.
    let (opening, chapters) = body.finish();
    let mut footer = String::new();
    for line in settings.footer.iter().filter(|line| !line.trim().is_empty()) {
        footer.push_str(&format!("<p>{}</p>\n", prose(line)));
    }
    if !footer.is_empty() {
        footer = format!("<footer>\n{footer}</footer>\n");
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <meta name=\"generator\" content=\"zopa\"/>\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n\
         <body class=\"zopa zopa-page {layout}\">\n<a class=\"skip\" href=\"#report\">Skip to the report</a>\n\
         <header>\n<h1>{title}</h1>\n</header>\n<main id=\"report\" tabindex=\"-1\">\n\
         <div class=\"opening\">\n{opening}</div>\n{contents}<div class=\"chapters\">\n{chapters}</div>\n\
         </main>\n{footer}</body>\n</html>\n",
        lang = language(&settings.lang),
        policy = policy(&style),
    )
}

/// The document as a part of another page: its title is a level-2 heading. The
/// page around it brings [`style`].
#[must_use]
pub fn fragment(document: &Document) -> String {
    let mut body = Body::new(2);
    body.blocks(&document.blocks);
    let name = body.names.take("document-title", "document-title");
    let (opening, chapters) = body.finish();
    format!(
        "<article class=\"zopa\" aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{}</h2>\n\
         {opening}{chapters}</article>\n",
        title(document)
    )
}

/// The style sheet of pages and fragments; its rules hold inside `.zopa` only.
#[must_use]
pub fn style() -> String {
    let variables = |dark: bool| -> String {
        let value = |c: &palette::Colour| if dark { c.dark } else { c.light };
        palette::COLOURS.iter().map(|c| format!("--{}:{};", c.name, value(c))).collect()
    };
    let mut out = format!(".zopa{{{}}}\n", variables(false));
    out.push_str(&format!("@media screen and (prefers-color-scheme:dark){{.zopa{{{}}}}}\n", variables(true)));
    for colour in palette::COLOURS {
        let name = colour.name;
        out.push_str(&format!(
            ".zopa .zf-{name}{{fill:var(--{name})}}.zopa .zs-{name}{{stroke:var(--{name})}}\n"
        ));
    }
    out.push_str(include_str!("html/style.css"));
    out
}

/// Whether print keeps a block on one page: a heading before it must then be kept with it
/// in one box, since engines part a heading from a box that moves to the next page.
fn stays_whole(block: &Block) -> bool {
    match block {
        Block::Picture(_) | Block::Finding(_) | Block::Quote { .. } | Block::Caveat(_) => true,
        Block::Table(table) => table.rows.len() <= table::WHOLE,
        _ => false,
    }
}

fn title(document: &Document) -> String {
    let title = words(&document.title);
    if title.is_empty() { "Report".into() } else { title }
}

/// A language tag of letters, digits and hyphens; anything else reads as English.
fn language(tag: &str) -> &str {
    let sound = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if sound { tag } else { "en" }
}

fn contents(chapters: &[(String, String)]) -> String {
    if chapters.len() < 2 {
        return String::new();
    }
    let mut out = String::from(
        "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n",
    );
    for (id, text) in chapters {
        out.push_str(&format!("<li><a href=\"#{id}\">{text}</a></li>\n"));
    }
    out.push_str("</ol>\n</nav>\n");
    out
}

/// The blocks as markup, with the names given out and the chapters seen.
struct Body {
    out: String,
    names: Names,
    /// Anchor and text of each level-1 heading.
    chapters: Vec<(String, String)>,
    /// Depth of the last heading; the title's own to begin with.
    depth: u8,
    title_depth: u8,
    /// Where the first chapter begins.
    first_chapter: Option<usize>,
    /// Whether a box around a heading and the block after it is open.
    keep: bool,
}

impl Body {
    fn new(title_depth: u8) -> Body {
        let mut names = Names::default();
        for taken in ["report", "contents"] {
            names.take(taken, taken);
        }
        Body {
            out: String::new(),
            names,
            chapters: Vec::new(),
            depth: title_depth,
            title_depth,
            first_chapter: None,
            keep: false,
        }
    }

    /// What comes before the first chapter, and the chapters.
    fn finish(mut self) -> (String, String) {
        match self.first_chapter {
            Some(start) => {
                self.out.push_str("</section>\n");
                let chapters = self.out.split_off(start);
                (self.out, chapters)
            }
            None => (self.out, String::new()),
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some(block) = rest.first() {
            let mut used = 1;
            match block {
                Block::Heading { level, text, id } => {
                    self.keep = rest.get(1).is_some_and(stays_whole);
                    self.heading(*level, text, id);
                    rest = &rest[1..];
                    continue;
                }
                Block::Finding(_) => {
                    // Findings that follow each other stand in one panel.
                    used = rest.iter().take_while(|block| matches!(block, Block::Finding(_))).count();
                    self.findings(&rest[..used]);
                }
                Block::Text(text) => self.push(&format!("<p>{}</p>\n", prose(text))),
                Block::List(items) => self.list(items),
                Block::Clauses(clauses) => self.clauses(clauses),
                Block::Quote { text, cite } => self.quote(text, cite),
                Block::Table(one) => {
                    let markup = table::write(one, &mut self.names, table::Place::Alone);
                    self.push(&markup);
                }
                Block::Picture(picture) => self.picture(picture),
                Block::Caveat(text) => self.push(&format!(
                    "<div class=\"caveat\" role=\"note\"><p><strong>Caveat.</strong> {}</p></div>\n",
                    prose(text)
                )),
                Block::PageBreak => self.push("<div class=\"page-break\"></div>\n"),
            }
            self.let_go();
            rest = &rest[used..];
        }
    }

    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Ends the box that holds a heading and what print must keep with it.
    fn let_go(&mut self) {
        if std::mem::take(&mut self.keep) {
            self.push("</div>\n");
        }
    }

    /// A heading one step below the last at most, since a reader by ear counts them.
    fn heading(&mut self, level: u8, text: &str, id: &str) {
        let wanted = self.title_depth + level.clamp(1, 3);
        let depth = wanted.min(self.depth + 1);
        self.depth = depth;
        let id = self.names.take(id, "section");
        let text = words(text);
        let text = if text.is_empty() { "Untitled".to_string() } else { text };
        if depth == self.title_depth + 1 {
            match self.first_chapter {
                Some(_) => self.push("</section>\n"),
                None => self.first_chapter = Some(self.out.len()),
            }
            self.push(&format!("<section aria-labelledby=\"{id}\">\n"));
            self.chapters.push((id.clone(), text.clone()));
        }
        if self.keep {
            self.push("<div class=\"keep\">\n");
        }
        self.push(&format!("<h{depth} id=\"{id}\">{text}</h{depth}>\n"));
    }

    fn findings(&mut self, findings: &[Block]) {
        self.push("<div class=\"finding\">\n");
        for block in findings {
            if let Block::Finding(text) = block {
                self.push(&format!("<p>{}</p>\n", prose(text)));
            }
        }
        self.push("</div>\n");
    }

    fn list(&mut self, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.push("<ul>\n");
        for item in items {
            self.push(&format!("<li>{}</li>\n", prose(item)));
        }
        self.push("</ul>\n");
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        if clauses.is_empty() {
            return;
        }
        self.push("<ol class=\"clauses\">\n");
        for clause in clauses {
            let assumed =
                if clause.assumed { format!("<p class=\"assumed\">{ASSUMED}</p>") } else { String::new() };
            let class = if clause.assumed { " class=\"is-assumed\"" } else { "" };
            self.push(&format!(
                "<li{class}><p class=\"issue\">{}</p><p>{}</p>{assumed}</li>\n",
                words(&clause.issue),
                prose(&clause.text)
            ));
        }
        self.push("</ol>\n");
    }

    fn quote(&mut self, text: &str, cite: &str) {
        let cite = if clean(cite).trim().is_empty() {
            String::new()
        } else {
            format!("<figcaption>{}</figcaption>", prose(cite))
        };
        self.push(&format!(
            "<figure class=\"quote\"><blockquote><p>{}</p></blockquote>{cite}</figure>\n",
            prose(text)
        ));
    }

    fn picture(&mut self, picture: &Picture) {
        let figure = figure(picture, &mut self.names);
        self.push(&figure);
        self.let_go();
        let table = table::write(&picture.table, &mut self.names, table::Place::BelowPicture);
        self.push(&table);
    }
}
