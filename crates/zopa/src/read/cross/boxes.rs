//! Boxes of packages: a box ties at least two issues, and some package may lie in it.

use super::Look;
use crate::diagnostic::{Log, code};

pub fn check(look: Look<'_>, log: &mut Log) {
    if !look.sound(&["boxes"]) {
        return;
    }
    for boxed in &look.scenario.boxes {
        if boxed.when.len() < 2 {
            let issues = match boxed.when.first() {
                Some((issue, _)) => format!("only the issue `{issue}`"),
                None => "no issue".to_owned(),
            };
            log.say(&code::BOX_NARROW, boxed.span, format!("the box `{}` names {issues}", boxed.id))
                .hint("name at least two; what options of one issue are worth belongs into their `values`");
        }
        for (issue, _) in boxed.when.iter().filter(|(_, options)| options.is_empty()) {
            let message = format!("the box `{}` lists no option of `{issue}`", boxed.id);
            log.say(&code::BOX_EMPTY, boxed.span, message)
                .hint("list the options inside the box, or leave out an issue that does not matter");
        }
    }
}
