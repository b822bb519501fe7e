//! Worlds a second: fresh numbers drawn, and whether the world has an acceptable package, with a proof either way.

use zopa::compile::{Compiled, compile};
use zopa_bench::Kind;
use zopa_bench::clock::{Time, measure};
use zopa_bench::draws::{Draws, Near};
use zopa_bench::options::Options;
use zopa_bench::table::Table;
use zopa_core::problem::Problem;
use zopa_core::world::{BLOCK, Judge, Means, Tables, Verdict};

const USAGE: &str = "\
usage: worlds [--only TEXT] [--worlds N] [--check N] [--scenario FILE]
  --only TEXT   cases whose name contains the text
  --worlds N    worlds of each case (20000)
  --check N     of these, worlds whose verdict is compared with all packages, one by one (0)
  --scenario FILE  worlds near the views of this scenario in place of the usual cases";

/// No deal as a fraction of the party's own ideal, lowest and highest, in tenths and hundredths as the table says.
const NO_DEAL: [[f64; 2]; 4] = [[0.2, 0.4], [0.4, 0.65], [0.5, 0.8], [0.6, 0.9]];

fn main() {
    let options = Options::read(&["only", "worlds", "check", "scenario"], USAGE);
    let only = options.text("only").unwrap_or_default();
    let (worlds, check) = (options.value("worlds", 20_000u64), options.value("check", 0u64));
    let titles = [
        "case",
        "worlds",
        "open",
        "unsettled",
        "worlds/s",
        "µs, with drawing",
        "µs, judging",
        "structure",
        "memory",
        "climbed",
        "weighed",
        "dived",
        "general",
        "nodes",
        "checked",
        "wrong",
    ];
    let mut table = Table::new(&titles);
    if let Some(file) = options.text("scenario") {
        for (view, compiled) in views(file) {
            let source = || {
                let mut near = Near::new(&compiled.problem, compiled.grid, 1);
                move |tables: &mut Tables, real: &mut Vec<bool>| near.draw(tables, real)
            };
            let tables = Near::new(&compiled.problem, compiled.grid, 1).tables();
            let ran = ran(&compiled.problem, &tables, worlds, source);
            table.row(cells(&view, worlds, &ran, [0, 0]));
        }
        print!("{}", table.markdown());
        return;
    }
    for parties in [3, 2] {
        for kind in [Kind::Independent, Kind::Opposed] {
            for no_deal in NO_DEAL {
                let name =
                    format!("{parties} parties, {}, no deal {}–{}", kind.name(), no_deal[0], no_deal[1]);
                if name.contains(only) {
                    let draws = Draws { kind, parties, issues: 8, options: 5, no_deal };
                    let source = || {
                        let mut source = draws.worlds(1);
                        move |tables: &mut Tables, _: &mut Vec<bool>| source.draw(tables)
                    };
                    let ran = ran(&draws.structure(), &draws.tables(), worlds, source);
                    let wrong = compared(&draws, worlds.min(check));
                    table.row(cells(&name, worlds, &ran, [worlds.min(check), wrong]));
                }
            }
        }
    }
    print!("{}", table.markdown());
}

/// The compiled views of a scenario file.
fn views(file: &str) -> Vec<(String, Compiled)> {
    let folder = std::path::Path::new(file).parent().unwrap_or(std::path::Path::new(""));
    let text = |path: &std::path::Path| std::fs::read_to_string(path).map_err(|e| e.to_string());
    let main = text(std::path::Path::new(file)).unwrap_or_else(|e| stop(&format!("{file}: {e}")));
    let reading =
        zopa::read::read(file, main, &mut |name| std::fs::read(folder.join(name)).map_err(|e| e.to_string()));
    let Some(scenario) = reading.scenario else { stop(&format!("{file} is not a sound scenario")) };
    let views: Vec<String> = scenario.views.iter().map(|v| v.id.clone()).collect();
    let compiled = views.into_iter().map(|view| {
        let compiled = compile(&scenario, Some(&view), 0).unwrap_or_else(|e| stop(&format!("{view}: {e}")));
        (view, compiled)
    });
    compiled.collect()
}

fn stop(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(2)
}

/// The least time of a few runs of some work.
fn least<T>(mut work: impl FnMut() -> T) -> (T, Time) {
    let (found, mut time) = measure(&mut work);
    for _ in 0..2 {
        let (_, again) = measure(&mut work);
        time.wall = time.wall.min(again.wall);
        time.processor = time.processor.zip(again.processor).map(|(a, b)| a.min(b));
    }
    (found, time)
}

/// What came of the worlds of a case.
struct Ran {
    open: u64,
    unsettled: u64,
    means: Means,
    /// Drawing alone; drawing and judging.
    drawn: Time,
    judged: Time,
}

/// Draws and judges so many worlds.
fn ran<D: FnMut(&mut Tables, &mut Vec<bool>)>(
    structure: &Problem,
    tables: &Tables,
    worlds: u64,
    source: impl Fn() -> D,
) -> Ran {
    let (mut tables, mut real) = (tables.clone(), vec![false; structure.lines().len()]);
    let (_, drawn) = least(|| {
        let mut draw = source();
        for _ in 0..worlds {
            draw(std::hint::black_box(&mut tables), &mut real);
        }
    });
    let ((open, unsettled, means), judged) = least(|| {
        let mut draw = source();
        let mut judge = Judge::new(structure);
        let (mut open, mut unsettled) = (0u64, 0u64);
        for world in 0..worlds {
            if world % BLOCK == 0 {
                judge.forget();
            }
            draw(&mut tables, &mut real);
            match judge.decide(&tables, &real, None) {
                Verdict::Deal => open += 1,
                Verdict::None => {}
                Verdict::Unsettled(_) => unsettled += 1,
            }
        }
        (open, unsettled, judge.means())
    });
    Ran { open, unsettled, means, drawn, judged }
}

fn cells(name: &str, worlds: u64, ran: &Ran, [checked, wrong]: [u64; 2]) -> Vec<String> {
    let each = |time: &Time| time.ms() * 1e3 / worlds as f64;
    let share = |n: u64| format!("{:.1} %", 100.0 * n as f64 / worlds as f64);
    let means = &ran.means;
    vec![
        name.into(),
        worlds.to_string(),
        share(ran.open),
        ran.unsettled.to_string(),
        format!("{:.0}", worlds as f64 / (ran.judged.ms() / 1e3)),
        format!("{:.2}", each(&ran.judged)),
        format!("{:.2}", each(&ran.judged) - each(&ran.drawn)),
        share(means.structure),
        share(means.memory),
        share(means.climbed),
        share(means.weighed),
        share(means.dived),
        share(means.general),
        format!("{:.0}", means.nodes as f64 / worlds as f64),
        checked.to_string(),
        wrong.to_string(),
    ]
}

/// How many of the first worlds are judged other than by looking at every package.
fn compared(draws: &Draws, worlds: u64) -> u64 {
    let (structure, mut tables) = (draws.structure(), draws.tables());
    let mut source = draws.worlds(1);
    let mut judge = Judge::new(&structure);
    let mut wrong = 0;
    for world in 0..worlds {
        if world % BLOCK == 0 {
            judge.forget();
        }
        source.draw(&mut tables);
        let deal = match judge.decide(&tables, &[], None) {
            Verdict::Deal => true,
            Verdict::None => false,
            Verdict::Unsettled(_) => continue,
        };
        let mut gains: Vec<i64> = tables.no_deal.iter().map(|r| -r).collect();
        wrong += u64::from(deal != any(draws, &tables, 0, &mut gains));
    }
    wrong
}

/// Whether some package gives nobody a loss: all of them, one after the other.
fn any(draws: &Draws, tables: &Tables, issue: usize, gains: &mut [i64]) -> bool {
    if issue == draws.issues {
        return gains.iter().all(|g| *g >= 0);
    }
    let n = draws.parties;
    for option in 0..draws.options {
        let row = &tables.values[(issue * draws.options + option) * n..][..n];
        gains.iter_mut().zip(row).for_each(|(g, v)| *g += v);
        let found = any(draws, tables, issue + 1, gains);
        gains.iter_mut().zip(row).for_each(|(g, v)| *g -= v);
        if found {
            return true;
        }
    }
    false
}
