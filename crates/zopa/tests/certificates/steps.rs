//! Whether an order of steps is what a result says: by trying every order.

use zopa::result::OrderRecord;

/// Whether the order needs what is stated, and none needs less than the bound.
pub fn is_true(parties: usize, options: &[usize], record: &OrderRecord) -> bool {
    let n = record.steps.len();
    let shaped = record.package.len() == options.len()
        && record.package.iter().zip(options).all(|(o, k)| o < k)
        && record.steps.iter().all(|step| {
            step.gains.len() == parties
                && step.undone.len() == parties
                && step.gains.iter().chain(&step.undone).all(|x| x.is_finite())
                && step.stoppers.iter().all(|&i| i < parties)
                && step.requires.iter().all(|&k| k < n)
        });
    if !shaped || n > 6 {
        return false;
    }
    let mut needs = Vec::new();
    every(record, &mut Vec::new(), &mut needs);
    let Some(stated) = needs.iter().find(|(order, _)| *order == record.order) else { return false };
    let least = needs.iter().map(|(_, need)| *need).fold(f64::INFINITY, f64::min);
    (stated.1 - record.need).abs() < 1e-6 && record.bound <= least + 1e-6 && record.bound >= 0.0
}

/// Every order that begins so, with what it needs.
fn every(record: &OrderRecord, begun: &mut Vec<usize>, needs: &mut Vec<(Vec<usize>, f64)>) {
    if begun.len() == record.steps.len() {
        needs.push((begun.clone(), need(record, begun)));
        return;
    }
    for k in (0..record.steps.len()).filter(|k| !begun.contains(k)).collect::<Vec<_>>() {
        if record.steps[k].requires.iter().all(|before| begun.contains(before)) {
            begun.push(k);
            every(record, begun, needs);
            begun.pop();
        }
    }
}

fn need(record: &OrderRecord, order: &[usize]) -> f64 {
    let mut need: f64 = 0.0;
    for (place, &k) in order.iter().enumerate() {
        for &i in &record.steps[k].stoppers {
            let ahead: f64 = order[place..].iter().map(|&j| record.steps[j].gains[i]).sum();
            let back: f64 = order[..place].iter().map(|&j| record.steps[j].undone[i]).sum();
            need = need.max(back - ahead);
        }
    }
    need
}
