//! Which shape of value stands at the end of a way, and which of several is meant.

use super::input::Input;
use super::key::Segment;
use crate::form::{Entry, Form, Node, Shape, Value, with_colon};

/// The shape, as far as the form declares it.
pub fn at(form: &'static Form, way: &[Segment]) -> Option<Shape> {
    below(&Shape::Form(form), way)
}

fn below(shape: &Shape, way: &[Segment]) -> Option<Shape> {
    let Some((segment, rest)) = way.split_first() else {
        return Some(shape.clone());
    };
    match (shape, segment) {
        (Shape::Either(options), _) => options.iter().find_map(|option| below(option, way)),
        (Shape::Filled(of), _) => below(of, way),
        (Shape::List(of), Segment::Item) => below(of, rest),
        (Shape::Form(form), Segment::Key(key)) => below(&form.get(key)?.shape(), rest),
        (Shape::Map(map), Segment::Key(key)) => {
            let known = map.known.iter().find(|known| known.key == key);
            below(
                &known.map_or((*map.of).clone(), |known| known.shape()),
                rest,
            )
        }
        (Shape::Map(map), Segment::Named) => below(&map.of, rest),
        _ => None,
    }
}

/// The shape of these keys, among those that a value may have.
pub fn of_keys(shape: &Shape, entries: &[Entry]) -> Option<Shape> {
    match shape {
        Shape::Form(_) | Shape::Map(_) => Some(shape.clone()),
        Shape::Filled(of) => of_keys(of, entries),
        Shape::Either(options) => {
            let has_all = |form: &Form| entries.iter().all(|e| form.get(&e.key).is_some());
            let fits = |option: &&Shape| matches!(option, Shape::Form(form) if has_all(form));
            let any = || options.iter().find_map(|option| of_keys(option, entries));
            options.iter().find(fits).cloned().or_else(any)
        }
        _ => None,
    }
}

/// Whether a form declares a key, at whatever depth.
pub fn declares(form: &'static Form, key: &str) -> bool {
    fn in_shape(shape: &Shape, key: &str, seen: &mut Vec<&'static Form>) -> bool {
        match shape {
            Shape::Form(form) => in_form(form, key, seen),
            Shape::Map(map) => {
                map.known.iter().any(|known| known.key == key) || in_shape(&map.of, key, seen)
            }
            Shape::List(of) | Shape::Filled(of) => in_shape(of, key, seen),
            Shape::Either(options) => options.iter().any(|option| in_shape(option, key, seen)),
            _ => false,
        }
    }
    // A form may stand in itself.
    fn in_form(form: &'static Form, key: &str, seen: &mut Vec<&'static Form>) -> bool {
        if seen.iter().any(|one| std::ptr::eq(*one, form)) {
            return false;
        }
        seen.push(form);
        let mut keys = form.iter();
        keys.any(|known| known.key == key || in_shape(&known.shape(), key, seen))
    }
    in_form(form, key, &mut Vec::new())
}

/// Whether values of this shape may have keys.
pub fn has_keys(shape: &Shape) -> bool {
    match shape {
        Shape::Form(_) | Shape::Map(_) => true,
        Shape::Filled(of) => has_keys(of),
        Shape::Either(options) => options.iter().any(has_keys),
        _ => false,
    }
}

/// The shape of an item, among those that a value may have.
pub fn item_of(shape: &Shape) -> Shape {
    match shape {
        Shape::List(of) => (**of).clone(),
        Shape::Filled(of) => item_of(of),
        Shape::Either(options) => {
            let list = options
                .iter()
                .find(|option| matches!(option, Shape::List(_)));
            list.map_or(Shape::Any, item_of)
        }
        _ => Shape::Any,
    }
}

/// The items of a list of texts; none if it is something else.
pub fn texts(shape: &Shape, items: &[Node]) -> Option<Vec<Node>> {
    let words = Input::of(&item_of(shape)).is_some();
    let text = |item: &Node| match &item.value {
        Value::Text(_) => Some(item.clone()),
        _ => with_colon(item).filter(|_| words),
    };
    items.iter().map(text).collect()
}
