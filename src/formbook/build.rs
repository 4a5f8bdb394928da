//! A tree that grows by one value after the other, each at the end of its way.

use super::key::{Segment, print};
use crate::bounds::{YAML_ITEMS, YAML_KEYS};
use crate::fault::{Fault, Kind, Place};
use crate::form::{Entry, Node, Value};

/// The node at the end of a way from a node on, which is made if it is not there; `place` is that of
/// the key. The last item on the way is a new one, those before it are the last that there are.
pub fn slot<'n>(node: &'n mut Node, way: &[Segment], place: &Place) -> Result<&'n mut Node, Fault> {
    let Some((segment, rest)) = way.split_first() else {
        return Ok(node);
    };
    match (segment, &mut node.value) {
        (Segment::Key(_), blank @ Value::Blank) => *blank = Value::Map(Vec::new()),
        (Segment::Item, blank @ Value::Blank) => *blank = Value::List(Vec::new()),
        _ => (),
    }
    let below = match (segment, &mut node.value) {
        (Segment::Key(key), Value::Map(entries)) => of_key(entries, key, place)?,
        (Segment::Item, Value::List(items)) => {
            if !rest.contains(&Segment::Item) {
                YAML_ITEMS.hold(items.len() + 1, place)?;
                items.push(blank(place));
            }
            items.last_mut()
        }
        _ => return Err(clash(way, &node.place, place)),
    };
    match below {
        Some(below) => slot(below, rest, place),
        None => Err(Fault::new(
            Kind::WrongValue,
            place.clone(),
            "dòng của cấp dưới mà phía trên chưa có dòng của cấp trên",
        )
        .expected("dòng cấp trên rồi đến các dòng của nó")
        .remedy("thêm dòng cấp trên, hoặc sửa cấp của dòng này")),
    }
}

fn of_key<'n>(
    entries: &'n mut Vec<Entry>,
    key: &str,
    place: &Place,
) -> Result<Option<&'n mut Node>, Fault> {
    let at = match entries.iter().position(|entry| entry.key == key) {
        Some(at) => at,
        None => {
            YAML_KEYS.hold(entries.len() + 1, place)?;
            entries.push(Entry {
                key: key.to_owned(),
                place: place.clone(),
                value: blank(place),
            });
            entries.len() - 1
        }
    };
    Ok(entries.get_mut(at).map(|entry| &mut entry.value))
}

/// Puts a value at the end of a way.
pub fn put(root: &mut Node, way: &[Segment], place: &Place, node: Node) -> Result<(), Fault> {
    let there = slot(root, way, place)?;
    match (&there.value, &node.value) {
        (Value::Blank, _) => *there = node,
        (_, Value::Blank) => (),
        _ => {
            let found = format!("khóa “{}” có giá trị ở hai nơi", print(way));
            return Err(Fault::new(Kind::RepeatedKey, place.clone(), found)
                .expected(format!("một nơi; nơi kia là {}", there.place))
                .remedy("giữ một, xóa một"));
        }
    }
    Ok(())
}

fn clash(way: &[Segment], there: &Place, place: &Place) -> Fault {
    let found = format!(
        "“{}” không đi cùng ô {there}: một bên là giá trị, một bên là khóa hoặc danh sách",
        print(way)
    );
    Fault::new(Kind::RepeatedKey, place.clone(), found)
        .expected("mỗi khóa ghi một cách")
        .remedy("giữ một cách, xóa trống các ô của cách kia")
}

fn blank(place: &Place) -> Node {
    Node::new(Value::Blank, place.clone())
}

/// Takes out what says nothing: keys below which all is blank. Those of the whole form, and blank
/// cells beside others that are filled in, keep their places for whoever misses them.
pub fn pruned(mut root: Node) -> Node {
    if let Value::Map(entries) = &mut root.value {
        entries.iter_mut().for_each(|entry| prune(&mut entry.value));
    }
    root
}

fn prune(node: &mut Node) {
    let says_nothing = match &mut node.value {
        Value::Map(entries) => {
            entries.retain_mut(|entry| {
                let cell = entry.value.value == Value::Blank;
                prune(&mut entry.value);
                cell || entry.value.value != Value::Blank
            });
            entries
                .iter()
                .all(|entry| entry.value.value == Value::Blank)
        }
        Value::List(items) => {
            items.iter_mut().for_each(prune);
            items.is_empty()
        }
        Value::Blank | Value::Text(_) => false,
    };
    if says_nothing {
        node.value = Value::Blank;
    }
}
