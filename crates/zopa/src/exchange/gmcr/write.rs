//! A model to a `.gmcr` file.

use super::{DecisionMaker, Model, Moves, Pattern, Statement};
use crate::exchange::Given;
use crate::exchange::negmas::print::{self, Out};

/// The file that holds the model, in the field names that newer versions of GMCR+ use.
pub fn write(model: &Model) -> Given {
    let option = |choice: &super::Choice| {
        let direction = match choice.moves {
            Moves::Both => "both",
            Moves::Forward => "fwd",
            Moves::Back => "back",
        };
        Out::fields(vec![("name", Out::text(&choice.name)), ("permittedDirection", Out::Word(direction))])
    };
    let mut fields = vec![
        ("decisionMakers", Out::List(model.decision_makers.iter().map(decision_maker).collect())),
        ("options", Out::List(model.options.iter().map(option).collect())),
        ("infeasibles", statements(&model.infeasible)),
        ("useManualPreferenceRanking", truth(model.by_ranking)),
    ];
    if let Some(coalitions) = &model.coalitions {
        fields.push(("coalitions", Out::List(coalitions.iter().map(|c| places(c)).collect())));
    }
    Given { name: format!("{}.gmcr", model.name), bytes: print::json(&Out::fields(fields)).into_bytes() }
}

fn truth(is: bool) -> Out {
    Out::Digits(is.to_string())
}

fn number(number: impl ToString) -> Out {
    Out::Digits(number.to_string())
}

/// One number as itself, several as a list.
fn places(numbers: &[usize]) -> Out {
    match numbers {
        [one] => number(one),
        _ => Out::List(numbers.iter().map(number).collect()),
    }
}

fn decision_maker(maker: &DecisionMaker) -> Out {
    let mut fields = vec![
        ("name", Out::text(&maker.name)),
        ("options", Out::List(maker.options.iter().map(number).collect())),
        ("preferences", statements(&maker.statements)),
    ];
    if let Some(ranking) = &maker.ranking {
        fields.push(("preferenceRanking", Out::List(ranking.iter().map(|place| places(place)).collect())));
    }
    if let Some(payoffs) = &maker.payoffs {
        fields.push(("payoffs", Out::List(payoffs.iter().map(number).collect())));
    }
    if !maker.misperceived.is_empty() {
        fields.push(("misperceptions", statements(&maker.misperceived)));
    }
    Out::fields(fields)
}

fn statements(all: &[Statement]) -> Out {
    let statement = |s: &Statement| match s.any_of.as_slice() {
        [one] => pattern(one),
        several => Out::fields(vec![
            ("compound", truth(true)),
            ("members", Out::List(several.iter().map(pattern).collect())),
        ]),
    };
    Out::List(all.iter().map(statement).collect())
}

fn pattern(pattern: &Pattern) -> Out {
    let entry = |(option, taken): &(usize, bool)| {
        Out::List(vec![number(option), Out::Word(if *taken { "Y" } else { "N" })])
    };
    Out::List(pattern.all_of.iter().map(entry).collect())
}
