//! Trees that say together how likely a piece is part of the main text (gradient boosting; `forest.tsv` holds them).

use std::sync::LazyLock;

use super::features::NAMES;

/// A tree's questions and answers; a question's first answer follows it.
enum Node {
    /// Whether a feature is at most so much, and where it goes on if not.
    Ask {
        feature: usize,
        most: f32,
        otherwise: usize,
    },
    Say(f32),
}

struct Forest {
    bias: f32,
    trees: Vec<Vec<Node>>,
}

static FOREST: LazyLock<Forest> =
    LazyLock::new(|| read(include_str!("forest.tsv")).expect("forest.tsv is read by a test"));

/// How likely, 0 to 1, what has these features is part of the text.
pub(super) fn likely(features: &[f32]) -> f32 {
    let score: f32 = FOREST.bias + FOREST.trees.iter().map(|tree| say(tree, features)).sum::<f32>();
    1.0 / (1.0 + (-score).exp())
}

fn say(tree: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match &tree[at] {
            Node::Say(value) => return *value,
            Node::Ask { feature, most, otherwise } => {
                at = if features[*feature] <= *most { at + 1 } else { *otherwise }
            }
        }
    }
}

/// The bias, then a line a tree: questions `name<=number` and answers, each question before its two branches.
fn read(table: &str) -> Option<Forest> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let bias = lines.next()?.parse().ok()?;
    let trees = lines.map(tree).collect::<Option<Vec<_>>>()?;
    Some(Forest { bias, trees })
}

/// A whole tree: every question has its two branches, and nothing comes after the last.
fn tree(line: &str) -> Option<Vec<Node>> {
    // How many branches are still to come.
    let mut wanted = 1_usize;
    let mut nodes: Vec<Node> = Vec::new();
    // Questions whose second branch is still to come.
    let mut open: Vec<usize> = Vec::new();
    for word in line.split('\t') {
        if wanted == 0 {
            return None;
        }
        if let Some((name, most)) = word.split_once("<=") {
            let feature = NAMES.iter().position(|known| *known == name)?;
            wanted += 1;
            open.push(nodes.len());
            nodes.push(Node::Ask { feature, most: most.parse().ok()?, otherwise: 0 });
        } else {
            nodes.push(Node::Say(word.parse().ok()?));
            wanted -= 1;
            let next = nodes.len();
            if let Some(Node::Ask { otherwise, .. }) = open.pop().and_then(|at| nodes.get_mut(at)) {
                *otherwise = next;
            }
        }
    }
    (wanted == 0).then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_whole_trees() {
        let forest = read(include_str!("forest.tsv")).unwrap();
        assert!(forest.trees.len() >= 50);
        for tree in &forest.trees {
            let answers = tree.iter().filter(|node| matches!(node, Node::Say(_))).count();
            assert_eq!(answers * 2, tree.len() + 1);
        }
    }

    #[test]
    fn a_tree_is_asked_from_its_root() {
        let tree = tree("near_1<=0.5\tnear_3<=0.2\t1\t2\t3").unwrap();
        let with = |near_1: f32, near_3: f32| {
            let mut features = vec![0.0; NAMES.len()];
            for (name, value) in [("near_1", near_1), ("near_3", near_3)] {
                features[NAMES.iter().position(|known| *known == name).unwrap()] = value;
            }
            features
        };
        let said = [say(&tree, &with(0.5, 0.1)), say(&tree, &with(0.5, 0.3)), say(&tree, &with(0.6, 0.1))];
        assert!(said.iter().zip([1.0_f32, 2.0, 3.0]).all(|(said, expected)| (said - expected).abs() < f32::EPSILON));
        for wrong in ["", "near_1<=0.5", "near_1<=0.5\t1", "near_1<=0.5\t1\t2\t3", "unknown<=1\t1\t2"] {
            assert!(super::tree(wrong).is_none(), "{wrong}");
        }
    }
}
