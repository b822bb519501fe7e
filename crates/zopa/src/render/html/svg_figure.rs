//! A picture on a page: its sentence and the picture in both layouts. Its table
//! follows it, outside, so that print can keep the picture whole.

use super::inline::{prose, words};
use crate::render::Names;
use crate::render::svg::{Layout, draw_at};
use crate::report::Picture;

/// The figure of a picture.
pub(super) fn figure(picture: &Picture, names: &mut Names) -> String {
    let name = names.take(&format!("{}-picture", picture.table.id), "picture");
    let sentence = names.take(&format!("{name}-sentence"), "sentence");
    let mut out = format!("<figure class=\"picture\" aria-labelledby=\"{sentence}\">\n<p id=\"{sentence}\">");
    let caption = words(&picture.table.caption);
    if !caption.is_empty() {
        out.push_str(&format!("<span class=\"caption\">{caption}</span> "));
    }
    out.push_str(&format!("{}</p>\n", prose(&picture.table.summary)));
    // One of the two is shown; the other is absent for the eye and the ear alike.
    for (layout, class) in [(Layout::Wide, "wide"), (Layout::Narrow, "narrow")] {
        out.push_str(&format!("<div class=\"{class}\">{}</div>\n", draw_at(picture, layout, &name)));
    }
    out.push_str("</figure>\n");
    out
}
