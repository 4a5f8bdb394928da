//! A template's run is bounded: the engine counts nothing by itself, so a text is handed to it
//! with filters of ours around what repeats, keeps or takes apart values. They take from a store
//! of steps and stop the run when it is empty, or when a value grows beyond its bound.
//!
//! A step costs as much as the longest text that the run has kept, since whatever it does may
//! copy that. What is compared costs as much as it holds, since each part of it is looked at. What the
//! run writes is counted by [`Output`].

use std::cell::Cell;
use std::io::{self, Write};

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::bounds::{ALL, Bound, RUN_BYTES, RUN_STEPS, TEMPLATE_VALUE, VALUE_LEVELS, VALUE_LIST};
use crate::fault::{Fault, Place};

/// The filter around the list of a loop; `gia` is what a turn of the loop costs.
pub(super) const LOOP: &str = "_lap";
/// The filter around a value that is kept or handed to a filter of the engine.
pub(super) const KEEP: &str = "_giu";
/// The filter behind what something is compared with or sought in.
pub(super) const COMPARE: &str = "_so";

/// What a run may still use up.
#[derive(Clone, Copy, Default)]
struct Store {
    steps: usize,
    /// What a step costs.
    price: usize,
    /// The line in which a loop or value was met last.
    line: usize,
}

thread_local! {
    // A text is filled in by one thread from its beginning to its end.
    static STORE: Cell<Store> = const { Cell::new(Store { steps: 0, price: 1, line: 0 }) };
}

/// Begins a run of a text of which each part runs once for `cost`.
pub(super) fn start(cost: usize) -> TeraResult<()> {
    STORE.set(Store {
        steps: RUN_STEPS.most,
        price: 1,
        line: 0,
    });
    take(cost.saturating_mul(16))
}

/// The line in which the run was last.
pub(super) fn line() -> usize {
    STORE.get().line
}

fn take(steps: usize) -> TeraResult<()> {
    let mut store = STORE.get();
    let left = store.steps.checked_sub(steps.saturating_mul(store.price));
    store.steps = left.ok_or_else(|| passed(&RUN_STEPS, None))?;
    STORE.set(store);
    Ok(())
}

fn at(kwargs: &Kwargs) -> TeraResult<()> {
    let line = kwargs.get::<usize>("dong")?;
    let mut store = STORE.get();
    store.line = line.unwrap_or(store.line);
    STORE.set(store);
    Ok(())
}

/// What the engine hands to [`explain`].
fn passed(bound: &Bound, found: Option<usize>) -> Error {
    let number = ALL.iter().position(|known| known == bound);
    let number = number.unwrap_or_default();
    let found = found.map(|found| found.to_string()).unwrap_or_default();
    Error::message(format!("{BOUND}{number}:{found}"))
}

/// What the messages of bounds begin with.
const BOUND: &str = "vanthu, giới hạn ";

/// The error of a bound within a filter of ours.
pub(super) fn beyond(bound: &Bound) -> Error {
    passed(bound, None)
}

/// The fault that a message of the engine stands for, if a bound was passed.
pub(super) fn explain(message: &str, place: &Place) -> Option<Fault> {
    let ours = message.strip_prefix(BOUND)?;
    let (number, found) = ours.split_once(':')?;
    let bound = ALL.get(number.parse::<usize>().ok()?)?;
    Some(bound.passed(found.parse().ok(), place))
}

/// Takes steps for a value that a filter is going to read through.
pub(super) fn read(value: &Value) -> TeraResult<()> {
    let length = match value.as_str() {
        Some(text) => text.len() / 64,
        None => value.len().unwrap_or(1),
    };
    take(1 + length / 4)
}

/// Makes the counting filters known.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(LOOP, |list: Value, kwargs: Kwargs, _: &State| {
        at(&kwargs)?;
        let turn = kwargs.get::<usize>("gia")?.unwrap_or(1);
        take(list.len().unwrap_or(1).saturating_mul(turn))?;
        Ok::<_, Error>(list)
    });
    tera.register_filter(KEEP, |value: Value, kwargs: Kwargs, _: &State| {
        at(&kwargs)?;
        keep(&value)?;
        Ok::<_, Error>(value)
    });
    tera.register_filter(COMPARE, |value: Value, _: Kwargs, _: &State| {
        if value.as_array().is_some() || value.as_map().is_some() {
            let mut weight = Weight::default();
            weight.add(&value, 0)?;
            take(weight.parts / 128)?;
        }
        Ok::<_, Error>(value)
    });
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
}

fn keep(value: &Value) -> TeraResult<()> {
    let mut weight = Weight::default();
    weight.add(value, 0)?;
    let mut store = STORE.get();
    store.price = store.price.max(1 + weight.longest / 1024);
    STORE.set(store);
    take(1 + weight.parts / 64 + weight.longest / 1024)
}

/// What a value holds.
#[derive(Default)]
struct Weight {
    parts: usize,
    longest: usize,
}

impl Weight {
    fn add(&mut self, value: &Value, level: usize) -> TeraResult<()> {
        let hold = |bound: &Bound, found: usize| match found <= bound.most {
            true => Ok(()),
            false => Err(passed(bound, Some(found))),
        };
        self.parts += 1;
        hold(&VALUE_LEVELS, level)?;
        hold(&VALUE_LIST, self.parts)?;
        if let Some(text) = value.as_str() {
            hold(&TEMPLATE_VALUE, text.len())?;
            self.longest = self.longest.max(text.len());
        } else if let Some(items) = value.as_array() {
            hold(&VALUE_LIST, items.len())?;
            items
                .iter()
                .try_for_each(|item| self.add(item, level + 1))?;
        } else if let Some(map) = value.as_map() {
            hold(&VALUE_LIST, map.len())?;
            map.values()
                .try_for_each(|item| self.add(item, level + 1))?;
        }
        Ok(())
    }
}

fn fits(bytes: usize) -> TeraResult<()> {
    match bytes <= TEMPLATE_VALUE.most {
        true => take(1 + bytes / 1024),
        false => Err(passed(&TEMPLATE_VALUE, Some(bytes))),
    }
}

/// The engine's own, bounded.
fn replace(value: StringInput, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let from = kwargs.must_get::<&str>("from")?;
    let to = kwargs.must_get::<StringInput>("to")?;
    let safe = state.autoescaping_enabled() && (value.is_safe() || to.is_safe());
    let (text, new) = match safe {
        true => (value.rendered(state)?, to.rendered(state)?),
        false => (value.as_str().into(), to.as_str().into()),
    };
    let times = text.matches(from).count();
    fits(text.len().saturating_add(times.saturating_mul(new.len())))?;
    let made = text.replace(from, &new);
    Ok(match safe {
        true => Value::safe_string(&made),
        false => made.into(),
    })
}

/// The engine's own, bounded.
fn join(list: &[Value], kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let between = kwargs.get::<StringInput>("sep")?;
    let safe = state.autoescaping_enabled()
        && (list.iter().any(|item| item.is_string() && item.is_safe())
            || between.as_ref().is_some_and(StringInput::is_safe));
    let sep = match (&between, safe) {
        (None, _) => "".into(),
        (Some(between), true) => between.rendered(state)?,
        (Some(between), false) => between.as_str().into(),
    };
    let mut made = String::new();
    for (index, item) in list.iter().enumerate() {
        if index > 0 {
            made.push_str(&sep);
        }
        match safe {
            true if item.is_undefined() => {}
            true => made.push_str(&state.escape_if_needed(item)?),
            false => made.push_str(&item.to_string()),
        }
        if made.len() > TEMPLATE_VALUE.most {
            return Err(passed(&TEMPLATE_VALUE, Some(made.len())));
        }
    }
    fits(made.len())?;
    Ok(match safe {
        true => Value::safe_string(&made),
        false => made.into(),
    })
}

/// What a run writes, up to its bound.
#[derive(Default)]
pub(super) struct Output(pub(super) Vec<u8>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > RUN_BYTES.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_writes_up_to_its_bound() {
        let mut output = Output::default();
        output.write_all(&vec![b'x'; RUN_BYTES.most]).unwrap();
        assert!(output.write_all(b"x").is_err());
        assert_eq!(output.0.len(), RUN_BYTES.most);
    }
}
