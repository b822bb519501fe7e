//! GENIUS' nonlinear utility spaces: `u = min(1, Σ worth of the boxes a package lies in / maxutility)`.

use super::super::settings::{MAX_BOX_VALUES, Semantics};
use super::super::sums::shown;
use super::super::text::{refuse, short};
use super::super::xml::Element;
use super::super::{BoxTerm, Kind, Refusal, Remarked, Utility};
use super::issues::{Found, number, whole};
use super::profile::Reading;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// Boxes as they are read: what is worth something everywhere, and the rest.
struct Boxes {
    constant: BigRational,
    boxes: Vec<BoxTerm>,
    values: usize,
}

/// The utility of a `<utility>` element.
pub fn utility(reading: &mut Reading, element: &Element, issues: &[Found]) -> Result<Utility, Refusal> {
    let most = number(reading.file, element, "maxutility")?;
    if !most.is_positive() {
        let what = format!("<utility>: maxutility=\"{}\" is not above 0", shown(&most));
        return Err(refuse(reading.file, element.line, &what));
    }
    let mut functions = element.all("ufun");
    let Some(outermost) = functions.next() else {
        return Err(refuse(reading.file, element.line, "<utility>: no <ufun> inside"));
    };
    if let Some(more) = functions.next() {
        return Err(refuse(
            reading.file,
            more.line,
            "a second <ufun>, which GENIUS leaves out without a word",
        ));
    }
    let scale = match reading.how.semantics {
        Semantics::Genius => most.recip(),
        Semantics::Negmas => {
            let text = "boxes count as they stand, not as shares of maxutility; not compared with NegMAS";
            reading.note(Remarked::Assumed, text.to_string());
            BigRational::one()
        }
    };
    if outermost.get("weight").is_some() && number(reading.file, outermost, "weight")? != BigRational::one() {
        let text = format!("line {}: GENIUS does not use the weight of the outermost <ufun>", outermost.line);
        reading.note(Remarked::Assumed, text);
    }
    let mut all = Boxes { constant: BigRational::zero(), boxes: Vec::new(), values: 0 };
    function(reading, outermost, issues, scale, &mut all)?;
    let utility = Utility {
        weights: vec![BigRational::zero(); issues.len()],
        evaluations: issues.iter().map(|f| vec![BigRational::zero(); f.issue.values.len()]).collect(),
        boxes: all.boxes,
        constant: all.constant,
        cap: None,
    };
    Ok(match reading.how.semantics {
        Semantics::Genius => utility.cap_at_one(),
        Semantics::Negmas => utility,
    })
}

fn function(
    reading: &Reading,
    element: &Element,
    issues: &[Found],
    scale: BigRational,
    all: &mut Boxes,
) -> Result<(), Refusal> {
    let said = element.get("aggregation").unwrap_or("sum");
    if !said.eq_ignore_ascii_case("sum") {
        let what = format!("<ufun>: the aggregation \"{}\" is not read, only \"sum\"", short(said));
        return Err(refuse(reading.file, element.line, &what));
    }
    for rectangle in element.all("hyperRectangle") {
        let mut worth = number(reading.file, rectangle, "utility")? * &scale;
        if rectangle.get("weight").is_some() {
            worth *= number(reading.file, rectangle, "weight")?;
        }
        one_box(reading, rectangle, issues, worth, all)?;
    }
    for inner in element.all("ufun") {
        let weight = match inner.get("weight") {
            Some(_) => number(reading.file, inner, "weight")?,
            None => BigRational::one(),
        };
        function(reading, inner, issues, weight * &scale, all)?;
    }
    Ok(())
}

fn one_box(
    reading: &Reading,
    rectangle: &Element,
    issues: &[Found],
    worth: BigRational,
    all: &mut Boxes,
) -> Result<(), Refusal> {
    let wrong = |line: usize, what: &str| Err(refuse(reading.file, line, what));
    let inside: Vec<&Element> = rectangle.all("INCLUDES").collect();
    let outside: Vec<&Element> = rectangle.all("EXCLUDES").collect();
    if !inside.is_empty() && !outside.is_empty() {
        return wrong(rectangle.line, "<hyperRectangle>: both INCLUDES and EXCLUDES");
    }
    let mut sides: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for bound in inside.iter().chain(&outside) {
        let index = whole(reading.file, bound, "index")?;
        let (min, max) = (whole(reading.file, bound, "min")?, whole(reading.file, bound, "max")?);
        let Some(i) = issues.iter().position(|f| f.index == index) else {
            return wrong(bound.line, &format!("<{}>: issue {index} is not in the domain", bound.name));
        };
        if issues[i].issue.kind != Kind::Integer {
            return wrong(bound.line, &format!("<{}>: issue {index} is not of whole numbers", bound.name));
        }
        let (min, max) = (BigRational::from_integer(min.into()), BigRational::from_integer(max.into()));
        let fits = |o: &usize| (&min..=&max).contains(&&issues[i].numbers[*o]);
        let values = match sides.remove(&i) {
            Some(before) => before.into_iter().filter(fits).collect(),
            None => (0..issues[i].numbers.len()).filter(fits).collect::<Vec<usize>>(),
        };
        all.values += values.len();
        if all.values > MAX_BOX_VALUES {
            return wrong(bound.line, &format!("more than {MAX_BOX_VALUES} values in boxes"));
        }
        sides.insert(i, values);
    }
    let never = sides.values().any(Vec::is_empty);
    let term = |worth| BoxTerm { sides: sides.into_iter().collect(), worth };
    match (inside.is_empty(), outside.is_empty(), never) {
        // Every package lies in a box without sides, and outside an empty one.
        (true, true, _) | (true, false, true) => all.constant += worth,
        (true, false, false) => {
            all.constant += &worth;
            all.boxes.push(term(-worth));
        }
        (_, _, true) => {}
        _ => all.boxes.push(term(worth)),
    }
    Ok(())
}
