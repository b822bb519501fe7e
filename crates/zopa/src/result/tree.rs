//! Case trees as a flat list of nodes: a parent stands before its children, so that no reader needs to recurse.

use serde::{Deserialize, Serialize};
use zopa_core::answer::Case;

/// A case tree, its root first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tree(pub Vec<Node>);

/// A node of a case tree; children are indices into the list, larger than the node's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Node {
    /// Splits an issue: options and child of each part.
    Split {
        /// The issue.
        issue: usize,
        /// Options, and the node they lead to.
        parts: Vec<(Vec<usize>, usize)>,
    },
    /// Splits by whether a party is asked.
    Consent {
        /// The party.
        party: usize,
        /// Node where it is not asked.
        unasked: usize,
        /// Node where it is asked.
        asked: usize,
    },
    /// A rule is broken.
    Rule(usize),
    /// An issue has no option left.
    NoOption(usize),
    /// Weights exclude the case.
    Weights(Vec<u64>),
    /// The checker searches the case under these weights.
    Search(Vec<u64>),
}

/// Deepest tree that is read: far beyond what searches write, and safe to take down again.
const DEEPEST: usize = 2_000;

impl From<&Case> for Tree {
    fn from(case: &Case) -> Tree {
        let mut nodes: Vec<Option<Node>> = vec![None];
        let mut todo: Vec<(usize, &Case)> = vec![(0, case)];
        let mut next = 1;
        while let Some((at, case)) = todo.pop() {
            let mut child = |case, nodes: &mut Vec<Option<Node>>, todo: &mut Vec<_>| {
                nodes.push(None);
                todo.push((next, case));
                next += 1;
                next - 1
            };
            let node = match case {
                Case::Split { issue, parts } => Node::Split {
                    issue: *issue,
                    parts: parts.iter().map(|(o, c)| (o.clone(), child(c, &mut nodes, &mut todo))).collect(),
                },
                Case::Consent { party, unasked, asked } => Node::Consent {
                    party: *party,
                    unasked: child(unasked.as_ref(), &mut nodes, &mut todo),
                    asked: child(asked.as_ref(), &mut nodes, &mut todo),
                },
                Case::Rule(k) => Node::Rule(*k),
                Case::NoOption(i) => Node::NoOption(*i),
                Case::Weights(w) => Node::Weights(w.clone()),
                Case::Search(w) => Node::Search(w.clone()),
            };
            nodes[at] = Some(node);
        }
        Tree(nodes.into_iter().flatten().collect())
    }
}

impl Tree {
    /// The tree as the checker takes it.
    ///
    /// # Errors
    /// A sentence, if the list is no tree or is too deep.
    pub fn case(&self) -> Result<Case, String> {
        let mut built: Vec<Option<(Case, usize)>> = Vec::new();
        built.resize_with(self.0.len(), || None);
        for (at, node) in self.0.iter().enumerate().rev() {
            let mut depth = 0;
            let mut take = |child: usize| -> Result<Case, String> {
                let own = child > at;
                let (case, below) =
                    built.get_mut(child).filter(|_| own).and_then(Option::take).ok_or_else(|| {
                        format!("node {at} of a proof names child {child}, which is not its own")
                    })?;
                depth = depth.max(below + 1);
                Ok(case)
            };
            let case = match node {
                Node::Split { issue, parts } => Case::Split {
                    issue: *issue,
                    parts: parts
                        .iter()
                        .map(|(options, child)| Ok((options.clone(), take(*child)?)))
                        .collect::<Result<_, String>>()?,
                },
                Node::Consent { party, unasked, asked } => Case::Consent {
                    party: *party,
                    unasked: Box::new(take(*unasked)?),
                    asked: Box::new(take(*asked)?),
                },
                Node::Rule(k) => Case::Rule(*k),
                Node::NoOption(i) => Case::NoOption(*i),
                Node::Weights(w) => Case::Weights(w.clone()),
                Node::Search(w) => Case::Search(w.clone()),
            };
            if depth > DEEPEST {
                return Err(format!("a proof is deeper than {DEEPEST} cases"));
            }
            built[at] = Some((case, depth));
        }
        let mut built = built.into_iter();
        let root = built.next().flatten().map(|(case, _)| case).ok_or("a proof has no case")?;
        if built.any(|left| left.is_some()) {
            return Err("a proof has a case that belongs nowhere".into());
        }
        Ok(root)
    }
}
