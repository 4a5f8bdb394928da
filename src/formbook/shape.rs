//! Which shape of value stands at the end of a way.

use super::key::Step;
use crate::form::{Form, Shape};

/// The shape, as far as the form declares it.
pub fn at(form: &'static Form, way: &[Step]) -> Option<Shape> {
    below(&Shape::Form(form), way)
}

fn below(shape: &Shape, way: &[Step]) -> Option<Shape> {
    let Some((step, rest)) = way.split_first() else {
        return Some(shape.clone());
    };
    match (shape, step) {
        (Shape::Either(options), _) => options.iter().find_map(|option| below(option, way)),
        (Shape::Filled(of), _) => below(of, way),
        (Shape::List(of), Step::Item) => below(of, rest),
        (Shape::Form(form), Step::Key(key)) => below(&form.get(key)?.shape(), rest),
        (Shape::Map(map), Step::Key(key)) => {
            let known = map.known.iter().find(|known| known.key == key);
            below(
                &known.map_or((*map.of).clone(), |known| known.shape()),
                rest,
            )
        }
        (Shape::Map(map), Step::Named) => below(&map.of, rest),
        _ => None,
    }
}
