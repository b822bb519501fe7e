//! From checked values to the types of a scenario. Nothing is reported here: what cannot be lifted has been.

mod enforce;
mod levers;
mod numbers;
mod parties;
mod preference;
mod row;
mod rules;
mod steps;
mod unstable;
mod views;
mod war;
mod words;

use super::tree::{Node, Table};
use crate::scenario::{Estimate, Scenario};
use crate::shape;
use row::Row;

/// Lifts what can be lifted.
pub fn lift(root: &Table) -> Scenario {
    let mut lift = Lift::default();
    let head = Row::of(root);
    let mut scenario = Scenario {
        title: head.text("title").unwrap_or_default(),
        summary: head.text("summary"),
        as_of: head.date("as_of"),
        period: head.text("period").unwrap_or_else(|| "period".to_owned()),
        normalise: head.flag("normalise").unwrap_or(false),
        raw_weights: head.flag("raw_weights").unwrap_or(false),
        authors: head.texts("authors"),
        licence: head.text("licence"),
        sources: head.named("sources", parties::source),
        parties: head.rows("parties", |row| parties::party(row, &mut lift)),
        issues: head.rows("issues", |row| parties::issue(row, &mut lift)),
        weights: lift.weights(head.table("weights"), ""),
        no_deal: lift.path(head.node("no_deal"), "no deal", ""),
        outside_option: lift.path(head.node("outside_option"), "outside option", ""),
        breakdown_point: lift.path(head.node("breakdown_point"), "breakdown point", ""),
        interactions: head.rows("interactions", |row| numbers::interaction(row, &mut lift)),
        boxes: head.rows("boxes", |row| numbers::boxed(row, &mut lift)),
        factors: head.rows("factors", |row| numbers::factor(row, &mut lift)),
        rules: head.rows("rules", rules::rule),
        norms: head.rows("norms", rules::norm),
        groups: head.named("groups", |id, row| rules::group(id, row, &mut lift)),
        red_lines: head.rows("red_lines", |row| rules::red_line(row, &mut lift)),
        dependences: head.rows("dependences", |row| numbers::dependence(row, &mut lift)),
        positions: head.rows("positions", words::position),
        convergences: head.rows("convergences", words::convergence),
        preferences: head.rows("preferences", |row| preference::preference(row, &mut lift)),
        packages: head.rows("packages", views::package),
        splits: head.rows("splits", |row| views::split(row, &mut lift)),
        statements: head.rows("statements", words::statement),
        enforce: enforce::enforce(&head),
        steps: head.rows("steps", steps::step),
        reciprocal: head.rows("reciprocal", steps::reciprocal),
        orders: head.rows("orders", steps::sequence),
        ..Scenario::default()
    };
    scenario.views = head.named("views", |id, row| views::view(id, row, &scenario, &mut lift));
    scenario.war = head.row("war").and_then(|row| war::war(&row, &mut lift));
    scenario.map = head.row("map").and_then(|row| views::map(&row, &mut lift));
    scenario.levers = levers::levers(&head);
    for key in shape::SCENARIO.keys.iter().filter(|key| unstable::walked(key)) {
        if let Some(node) = head.node(key.name) {
            scenario.unstable.push((key.name.to_owned(), unstable::rows(node)));
            unstable::estimates(key, node, &mut lift);
        }
    }
    let inner = head.row("war").into_iter().flat_map(|row| row.entries());
    let soon = |key: &str| unstable::of("war", key);
    for (key, node) in inner.filter_map(|entry| Some((soon(&entry.key)?, &entry.node))) {
        scenario.unstable.push((format!("war.{}", key.name), unstable::rows(node)));
        unstable::inner(("war", key), node, &mut lift);
    }
    scenario.estimates = lift.estimates;
    scenario
}

/// Whether every row of a sound file was lifted. If not, the shape let something pass that this does not know.
pub fn holds_all(root: &Table, scenario: &Scenario) -> bool {
    let rows = |key: &str| root.get(key).and_then(Node::list).map_or(0, <[Node]>::len);
    let named = |key: &str| root.get(key).and_then(Node::table).map_or(0, |table| table.entries.len());
    rows("parties") == scenario.parties.len()
        && rows("issues") == scenario.issues.len()
        && rows("interactions") == scenario.interactions.len()
        && rows("boxes") == scenario.boxes.len()
        && rows("factors") == scenario.factors.len()
        && rows("rules") == scenario.rules.len()
        && rows("norms") == scenario.norms.len()
        && rows("red_lines") == scenario.red_lines.len()
        && rows("dependences") == scenario.dependences.len()
        && rows("positions") == scenario.positions.len()
        && rows("convergences") == scenario.convergences.len()
        && rows("preferences") == scenario.preferences.len()
        && rows("packages") == scenario.packages.len()
        && rows("splits") == scenario.splits.len()
        && rows("statements") == scenario.statements.len()
        && rows("steps") == scenario.steps.len()
        && rows("reciprocal") == scenario.reciprocal.len()
        && rows("orders") == scenario.orders.len()
        && root.get("war").is_some() == scenario.war.is_some()
        && named("sources") == scenario.sources.len()
        && named("groups") == scenario.groups.len()
        && named("views") == scenario.views.len()
        && rows("levers") == scenario.levers.levers.len()
}

/// Keeps every estimate with a name for its place.
#[derive(Debug, Default)]
struct Lift {
    estimates: Vec<(String, Estimate)>,
}

impl Lift {
    fn estimate(&mut self, node: &Node, place: String) -> Option<Estimate> {
        self.estimate_from(node, place, &[])
    }

    /// An estimate whose row says where its numbers come from, for when it does not say so itself.
    fn estimate_from(&mut self, node: &Node, place: String, sources: &[String]) -> Option<Estimate> {
        let mut estimate = numbers::estimate(node)?;
        if estimate.sources.is_empty() {
            estimate.sources = sources.to_vec();
        }
        self.estimates.push((place, estimate.clone()));
        Some(estimate)
    }
}
