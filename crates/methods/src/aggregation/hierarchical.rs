//! A tree of weights: dimensions of indicators, to any depth.
//!
//! The weight of a missing indicator goes to its siblings; an empty dimension drops
//! out and its weight goes to the other dimensions.
//! Source: T. L. Saaty, The Analytic Hierarchy Process (1980), composition of weights.

use crate::input::{self, InputError};
use crate::number;

/// One node of the tree with its weight among its siblings.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Weight among the siblings; any scale.
    pub weight: f64,
    /// What the node holds.
    pub content: Content,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A score, or none when there is no data.
    Score(Option<f64>),
    /// Further nodes.
    Children(Vec<Node>),
}

/// The result of a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeScore {
    /// The total; none when no score is there.
    pub total: Option<f64>,
    /// The score of each top node; none where no score is below it.
    pub node_scores: Vec<Option<f64>>,
    /// Share of the total each leaf had by design, in reading order; sums to 1.
    pub global_weights: Vec<f64>,
    /// Share of the total each leaf has in effect, 0 for a missing score.
    pub effective_weights: Vec<f64>,
    /// Share of the design weight backed by a score, in 0..=1.
    pub coverage: f64,
}

/// Adds up a tree.
pub fn tree_score(nodes: &[Node]) -> Result<TreeScore, InputError> {
    let mut global_weights = Vec::new();
    spread(nodes, 1.0, &mut global_weights)?;
    let mut effective_weights = Vec::new();
    spread_present(nodes, 1.0, &mut effective_weights);
    let node_scores: Vec<Option<f64>> = nodes.iter().map(score).collect();
    let covered = global_weights
        .iter()
        .zip(&effective_weights)
        .filter(|(_, effective)| **effective > 0.0);
    Ok(TreeScore {
        total: mean(nodes),
        coverage: number::sum(covered.map(|(global, _)| *global)),
        node_scores,
        global_weights,
        effective_weights,
    })
}

/// Checks the tree and lists the design share of every leaf.
fn spread(nodes: &[Node], share: f64, leaves: &mut Vec<f64>) -> Result<(), InputError> {
    let weights: Vec<f64> = nodes.iter().map(|node| node.weight).collect();
    input::weights(&weights, nodes.len())?;
    for (node, part) in nodes.iter().zip(input::normalised(&weights)) {
        match &node.content {
            Content::Score(Some(value)) => {
                input::finite("the scores", &[*value])?;
                leaves.push(share * part);
            }
            Content::Score(None) => leaves.push(share * part),
            Content::Children(children) => spread(children, share * part, leaves)?,
        }
    }
    Ok(())
}

/// Lists the share every leaf has in effect. The tree has been checked.
fn spread_present(nodes: &[Node], share: f64, leaves: &mut Vec<f64>) {
    let kept = |node: &Node| if score(node).is_some() { node.weight } else { 0.0 };
    let total = number::sum(nodes.iter().map(kept));
    for node in nodes {
        let part = if total > 0.0 { share * kept(node) / total } else { 0.0 };
        match &node.content {
            Content::Score(_) => leaves.push(part),
            Content::Children(children) => spread_present(children, part, leaves),
        }
    }
}

fn score(node: &Node) -> Option<f64> {
    match &node.content {
        Content::Score(score) => *score,
        Content::Children(children) => mean(children),
    }
}

fn mean(nodes: &[Node]) -> Option<f64> {
    let present: Vec<(f64, f64)> = nodes
        .iter()
        .filter_map(|node| score(node).map(|s| (node.weight, s)))
        .collect();
    let total = number::sum(present.iter().map(|(weight, _)| *weight));
    (total > 0.0).then(|| number::sum(present.iter().map(|(weight, s)| weight * s)) / total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    fn leaf(weight: f64, score: Option<f64>) -> Node {
        Node {
            weight,
            content: Content::Score(score),
        }
    }

    fn scorecard(second: Option<f64>) -> Vec<Node> {
        let group = |weight, children| Node {
            weight,
            content: Content::Children(children),
        };
        vec![
            group(0.4, vec![leaf(0.6, Some(90.0)), leaf(0.4, second)]),
            group(0.35, vec![leaf(1.0, Some(80.0))]),
            group(
                0.25,
                vec![leaf(0.5, Some(60.0)), leaf(0.3, Some(75.0)), leaf(0.2, Some(100.0))],
            ),
        ]
    }

    #[test]
    fn two_levels_add_up() {
        let found = tree_score(&scorecard(Some(70.0))).unwrap();
        assert_close(&[found.total.unwrap(), found.coverage], &[78.925, 1.0], 1e-12);
        assert_close(&found.global_weights, &[0.24, 0.16, 0.35, 0.125, 0.075, 0.05], 1e-12);
    }

    #[test]
    fn the_weight_of_a_missing_score_stays_in_its_dimension() {
        let found = tree_score(&scorecard(None)).unwrap();
        assert_eq!(found.node_scores[0], Some(90.0));
        assert_close(&[found.coverage], &[0.84], 1e-12);
        assert_close(&found.effective_weights, &[0.4, 0.0, 0.35, 0.125, 0.075, 0.05], 1e-12);
    }

    #[test]
    fn an_empty_dimension_drops_out() {
        let mut nodes = scorecard(Some(70.0));
        nodes[1].content = Content::Children(vec![leaf(1.0, None)]);
        let found = tree_score(&nodes).unwrap();
        assert_close(
            &[found.total.unwrap(), found.coverage],
            &[(0.4 * 82.0 + 0.25 * 72.5) / 0.65, 0.65],
            1e-12,
        );
    }
}
