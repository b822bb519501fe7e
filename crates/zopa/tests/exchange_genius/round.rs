//! What is written of a domain means the same when it is read again; where it cannot, the notes say by how much.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::collection::vec;
use proptest::prelude::*;
use zopa::exchange::{
    BoxTerm, Domain, DomainIssue, Given, Kind, Note, Profile, Remarked, Settings, Utility, decimal, genius,
    geniusweb, negolog, read,
};

fn cases() -> ProptestConfig {
    let cases = std::env::var("ZOPA_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn ratio(top: i64, bottom: i64) -> BigRational {
    BigRational::new(top.into(), bottom.into())
}

/// Names that XML and JSON have to take care of.
const NAMES: &[&str] =
    &["plain", "a & b", "\"quoted\" <tag>", "tab\tand\nline", "é €", "&amp;", " 'x' ", "null", "1e5"];

fn issue(k: usize, kind: u8, values: usize, from: i64) -> DomainIssue {
    let name = format!("{} {k}", NAMES[k % NAMES.len()].trim());
    let (kind, values) = match kind {
        0 => (Kind::Discrete, (0..values).map(|o| NAMES[(o + k) % NAMES.len()].to_string()).collect()),
        1 => (Kind::Integer, (0..values as i64).map(|o| (from + o).to_string()).collect()),
        _ => {
            let upper = ratio(from + values as i64 - 1, 1);
            let values = (0..values as i64).map(|o| (from + o).to_string()).collect();
            (Kind::Real { lower: ratio(from, 1), upper }, values)
        }
    };
    DomainIssue { name, description: (k == 1).then(|| "why <not> & so".to_string()), values, kind }
}

/// Issues of kinds from a range.
fn issues(kinds: std::ops::Range<u8>) -> impl Strategy<Value = Vec<DomainIssue>> {
    vec((kinds, 1usize..5, -3i64..4), 1..4).prop_map(|all| {
        all.into_iter().enumerate().map(|(k, (kind, values, from))| issue(k, kind, values, from)).collect()
    })
}

/// Numbers for a profile, enough for any issues of [`issues`].
type Numbers = (Vec<i64>, Vec<Vec<i64>>, Vec<(Vec<Vec<bool>>, i64)>, [i64; 4]);

fn numbers() -> impl Strategy<Value = Numbers> {
    let sides = vec(vec(any::<bool>(), 5), 3);
    let others = [-9i64..10, 0..12, 0..11, 0..11];
    (vec(0i64..60, 3), vec(vec(-4i64..10, 5), 3), vec((sides, -9i64..10), 0..4), others)
}

/// How the numbers of a profile are made.
#[derive(Clone, Copy)]
struct Make {
    weight: i64,
    evaluation: i64,
    /// Whether evaluations are shares of the largest, none negative.
    shares: bool,
    /// Whether there may be a constant, a cap that is not 1, boxes.
    odd: bool,
    boxes: bool,
}

fn profile(
    name: &str,
    issues: &[DomainIssue],
    (weights, evaluations, boxes, others): &Numbers,
    how: Make,
) -> Profile {
    let count = issues.len();
    let table = |i: usize| {
        let row = &evaluations[i][..issues[i].values.len()];
        let top = row.iter().map(|e| e.abs()).max().unwrap_or(0).max(1);
        let share = |e: &i64| if how.shares { ratio(e.abs(), top) } else { ratio(*e, how.evaluation) };
        row.iter().map(share).collect::<Vec<_>>()
    };
    let side = |i: usize, inside: &[Vec<bool>]| {
        let values: Vec<usize> = (0..issues[i].values.len()).filter(|&o| inside[i][o]).collect();
        (values.len() < issues[i].values.len()).then_some((i, values))
    };
    let term = |(inside, worth): &(Vec<Vec<bool>>, i64)| BoxTerm {
        sides: (0..count).filter_map(|i| side(i, inside)).collect(),
        worth: ratio(*worth, how.evaluation),
    };
    let mut utility = Utility {
        weights: weights[..count].iter().map(|w| ratio(*w, how.weight)).collect(),
        evaluations: (0..count).map(table).collect(),
        boxes: if how.boxes { boxes.iter().map(term).collect() } else { Vec::new() },
        constant: if how.odd { ratio(others[0], how.evaluation) } else { BigRational::zero() },
        cap: None,
    };
    let sum = |u: &Utility| {
        let each = u
            .weights
            .iter()
            .zip(&u.evaluations)
            .flat_map(|(w, e)| e.iter().map(move |e| (w * e).abs()).max());
        let boxes = u.boxes.iter().map(|b| b.worth.abs());
        each.chain(boxes).fold(u.constant.abs(), |a, b| a + b)
    };
    utility.cap = match others[1] {
        0 if how.odd => Some(ratio(1, 2)),
        1 if how.odd => None,
        _ => (sum(&utility) > BigRational::one()).then(BigRational::one),
    };
    Profile {
        name: name.to_string(),
        utility,
        reserve: (others[2] < 10).then(|| ratio(others[2], 10)),
        discount: (1..10).contains(&others[3]).then(|| ratio(others[3], 10)),
    }
}

fn domain(kinds: std::ops::Range<u8>, how: Make) -> impl Strategy<Value = Domain> {
    (issues(kinds), vec(numbers(), 1..4)).prop_map(move |(issues, all)| {
        let profiles =
            all.iter().enumerate().map(|(p, n)| profile(&format!("p{p}"), &issues, n, how)).collect();
        Domain { name: "Some & domain".to_string(), issues, profiles }
    })
}

fn packages(domain: &Domain) -> Vec<Vec<usize>> {
    domain.issues.iter().fold(vec![Vec::new()], |all, issue| {
        let longer = |p: Vec<usize>| (0..issue.values.len()).map(move |o| [&p[..], &[o]].concat());
        all.into_iter().flat_map(longer).collect()
    })
}

fn again(files: &[Given]) -> Result<Domain, TestCaseError> {
    match read(files, &Settings::default()) {
        Ok(imported) => Ok(imported.domain),
        Err(refusal) => {
            let texts: Vec<_> =
                files.iter().map(|f| String::from_utf8_lossy(&f.bytes).into_owned()).collect();
            Err(TestCaseError::fail(format!("{refusal}\n{}", texts.join("\n"))))
        }
    }
}

/// The largest difference of utilities of a profile.
fn off(before: &Domain, after: &Domain, p: usize) -> BigRational {
    let of = |d: &Domain, x: &[usize]| d.profiles[p].utility.of(x);
    packages(before).iter().map(|x| (of(before, x) - of(after, x)).abs()).max().unwrap_or_default()
}

/// All utilities the same, and nothing lost but the kinds of numbers.
fn same(domain: &Domain, files: &[Given], notes: &[Note]) -> Result<(), TestCaseError> {
    let after = again(files)?;
    for (p, profile) in domain.profiles.iter().enumerate() {
        prop_assert_eq!(off(domain, &after, p), BigRational::zero(), "profile {}", p);
        prop_assert_eq!(&profile.name, &after.profiles[p].name);
    }
    let harmless = |n: &Note| {
        n.text.contains("as names")
            || n.text.contains("as plain names")
            || n.text.contains("no place")
            || n.text.contains("GeniusWeb itself")
            || n.text.contains("no package found")
    };
    prop_assert!(notes.iter().all(harmless), "{:?}", notes);
    let values = |d: &Domain| d.issues.iter().map(|i| (i.name.clone(), i.values.clone())).collect::<Vec<_>>();
    prop_assert_eq!(values(domain), values(&after));
    Ok(())
}

/// Utilities the same, or off by no more than the notes of the profile's file say.
fn as_noted(domain: &Domain, files: &[Given], notes: &[Note]) -> Result<(), TestCaseError> {
    let after = again(files)?;
    for p in 0..domain.profiles.len() {
        let lost: Vec<&Note> =
            notes.iter().filter(|n| n.what == Remarked::Lost && n.file == files[p + 1].name).collect();
        let bound = lost.iter().find_map(|n| n.text.split("off by at most ").nth(1));
        let bound = bound.map(|text| decimal::parse(text).expect("a number")).unwrap_or_default();
        // Of another kind: boxes, caps, packages worth less than nothing. Their size is not said.
        let other = lost.iter().any(|n| {
            ["boxes", "cuts off", "no package counts", "worth more than 0"].iter().any(|w| n.text.contains(w))
        });
        let off = off(domain, &after, p);
        prop_assert!(other || off <= bound, "profile {}: off by {}, said {}: {:?}", p, off, bound, lost);
    }
    Ok(())
}

/// Weights of two digits, evaluations in shares, whatever the denominator.
const GENIUS_FITS: Make = Make { weight: 100, evaluation: 1, shares: true, odd: false, boxes: false };
const ANYTHING: Make = Make { weight: 70, evaluation: 30, shares: false, odd: true, boxes: true };
const ADDITIVE: Make = Make { weight: 100, evaluation: 10, shares: false, odd: true, boxes: false };
const BOXES: Make = Make { weight: 70, evaluation: 30, shares: true, odd: false, boxes: true };
const WEB_FITS: Make = Make { weight: 100, evaluation: 1, shares: false, odd: false, boxes: false };

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn genius_holds_weights_and_shares_exactly(domain in domain(0..3, GENIUS_FITS)) {
        let (files, notes) = genius::write(&domain);
        same(&domain, &files, &notes)?;
        let after = again(&files)?;
        for (a, b) in domain.profiles.iter().zip(&after.profiles) {
            prop_assert_eq!((&a.reserve, &a.discount), (&b.reserve, &b.discount));
        }
    }

    #[test]
    fn genius_holds_boxes_over_whole_numbers_exactly(domain in domain(1..2, BOXES)) {
        let (files, notes) = genius::write(&domain);
        same(&domain, &files, &notes)?;
    }

    #[test]
    fn genius_is_off_by_no_more_than_noted(domain in domain(0..3, ANYTHING)) {
        let (files, notes) = genius::write(&domain);
        as_noted(&domain, &files, &notes)?;
    }

    #[test]
    fn genius_holds_constants_and_negative_worths(domain in domain(0..2, ADDITIVE)) {
        let (files, notes) = genius::write(&domain);
        as_noted(&domain, &files, &notes)?;
        // All of these are finite decimals: whatever has a package worth more than 0 is exact.
        let off = notes.iter().find(|n| n.text.contains("off by"));
        let split = domain.profiles.iter().any(|p| p.utility.constant.is_negative());
        prop_assert!(off.is_none() || split, "{:?}", off);
    }

    #[test]
    fn geniusweb_holds_decimals_exactly(
        domain in domain(0..3, WEB_FITS),
        tenths in vec(0i64..11, 40),
    ) {
        let mut domain = domain;
        let mut tenths = tenths.into_iter().cycle().map(|t| ratio(t, 10));
        for profile in &mut domain.profiles {
            profile.utility.cap = None;
            profile.discount = None;
            let all = profile.utility.evaluations.iter_mut().flatten();
            all.for_each(|e| *e = tenths.next().unwrap_or_default());
        }
        let (files, notes) = geniusweb::write(&domain);
        same(&domain, &files, &notes)?;
        let (files, notes) = negolog::write(&domain);
        same(&domain, &files, &notes)?;
    }

    #[test]
    fn geniusweb_is_off_by_no_more_than_noted(domain in domain(0..3, ANYTHING)) {
        let (files, notes) = geniusweb::write(&domain);
        as_noted(&domain, &files, &notes)?;
        let (files, notes) = negolog::write(&domain);
        as_noted(&domain, &files, &notes)?;
    }
}

#[test]
fn a_third_is_as_near_as_said() {
    let third = ratio(1, 3);
    let values = vec!["x".to_string(), "y".to_string()];
    let issue = DomainIssue { name: "A".to_string(), description: None, values, kind: Kind::Discrete };
    let utility = Utility {
        weights: vec![third.clone()],
        evaluations: vec![vec![BigRational::zero(), BigRational::one()]],
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: None,
    };
    let profile = Profile { name: "p".to_string(), utility, reserve: Some(third.clone()), discount: None };
    let domain = Domain { name: "d".to_string(), issues: vec![issue], profiles: vec![profile] };
    let (files, notes) = genius::write(&domain);
    let text = notes.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("\n");
    assert!(text.contains("off by at most 1e-30"), "{text}");
    assert!(text.contains("reservation 1/3 is written as 0.3333"), "{text}");
    let after = read(&files, &Settings::default()).unwrap().domain;
    let off = (after.profiles[0].utility.of(&[1]) - third).abs();
    assert!(off.is_positive() && off <= BigRational::new(BigInt::one(), BigInt::from(10).pow(30)));
    let (_, notes) = geniusweb::write(&domain);
    assert!(notes.iter().any(|n| n.text.contains("off by at most 1e-30")), "{notes:?}");
}

#[test]
fn what_genius_cannot_hold_is_noted() {
    let issue = DomainIssue {
        name: "A".to_string(),
        description: None,
        values: vec!["x".to_string(), "y".to_string()],
        kind: Kind::Discrete,
    };
    let with = |edit: &dyn Fn(&mut Utility)| {
        let mut utility = Utility {
            weights: vec![ratio(1, 1)],
            evaluations: vec![vec![ratio(1, 1), ratio(2, 1)]],
            boxes: Vec::new(),
            constant: BigRational::zero(),
            cap: Some(BigRational::one()),
        };
        edit(&mut utility);
        let profile = Profile { name: "p".to_string(), utility, reserve: None, discount: None };
        let domain = Domain { name: "d".to_string(), issues: vec![issue.clone()], profiles: vec![profile] };
        genius::write(&domain).1.iter().map(|n| n.text.clone()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(with(&|_| {}), "");
    assert!(with(&|u| u.cap = None).contains("utilities reach 2"));
    assert!(with(&|u| u.cap = Some(ratio(1, 2))).contains("no package counts above 0.5"));
    let one_box = BoxTerm { sides: vec![(0, vec![0])], worth: ratio(-1, 2) };
    assert!(with(&|u| u.boxes = vec![one_box.clone()]).contains("1 boxes"));
    assert!(with(&|u| u.constant = ratio(-2, 1)).contains("no package is worth more than 0"));
}

#[test]
fn files_have_names_of_their_own() {
    let issue = DomainIssue {
        name: "A".to_string(),
        description: None,
        values: vec!["bell \u{7}".to_string(), "y".to_string()],
        kind: Kind::Discrete,
    };
    let utility = Utility {
        weights: vec![ratio(1, 1)],
        evaluations: vec![vec![ratio(1, 1), ratio(1, 2)]],
        boxes: Vec::new(),
        constant: BigRational::zero(),
        cap: None,
    };
    let names = ["../up", "A/B", "a_b", "", "specs", "???"];
    let profile =
        |n: &&str| Profile { name: n.to_string(), utility: utility.clone(), reserve: None, discount: None };
    let domain = Domain {
        name: "a/b".to_string(),
        issues: vec![issue],
        profiles: names.iter().map(profile).collect(),
    };
    for (files, notes) in [genius::write(&domain), geniusweb::write(&domain), negolog::write(&domain)] {
        let mut taken: Vec<String> = files.iter().map(|f| f.name.to_lowercase()).collect();
        assert!(taken.iter().all(|n| !n.contains('/') && !n.starts_with('.')), "{taken:?}");
        taken.sort();
        taken.dedup();
        assert_eq!(taken.len(), 7);
        let after = read(&files, &Settings::default()).unwrap();
        assert_eq!(after.domain.profiles.len(), 6);
        let lost = notes.iter().any(|n| n.text.contains("characters that XML does not hold"));
        assert_eq!(lost, files[0].name.ends_with(".xml"), "{notes:?}");
    }
}
