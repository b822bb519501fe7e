//! Positions, convergences and statements.

use super::row::Row;
use crate::scenario::{About, Convergence, Position, Stance, Statement};

pub fn position(row: &Row<'_>) -> Option<Position> {
    Some(Position {
        party: row.text("party")?,
        issue: row.text("issue")?,
        option: row.text("option"),
        date: row.date("date"),
        stance: stance(row),
        quote: row.text("quote"),
        text: row.text("text"),
        sources: row.texts("sources"),
        statements: row.texts("statements"),
        reported: row.flag("reported").unwrap_or(false),
        span: row.span,
    })
}

pub fn convergence(row: &Row<'_>) -> Option<Convergence> {
    Some(Convergence {
        issue: row.text("issue"),
        text: row.text("text")?,
        strength: row.text("strength"),
        statements: row.texts("statements"),
        span: row.span,
    })
}

pub fn statement(row: &Row<'_>) -> Option<Statement> {
    Some(Statement {
        id: row.text("id")?,
        date: row.date("date"),
        speaker: row.text("speaker")?,
        party: row.text("party"),
        other: row.text("other"),
        audience: row.text("audience"),
        kind: row.text("kind"),
        about: row.rows("about", |row| Some(about(row))),
        quote: row.text("quote"),
        text: row.text("text"),
        attribution: row.text("attribution"),
        confidence: row.text("confidence"),
        minor: row.flag("minor").unwrap_or(false),
        sources: row.texts("sources"),
        span: row.span,
    })
}

fn about(row: &Row<'_>) -> About {
    About {
        issue: row.text("issue"),
        option: row.text("option"),
        stance: stance(row),
        target: row.text("target"),
    }
}

pub(super) fn stance(row: &Row<'_>) -> Option<Stance> {
    Stance::of(&row.text("stance")?)
}
