//! zopa's half of the comparison with other programs; `bench/peers/run` calls it and the others on the same data.
//!
//! It prints one line per fact, its fields separated by tabs, and writes what the others read as raw numbers, the least
//! significant byte first: points as 64-bit floats, row after row; spaces as 64-bit integers, first the values (party, issue,
//! option), then each party's no-deal value, then each party's ideal gain.

use std::path::Path;
use std::time::Duration;
use zopa::compile::compile;
use zopa::exchange::{self, Given};
use zopa_bench::clock::{measure, within};
use zopa_bench::cloud::Cloud;
use zopa_bench::options::Options;
use zopa_bench::work::{self, NO_LINES, Outcome};
use zopa_bench::{Kind, Space};
use zopa_core::answer::Stop;
use zopa_core::concept;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::{Problem, Score};

const USAGE: &str = "\
usage: peers --folder FOLDER [--parts boxes,bargains] [--domains FOLDER,FOLDER,...] [--limit SECONDS]
  --folder FOLDER   where the files for the other programs go
  --parts LIST      lists of points and additive frontiers, Kalai–Smorodinsky problems, or both (both)
  --domains LIST    folders of real domains, separated by commas
  --limit SECONDS   a search that runs longer is interrupted (60)";

/// Sizes of black boxes, in parties; each has 10^6 points.
const BOXES: [usize; 3] = [2, 3, 4];
/// Sizes of Kalai–Smorodinsky problems, in parties; each has 10^20 packages.
const BARGAINS: [usize; 3] = [3, 5, 10];
/// Seeds of each of these.
const SEEDS: u64 = 3;

fn main() {
    let options = Options::read(&["folder", "parts", "domains", "limit"], USAGE);
    let limit = Duration::from_secs_f64(options.value("limit", 60.0));
    let Some(folder) = options.text("folder").map(Path::new) else {
        eprintln!("{USAGE}");
        std::process::exit(2);
    };
    let parts = options.value("parts", "boxes,bargains".to_string());
    if let Err(error) = std::fs::create_dir_all(folder).and_then(|()| run(folder, &parts, limit)) {
        eprintln!("{}: {error}", folder.display());
        std::process::exit(1);
    }
    for domain in options.text("domains").into_iter().flat_map(|list| list.split(',')) {
        println!("domain\t{domain}\t{}", line(domain_time(Path::new(domain))));
    }
}

fn run(folder: &Path, parts: &str, limit: Duration) -> std::io::Result<()> {
    let wanted = |part: &str| parts.split(',').any(|p| p == part);
    for parties in BOXES.into_iter().filter(|_| wanted("boxes")) {
        for kind in [Kind::Opposed, Kind::Independent] {
            let space = Space { kind, ..Space::opposed(parties, 6, 10) };
            let problem = space.problem();
            let cloud = Cloud::every(&problem);
            let name = format!("{}-{parties}", kind.name());
            let (points, values) = (folder.join(format!("{name}.f64")), folder.join(format!("{name}.i64")));
            std::fs::write(&points, cloud.bytes())?;
            std::fs::write(&values, bytes(&problem, &[]))?;
            println!("points\t{name}\t{}\t{parties}\t{}", points.display(), cloud.rows());
            println!("space\t{name}\t{}\t{parties}\t6\t10", values.display());
            println!("box\t{name}\t{}", line(work::black_box(&cloud, limit)));
            println!("additive\t{name}\t{}", line(Some(work::front(&problem, limit))));
        }
    }
    for parties in BARGAINS.into_iter().filter(|_| wanted("bargains")) {
        for seed in 1..=SEEDS {
            bargain(
                folder,
                &format!("ks-{parties}-{seed}"),
                Space::opposed(parties, 20, 10).seed(seed),
                limit,
            )?;
        }
    }
    Ok(())
}

/// Milliseconds of processor time, what was found, and whether it is proved; or that the search does not exist yet.
fn line(result: Option<Outcome>) -> String {
    result.map_or("absent".into(), |o| format!("{:.4}\t{}\t{}", o.time.ms(), o.found, o.proved))
}

/// Reading the files of a domain, its frontier and its concepts.
fn domain_time(folder: &Path) -> Option<Outcome> {
    let limit = Duration::from_secs(60);
    let (points, time) = measure(|| {
        let mut files: Vec<Given> = std::fs::read_dir(folder)
            .ok()?
            .flatten()
            .filter(|entry| entry.path().is_file())
            .filter_map(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                Some(Given { name, bytes: std::fs::read(entry.path()).ok()? })
            })
            .collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let imported = exchange::read(&files, &exchange::Settings::default()).ok()?;
        let compiled = compile(&exchange::scenario(&imported).ok()?, None, 0).ok()?;
        let problem = &compiled.problem;
        let parties: Vec<usize> = (0..problem.n()).collect();
        let front = within(limit, |b| frontier(problem, NO_LINES, &parties, Scope::Feasible, b));
        let players = within(limit, |b| concept::players(problem, NO_LINES, b)).ok()??;
        let mut proved = front.stop == Stop::Complete;
        for each in concept::CONCEPTS {
            let goal = players.goal(each)?;
            proved &= within(limit, |b| concept::solve(problem, NO_LINES, &goal, b)).stop == Stop::Complete;
        }
        Some((front.points.len(), proved))
    });
    let (found, proved) = points?;
    Some(Outcome { time, proved, found: found as u128, what: "points" })
}

/// Kalai–Smorodinsky: the ideals, and then the packages that give everyone as large a share of them as possible.
fn bargain(folder: &Path, name: &str, space: Space, limit: Duration) -> std::io::Result<()> {
    let problem = space.reservation(0.3).problem();
    let (players, before) = measure(|| within(limit, |b| concept::players(&problem, NO_LINES, b)));
    let Ok(Some(players)) = players else {
        println!("ks\t{name}\tabsent");
        return Ok(());
    };
    let goal = players.goal(work::concept("kalai-smorodinsky")).expect("players");
    let (found, then) = measure(|| within(limit, |b| concept::solve(&problem, NO_LINES, &goal, b)));
    let ideals: Vec<Score> = players.ideals.iter().map(|i| i.gain).collect();
    let file = folder.join(format!("{name}.i64"));
    std::fs::write(&file, bytes(&problem, &ideals))?;
    let share = |package: &Vec<usize>| {
        let shares = players.ideals.iter().map(|i| problem.gain(i.party, package) as f64 / i.gain as f64);
        shares.fold(f64::MAX, f64::min)
    };
    let share = found.picks.first().map_or(0.0, share);
    let proved = found.stop == Stop::Complete;
    println!(
        "ks\t{name}\t{:.4}\t{:.4}\t{share:.12}\t{proved}\t{}\t{}\t20\t10",
        before.ms(),
        then.ms(),
        file.display(),
        problem.n()
    );
    Ok(())
}

fn bytes(problem: &Problem, ideals: &[Score]) -> Vec<u8> {
    let rows = (0..problem.n()).flat_map(|p| (0..problem.m()).flat_map(move |i| problem.row(p, i)));
    let no_deal = problem.parties().iter().map(|p| &p.no_deal);
    // Scores of these spaces are small; the others read 64 bits.
    let narrow = |v: &Score| i64::try_from(*v).expect("a score of a made problem").to_le_bytes();
    rows.chain(no_deal).chain(ideals).flat_map(narrow).collect()
}
