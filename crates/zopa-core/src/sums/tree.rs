//! Is a point beaten by one of those kept so far? A tree of boxes over the kept points answers.
//!
//! The splits are laid out once, over a sample of the points that will be asked about, so that the tree is balanced
//! whatever the order in which points are kept; nothing is rebuilt. Every node knows the largest and the smallest
//! coordinates of the points kept below it: a node whose largest are not all at least the point's holds no point that
//! beats it, a node whose smallest all are holds one. Leaves keep blocks of points side by side, which a processor
//! compares together. (The k-d tree is J. L. Bentley 1975; bounding boxes against dominance as in the ND-tree of
//! A. Jaszkiewicz and T. Lust 2018, IEEE Trans. Evolutionary Computation 22.)

/// Points in a block.
const LANES: usize = 16;
/// Points of the sample in a leaf.
const LEAF: usize = 16;
/// One point in so many is in the sample.
const SAMPLE: usize = 16;
const NONE: u32 = u32::MAX;

struct Node {
    /// The coordinate that is split, and where: points at or above go right.
    axis: usize,
    split: i32,
    /// The children; the right one follows the left one. `NONE` for a leaf.
    left: u32,
    /// For a leaf: its place in `leaves`.
    leaf: u32,
    /// Masks common to all, and in any of, the points below.
    every: u128,
    any: u128,
    empty: bool,
}

#[derive(Default)]
struct Leaf {
    /// Blocks of [`LANES`] points, coordinate by coordinate; coordinates are stored plus one, so that a free lane (0)
    /// beats nothing.
    blocks: Vec<[i32; LANES]>,
    masks: Vec<u128>,
    len: usize,
}

/// Kept points of `d` coordinates, larger is better, each with a mask of which fewer bits are better.
pub(super) struct Tree {
    d: usize,
    nodes: Vec<Node>,
    /// Per node, `d` largest and `d` smallest coordinates of the points below (plus one).
    most: Vec<i32>,
    least: Vec<i32>,
    leaves: Vec<Leaf>,
    masked: bool,
    stack: Vec<u32>,
    /// Nodes looked at since this was last set to zero.
    pub visits: u64,
}

impl Tree {
    /// An empty tree for points like those of `points`, `d` coordinates each.
    pub fn new(d: usize, points: &[i32], masked: bool) -> Tree {
        let n = points.len() / d.max(1);
        let mut sample: Vec<u32> = (0..n as u32).step_by(SAMPLE).collect();
        let mut tree = Tree {
            d,
            nodes: Vec::new(),
            most: Vec::new(),
            least: Vec::new(),
            leaves: Vec::new(),
            masked,
            stack: Vec::new(),
            visits: 0,
        };
        tree.push();
        let mut open = vec![(0u32, 0usize, sample.len())];
        while let Some((node, from, to)) = open.pop() {
            let part = &mut sample[from..to];
            let spread = |axis: usize| {
                let all = || part.iter().map(|&s| points[s as usize * d + axis]);
                all().max().unwrap_or(0) - all().min().unwrap_or(0)
            };
            let axis = (0..d).max_by_key(|&a| spread(a)).unwrap_or(0);
            if part.len() <= LEAF || spread(axis) == 0 {
                tree.nodes[node as usize].leaf = tree.leaves.len() as u32;
                tree.leaves.push(Leaf::default());
                continue;
            }
            let middle = part.len() / 2;
            let (_, &mut at, _) = part.select_nth_unstable_by_key(middle, |&s| points[s as usize * d + axis]);
            let split = points[at as usize * d + axis];
            let least = part.iter().map(|&s| points[s as usize * d + axis]).min().unwrap_or(split);
            // Points equal to the split go right; where all of the left part equal it, the next larger value splits.
            let split = if least == split {
                part.iter()
                    .map(|&s| points[s as usize * d + axis])
                    .filter(|&v| v > split)
                    .min()
                    .unwrap_or(split)
            } else {
                split
            };
            part.sort_unstable_by_key(|&s| points[s as usize * d + axis] >= split);
            let middle = from + part.iter().filter(|&&s| points[s as usize * d + axis] < split).count();
            let left = tree.push();
            let right = tree.push();
            let here = &mut tree.nodes[node as usize];
            (here.axis, here.split, here.left) = (axis, split, left);
            open.push((left, from, middle));
            open.push((right, middle, to));
        }
        tree
    }

    fn push(&mut self) -> u32 {
        let node = Node { axis: 0, split: 0, left: NONE, leaf: NONE, every: u128::MAX, any: 0, empty: true };
        self.nodes.push(node);
        self.most.extend(std::iter::repeat_n(0, self.d));
        self.least.extend(std::iter::repeat_n(i32::MAX, self.d));
        (self.nodes.len() - 1) as u32
    }

    /// Keeps a point.
    pub fn keep(&mut self, point: &[i32], mask: u128) {
        let mut at = 0usize;
        loop {
            for (c, &v) in point.iter().enumerate() {
                let (most, least) = (&mut self.most[at * self.d + c], &mut self.least[at * self.d + c]);
                *most = (*most).max(v + 1);
                *least = (*least).min(v + 1);
            }
            let node = &mut self.nodes[at];
            node.every &= mask;
            node.any |= mask;
            node.empty = false;
            if node.left == NONE {
                break;
            }
            at = node.left as usize + usize::from(point[node.axis] >= node.split);
        }
        let leaf = &mut self.leaves[self.nodes[at].leaf as usize];
        let lane = leaf.len % LANES;
        if lane == 0 {
            leaf.blocks.extend(std::iter::repeat_n([0; LANES], self.d));
        }
        let block = leaf.blocks.len() - self.d;
        for (c, &v) in point.iter().enumerate() {
            leaf.blocks[block + c][lane] = v + 1;
        }
        if self.masked {
            leaf.masks.push(mask);
        }
        leaf.len += 1;
    }

    /// The leaf that holds a kept point at least as good in every coordinate and in the mask, if any does. `hint` is a
    /// leaf to try first.
    pub fn beaten_in(&mut self, point: &[i32], mask: u128, hint: Option<u32>) -> Option<u32> {
        if let Some(leaf) = hint
            && self.leaf_beats(leaf, point, mask)
        {
            return Some(leaf);
        }
        let d = self.d;
        self.stack.clear();
        self.stack.push(0);
        while let Some(at) = self.stack.pop() {
            self.visits += 1;
            let node = &self.nodes[at as usize];
            if node.empty || node.every & !mask != 0 {
                continue;
            }
            let most = &self.most[at as usize * d..][..d];
            if point.iter().zip(most).any(|(&v, &m)| v >= m) {
                continue;
            }
            if node.left == NONE {
                if self.leaf_beats(node.leaf, point, mask) {
                    return Some(node.leaf);
                }
                continue;
            }
            let least = &self.least[at as usize * d..][..d];
            if node.any & !mask == 0 && point.iter().zip(least).all(|(&v, &m)| v < m) {
                return Some(self.some_leaf(at));
            }
            let (left, right) = (node.left, node.left + 1);
            // The right child has the larger values: it is looked at first. Points below the split cannot beat one at or
            // above it.
            if point[node.axis] < node.split {
                self.stack.push(left);
            }
            self.stack.push(right);
        }
        None
    }

    fn some_leaf(&self, mut at: u32) -> u32 {
        loop {
            let node = &self.nodes[at as usize];
            if node.left == NONE {
                return node.leaf;
            }
            at = if self.nodes[node.left as usize].empty { node.left + 1 } else { node.left };
        }
    }

    #[inline]
    fn leaf_beats(&self, leaf: u32, point: &[i32], mask: u128) -> bool {
        let leaf = &self.leaves[leaf as usize];
        for (number, block) in leaf.blocks.chunks_exact(self.d).enumerate() {
            let mut better = [-1i32; LANES];
            for (column, &v) in block.iter().zip(point) {
                for lane in 0..LANES {
                    better[lane] &= -i32::from(column[lane] > v);
                }
            }
            if better.iter().fold(0, |a, b| a | b) == 0 {
                continue;
            }
            if !self.masked {
                return true;
            }
            let masks = &leaf.masks[number * LANES..];
            if better.iter().zip(masks).any(|(&b, &m)| b != 0 && m & !mask == 0) {
                return true;
            }
        }
        false
    }
}
