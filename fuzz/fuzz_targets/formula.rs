//! A formula of any text is computed with small and large values, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;
use vanthu::sheet::Formula;

fuzz_target!(|text: &str| {
    if let Ok(formula) = Formula::parse(text) {
        for value in [Decimal::ZERO, Decimal::ONE_HUNDRED, Decimal::MAX] {
            let values = vec![Some(value); formula.names().len()];
            let _ = formula.value(&values);
        }
    }
});
