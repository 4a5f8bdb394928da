//! What the keys of a hồ sơ are called, for those who fill it in where names stand, not keys.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::DOSSIER;
use crate::form::{Form, Key, Shape};

/// How deep forms may stand in forms.
const DEPTH: usize = 6;

/// By key: its name; none if several keys of it are called otherwise.
type Called = BTreeMap<&'static str, Option<&'static str>>;

/// A text whose quoted keys have their names before them: `điền “luu”` is `điền “Chữ viết tắt đơn
/// vị soạn thảo” (luu)`.
pub fn called(text: &str) -> String {
    static KNOWN: OnceLock<Called> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known = Called::new();
        below(&DOSSIER, DEPTH, &mut known);
        // A key of the hồ sơ itself is meant before those below others.
        known.extend(DOSSIER.iter().map(|key| (key.key, Some(key.name()))));
        known
    });
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once('“') {
        out.push_str(before);
        let Some((inside, after)) = quoted.split_once('”') else {
            rest = quoted;
            out.push('“');
            continue;
        };
        let (key, value) = inside.split_at(inside.find(':').unwrap_or(inside.len()));
        match known.get(key).copied().flatten() {
            Some(name) => out.push_str(&format!("“{name}{value}” ({key})")),
            None => out.push_str(&format!("“{inside}”")),
        }
        rest = after;
    }
    out + rest
}

fn below(form: &'static Form, depth: usize, known: &mut Called) {
    for key in form.iter() {
        add(key, known);
        of_shape(&key.shape(), depth, known);
    }
}

fn add(key: &Key, known: &mut Called) {
    let name = known.entry(key.key).or_insert(Some(key.name()));
    *name = name.filter(|name| *name == key.name());
}

fn of_shape(shape: &Shape, depth: usize, known: &mut Called) {
    match shape {
        Shape::Form(form) if depth > 0 => below(form, depth - 1, known),
        Shape::List(of) | Shape::Filled(of) => of_shape(of, depth, known),
        Shape::Either(options) => options.iter().for_each(|of| of_shape(of, depth, known)),
        Shape::Map(map) => {
            map.known.iter().for_each(|key| add(key, known));
            of_shape(&map.of, depth, known);
        }
        _ => (),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_names_before_them() {
        for (text, named) in [
            (
                "sửa “dia_danh: Lam Vỹ”",
                "sửa “Địa danh ghi trước ngày tháng: Lam Vỹ” (dia_danh)",
            ),
            ("điền “noi_nhan”", "điền “Nơi nhận” (noi_nhan)"),
            ("sửa “cột” này, xem “ten”", "sửa “cột” này, xem “ten”"),
            ("“mở", "“mở"),
        ] {
            assert_eq!(called(text), named);
        }
    }
}
