//! The numbers of one world on the structure of a problem.

use super::family::Family;
use crate::Fault;
use crate::problem::Problem;

/// Grid points per point of a party's scale in a world: its entries are rounded to this grid, and the rounded world is
/// the world.
pub const GRID: i64 = 1_000_000;

/// Grid points of one world, laid out for a search that looks at all parties of an option together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// `values[(offset[i] + o) * n + p]`, with `offset` the number of options of the issues before `i`.
    pub values: Vec<i64>,
    /// Per pair table of the structure, in its order, `points[o_a * k_b + o_b]`.
    pub pairs: Vec<Vec<i64>>,
    /// Points of each box of the structure.
    pub boxes: Vec<i64>,
    /// No-deal value of each party.
    pub no_deal: Vec<i64>,
    /// Ceiling of each party; `i64::MAX` where it has none.
    pub ceilings: Vec<i64>,
}

/// An entry of a pair table that is not zero in every world.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    party: usize,
    table: usize,
    at: usize,
    /// Coordinates of weight, value and factor whose product is added, hundredths.
    products: Vec<[usize; 3]>,
    /// Coordinates that are added, points.
    points: Vec<usize>,
}

/// The nearest whole number; of two, the one further from zero. For numbers below 2^51, as all entries are.
fn nearest(x: f64) -> i64 {
    // The largest number below one half: adding one half itself would carry it up.
    const HALF: f64 = 0.499_999_999_999_999_94;
    (x + HALF.copysign(x)) as i64
}

impl Family {
    /// Writes the numbers of a point into `tables`, on [`GRID`] grid points to a point of a scale. Every entry is
    /// rounded once.
    ///
    /// An option's entry is `w v / 100`. Where a factor multiplies the option, its entry is zero and
    /// `w v t[b] / 100` is added to its pair with each option `b` of the issue that decides.
    pub fn tables(&self, point: &[f64], tables: &mut Tables) {
        let problem = self.structure();
        let (n, grid) = (problem.n(), GRID as f64);
        tables.values.resize(problem.options().iter().sum::<usize>() * n, 0);
        tables.no_deal.resize(n, 0);
        tables.ceilings.resize(n, 0);
        for (p, mind) in self.minds().iter().enumerate() {
            let place = self.place(p);
            let scale = self.scale(p, point) * (grid / 100.0);
            let mut entries = tables.values[p..].iter_mut().step_by(n);
            let mut values = point[place.values..].iter();
            for (i, &k) in problem.options().iter().enumerate() {
                let weight = point[place.weights + i] * scale;
                for (entry, value) in entries.by_ref().zip(values.by_ref()).take(k) {
                    *entry = nearest(weight * value);
                }
            }
            for option in mind.factors.iter().flat_map(|f| &f.options) {
                tables.values[(self.starts()[option.issue] + option.option) * n + p] = 0;
            }
            tables.no_deal[p] = nearest(point[place.no_deal] * grid);
            tables.ceilings[p] = place.ceiling.map_or(i64::MAX, |c| nearest(point[c] * grid));
        }
        self.pairs(point, tables);
        tables.boxes.clear();
        let boxes = &point[self.first_box()..][..problem.boxes().len()];
        tables.boxes.extend(boxes.iter().map(|points| nearest(points * grid)));
    }

    fn pairs(&self, point: &[f64], tables: &mut Tables) {
        let grid = GRID as f64;
        let shapes = self.structure().pairs();
        tables.pairs.resize(shapes.len(), Vec::new());
        for (points, shape) in tables.pairs.iter_mut().zip(shapes) {
            points.resize(shape.points.len(), 0);
            points.fill(0);
        }
        for cell in self.cells() {
            let product = |[w, v, t]: &[usize; 3]| point[*w] * point[*v] * point[*t];
            let products: f64 = cell.products.iter().map(product).sum();
            let points: f64 = cell.points.iter().map(|&c| point[c]).sum();
            let hundredth = self.scale(cell.party, point) / 100.0;
            tables.pairs[cell.table][cell.at] = nearest((products * hundredth + points) * grid);
        }
    }

    /// The entries of pair tables that factors and interactions add to.
    pub(super) fn pair_cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (p, mind) in self.minds().iter().enumerate() {
            let place = self.place(p);
            for (f, factor) in mind.factors.iter().enumerate() {
                for option in &factor.options {
                    let value = place.values + self.starts()[option.issue] + option.option;
                    let weight = place.weights + option.issue;
                    for b in 0..factor.times.len() {
                        let pair = [(option.issue, option.option), (factor.by, b)];
                        let product = [weight, value, place.factors[f] + b];
                        self.add(&mut cells, p, pair, |cell| cell.products.push(product));
                    }
                }
            }
            for (t, together) in mind.together.iter().enumerate() {
                let pair = together.options.map(|o| (o.issue, o.option));
                self.add(&mut cells, p, pair, |cell| cell.points.push(place.together + t));
            }
        }
        cells
    }

    fn add(
        &self,
        cells: &mut Vec<Cell>,
        party: usize,
        pair: [(usize, usize); 2],
        add: impl FnOnce(&mut Cell),
    ) {
        let [a, b] = if pair[0].0 < pair[1].0 { pair } else { [pair[1], pair[0]] };
        let pairs = self.structure().pairs().iter();
        let found = pairs.enumerate().find(|(_, t)| t.party == party && t.issues == [a.0, b.0]);
        // The structure was seen to have the table.
        let Some((table, _)) = found else { return };
        let at = a.1 * self.structure().options()[b.0] + b.1;
        if let Some(cell) = cells.iter_mut().find(|c| c.table == table && c.at == at) {
            return add(cell);
        }
        let mut cell = Cell { party, table, at, products: Vec::new(), points: Vec::new() };
        add(&mut cell);
        cells.push(cell);
    }
}

impl Tables {
    /// Whether the tables are in the shape of a problem.
    ///
    /// # Errors
    /// A [`Fault`] that names the first part that is not.
    pub fn fit(&self, problem: &Problem) -> Result<(), Fault> {
        let n = problem.n();
        let sizes = [
            ("values", self.values.len(), problem.options().iter().sum::<usize>() * n),
            ("pair tables", self.pairs.len(), problem.pairs().len()),
            ("boxes", self.boxes.len(), problem.boxes().len()),
            ("no-deal values", self.no_deal.len(), n),
            ("ceilings", self.ceilings.len(), n),
        ];
        if let Some((what, given, wanted)) = sizes.iter().find(|(_, given, wanted)| given != wanted) {
            return Err(Fault::shape(format!("the tables of a world hold {given} {what}, not {wanted}")));
        }
        let fits = |(pair, points): (&crate::problem::Pair, &Vec<i64>)| pair.points.len() == points.len();
        match problem.pairs().iter().zip(&self.pairs).position(|each| !fits(each)) {
            Some(t) => Err(Fault::shape(format!("pair table {t} of a world is not in the problem's shape"))),
            None => Ok(()),
        }
    }
}
