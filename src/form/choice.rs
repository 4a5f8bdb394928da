//! A value that is one of a few names.

use super::declare::Shape;
use super::node::Node;
use super::value::text;
use crate::fault::{Fault, Faults, Kind};
use crate::vn::text::lower;

/// A value that is one of a few names, declared by `choice!`.
pub trait Choice: Copy + PartialEq + 'static {
    /// What is chosen, for messages: “mức độ khẩn”.
    const WHAT: &'static str;
    /// The names; what each stands for, if it does not say so itself; the values.
    const KNOWN: &'static [(&'static str, &'static str, Self)];
    /// What to do where none of them fits; empty: the nearest is named.
    const ADVICE: &'static str;

    /// That of a name, in small or capital letters.
    fn of_key(key: &str) -> Option<Self> {
        let mut known = Self::KNOWN.iter();
        let found = known.find(|(name, ..)| lower(name) == lower(key));
        found.map(|(.., value)| *value)
    }

    /// Its name in a file.
    fn key(self) -> &'static str {
        let mut known = Self::KNOWN.iter();
        let found = known.find(|(_, _, value)| *value == self);
        found.map_or("", |(key, ..)| key)
    }
}

/// Declares what is chosen: each value as it is written, and what it stands for if that does not
/// say so itself; and what to do where none of them fits, if there is more to say. Values of a type
/// that is declared elsewhere are listed with their names and meanings.
macro_rules! choice {
    (
        $(#[$of:meta])*
        $vis:vis enum $type:ident: $what:literal $(, $advice:literal)? {
            $($(#[$doc:meta])* $value:ident = $name:literal $(: $meaning:literal)?,)+
        }
    ) => {
        $(#[$of])*
        $vis enum $type {
            $($(#[$doc])* $value,)+
        }

        $crate::form::choice!(
            $type,
            $what,
            [$(($name, concat!("" $(, $meaning)?), Self::$value)),+],
            concat!("" $(, $advice)?),
        );
    };
    ($type:ty, $what:literal, $known:expr $(,)?) => {
        $crate::form::choice!($type, $what, $known, "");
    };
    ($type:ty, $what:literal, $known:expr, $advice:expr $(,)?) => {
        impl $crate::form::Choice for $type {
            const WHAT: &'static str = $what;
            const KNOWN: &'static [(&'static str, &'static str, Self)] = &$known;
            const ADVICE: &'static str = $advice;
        }

        impl $crate::form::FromNode for $type {
            fn shape() -> $crate::form::Shape {
                $crate::form::names::<Self>()
            }

            fn from_node(
                node: &$crate::form::Node,
                faults: &mut $crate::fault::Faults,
            ) -> Option<Self> {
                $crate::form::one_of(node, faults)
            }
        }
    };
}

pub(crate) use choice;

/// The shape of the names of a choice.
pub fn names<T: Choice>() -> Shape {
    let known = T::KNOWN.iter();
    Shape::OneOf(known.map(|(name, meaning, _)| (*name, *meaning)).collect())
}

/// A value that must be one of a few names.
pub fn one_of<T: Choice>(node: &Node, faults: &mut Faults) -> Option<T> {
    let asked = text(node, "một tên", faults)?;
    if let Some(value) = T::of_key(asked) {
        return Some(value);
    }
    let names: Vec<&str> = T::KNOWN.iter().map(|(name, ..)| *name).collect();
    let found = format!("không có {} “{asked}”", T::WHAT);
    let fault = Fault::new(Kind::UnknownName, node.place.clone(), found)
        .expected(format!("một trong: {}", names.join(", ")));
    faults.add(match T::ADVICE {
        "" => fault.meant(asked, names),
        advice => fault.remedy(advice),
    });
    None
}

#[cfg(test)]
mod tests {
    use crate::document::Urgency;
    use crate::form::read;

    #[test]
    fn a_name_may_begin_a_line_as_a_sentence_does() {
        for written in ["hỏa tốc", "Hỏa tốc", "HỎA TỐC"] {
            assert_eq!(read("ho-so.yaml", written), Ok(Urgency::Immediate));
        }
        assert!(read::<Urgency>("ho-so.yaml", "hoả").is_err());
    }
}
