//! Ranges, first strikes, preventive war, shifts of power, parts of a prize.

use super::{Uniform, golden, near, refused};
use zopa_core::war::range::{Range, War, armed_peace, first_strike, path, preventive, range, shift, splits};

fn war(win: f64, costs: [f64; 2]) -> War {
    War { win, costs }
}

#[test]
fn range_1_to_3() {
    let neutral = range(&war(0.6, [0.1, 0.2]), [1.0; 2]).unwrap();
    golden(neutral.lowest, 0.5);
    golden(neutral.highest, 0.8);
    assert!(neutral.open());
    let averse = range(&war(0.6, [0.1, 0.2]), [0.5; 2]).unwrap();
    golden(averse.lowest, 0.25);
    golden(averse.highest, 0.96);
    assert!(averse.open());
    let fond = range(&war(0.6, [0.02, 0.03]), [1.5; 2]).unwrap();
    golden(fond.lowest, 0.6954810947);
    golden(fond.highest, 0.4846117861);
    assert!(!fond.open());
}

/// The range by asking each share of a fine grid what both prefer.
#[test]
fn a_grid_of_shares_finds_the_same_range() {
    let mut draw = Uniform::new(1);
    for _ in 0..200 {
        let war = war(draw.next(), [draw.next() * 0.5, draw.next() * 0.5]);
        let risk = [draw.between(0.3, 2.0), draw.between(0.3, 2.0)];
        let found = range(&war, risk).unwrap();
        for k in 0..=1000 {
            let x = k as f64 / 1000.0;
            let first = libm::pow(x, risk[0]) >= war.win - war.costs[0];
            let second = libm::pow(1.0 - x, risk[1]) >= 1.0 - war.win - war.costs[1];
            let edge = (x - found.lowest).abs() < 1e-9 || (x - found.highest).abs() < 1e-9;
            assert!(edge || (first && second) == found.holds(x), "{war:?} {risk:?} {x}");
        }
    }
}

#[test]
fn dearer_war_never_narrows_the_range() {
    let mut draw = Uniform::new(2);
    for _ in 0..1000 {
        let p = draw.next();
        let costs = [draw.next(), draw.next()];
        let risk = [draw.between(0.3, 2.0), draw.between(0.3, 2.0)];
        let before = range(&war(p, costs), risk).unwrap();
        let after = range(&war(p, [costs[0] + draw.next(), costs[1] + draw.next()]), risk).unwrap();
        assert!(after.lowest <= before.lowest && after.highest >= before.highest);
        if p - costs[0] >= 0.0 && p + costs[1] <= 1.0 {
            near(range(&war(p, costs), [1.0; 2]).unwrap().width(), costs[0] + costs[1], 1e-12);
        }
    }
}

#[test]
fn first_1() {
    let found = first_strike(0.6, 0.4, [0.1, 0.15]).unwrap();
    golden(found.lowest, 0.5);
    golden(found.highest, 0.55);
    assert!(found.open());
    assert!(!first_strike(0.7, 0.4, [0.1, 0.15]).unwrap().open());
    refused(first_strike(0.4, 0.6, [0.1; 2]), "which is more");
}

/// Peace breaks out in the first period whose own range, in units of what is then left, is open.
#[test]
fn armed_peace_agrees_with_a_range_per_period() {
    let mut draw = Uniform::new(5);
    let mut found = [0; 2];
    for _ in 0..500 {
        let second = draw.next();
        let first = draw.between(second, 1.0);
        let costs = [draw.next() * 0.2 * first, draw.next() * 0.2 * (1.0 - second)];
        let left: Vec<f64> = (0..8).map(|t| 1.0 - 0.1 * t as f64).collect();
        let open = |part: &f64| {
            let costs = costs.map(|c| c / part);
            (first - costs[0]) <= (second + costs[1])
        };
        let peace = armed_peace(first, second, costs, &left).unwrap();
        assert_eq!(peace, left.iter().position(open));
        assert_eq!(peace == Some(0), first_strike(first, second, costs).unwrap().open());
        found[usize::from(peace.is_some_and(|t| t > 0))] += 1;
    }
    assert!(found[1] > 50, "{found:?}");
    refused(armed_peace(0.8, 0.2, [0.1; 2], &[0.5, 0.6]), "grows in period 1");
}

#[test]
fn prevent_1() {
    golden(preventive(0.3, 0.5, 0.9).unwrap().unwrap(), 0.3388888889);
    assert_eq!(preventive(0.9, 0.9, 0.5).unwrap(), None);
    refused(preventive(0.3, 0.5, 1.0), "the discount is 1");
}

/// The game in flows: war now against all there is now and the best the rising side would leave later.
#[test]
fn preventive_war_agrees_with_the_game_in_flows() {
    let mut draw = Uniform::new(3);
    for _ in 0..20_000 {
        let (now, cost, delta) = (draw.next(), draw.next(), draw.between(0.05, 0.99));
        let later = draw.between(now, 1.0);
        let fights = (1.0 - now) / (1.0 - delta) - cost;
        let afterwards = ((1.0 - later) / (1.0 - delta) - cost).max(0.0);
        let margin = fights - (1.0 + delta * afterwards);
        if margin.abs() > 1e-9 {
            let strikes = preventive(now, cost, delta).unwrap().is_some_and(|p| later > p);
            assert_eq!(strikes, margin > 0.0, "{now} {later} {cost} {delta}");
        }
    }
}

#[test]
fn shift_1_and_2() {
    let one = shift(0.6, 0.2, 0.95).unwrap();
    golden(one.most, 0.2842105263);
    golden(one.limit, 0.25);
    let two = shift(0.5, 0.1, 0.9).unwrap();
    golden(two.most, 0.1790123457);
    golden(two.limit, 0.1111111111);
    near(shift(0.5, 0.1, 0.999_999_9).unwrap().most, two.limit, 1e-6);
}

/// Powell's condition in lock-in values: `δ M_R(t+1) - M_R(t) > B - (M_D(t) + M_R(t))`.
#[test]
fn a_path_of_power_agrees_with_the_condition_in_values() {
    let mut draw = Uniform::new(4);
    for _ in 0..1000 {
        let power: Vec<f64> = (0..6).map(|_| draw.next()).collect();
        let (loss, delta) = (draw.between(0.0, 0.6), draw.between(0.3, 0.99));
        let steps = path(&power, loss, delta).unwrap();
        assert_eq!(steps.len(), 5);
        for (step, pair) in steps.iter().zip(power.windows(2)) {
            let lock = |p: f64| p * (1.0 - loss) / (1.0 - delta);
            let rising = |p: f64| lock(if pair[1] >= pair[0] { p } else { 1.0 - p });
            let declining = |p: f64| lock(if pair[1] >= pair[0] { 1.0 - p } else { p });
            let left = delta * rising(pair[1]) - rising(pair[0]);
            let right = 1.0 / (1.0 - delta) - declining(pair[0]) - rising(pair[0]);
            if (left - right).abs() > 1e-6 {
                assert_eq!(step.excess > 0.0, left > right);
            }
        }
    }
}

#[test]
fn indiv_1_to_3() {
    let wide = range(&war(0.6, [0.1, 0.2]), [1.0; 2]).unwrap();
    assert_eq!(splits(&wide, 1).unwrap(), Vec::<usize>::new());
    assert_eq!(splits(&wide, 2).unwrap(), [1]);
    let narrow = range(&war(0.37, [0.05, 0.04]), [1.0; 2]).unwrap();
    assert_eq!(splits(&narrow, 4).unwrap(), Vec::<usize>::new());
    refused(splits(&narrow, 0), "at least one part");
}

#[test]
fn what_is_no_war_is_refused() {
    refused(range(&war(1.2, [0.1; 2]), [1.0; 2]), "is 1.2, not a number of 0 to 1");
    refused(range(&war(f64::NAN, [0.1; 2]), [1.0; 2]), "not a number of 0 to 1");
    refused(range(&war(0.5, [-0.1, 0.1]), [1.0; 2]), "cost of party 1 is -0.1");
    refused(range(&war(0.5, [0.1; 2]), [1.0, 0.0]), "exponent of risk of party 2");
    refused(shift(0.5, 1.0, 0.9), "destroys everything");
    refused(path(&[0.5], 0.1, 0.9), "two periods");
    refused(path(&[0.5, 1.5], 0.1, 0.9), "in period 1 is 1.5");
    refused(splits(&Range { lowest: f64::NAN, highest: 1.0 }, 2), "lower end");
}
