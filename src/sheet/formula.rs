//! Formulas of columns: `(2)/(1)`, `(7)+(9)`, `(da_nop + chua_nop) * 2`. A number in brackets of
//! its own is the column of that number, a word is the column of that code, any other number is
//! itself. The arithmetic is exact decimals.

use rust_decimal::Decimal;

use crate::bounds::{Bound, FORMULA_LEVELS, FORMULA_TERMS};
use crate::vn::number;

/// A formula, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    written: String,
    /// What is to be done, each sign behind its two sides: reckoned without recursion.
    operations: Vec<Operation>,
    names: Vec<Name>,
}

/// A column that a formula names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// By its number: `(2)`.
    Number(String),
    /// By its code.
    Code(String),
}

impl Name {
    /// As it is written: `(2)`, `tong_so`.
    pub fn written(&self) -> String {
        match self {
            Self::Number(number) => format!("({number})"),
            Self::Code(code) => code.clone(),
        }
    }
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// How many letters stand before the wrong one.
    pub at: usize,
    /// What is wrong, for the user.
    pub found: String,
    /// The bound that it passes, if it is wrong by that.
    pub bound: Option<Bound>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Operation {
    Constant(Decimal),
    /// By its position among the names.
    Column(usize),
    Sign(Sign),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// The first letter that does not fit.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let mut reader = Reader {
            letters: text.chars().collect(),
            at: 0,
            names: Vec::new(),
            operations: Vec::new(),
            terms: 0,
            depth: 0,
        };
        reader.sum()?;
        match reader.peek() {
            None => Ok(Self {
                written: text.trim().to_owned(),
                operations: reader.operations,
                names: reader.names,
            }),
            Some(c) => Err(reader.wrong(format!("ký tự “{c}” thừa"))),
        }
    }

    /// The columns that it names, each once, in the order of their first naming.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// As it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it is one thing over another, which a rate shows in percent.
    pub fn is_ratio(&self) -> bool {
        self.operations.last() == Some(&Operation::Sign(Sign::Divide))
    }

    /// Its value, with a value for each of its names; none if one that it needs is unknown, or
    /// if it divides by zero.
    pub fn value(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        let mut stack: Vec<Decimal> = Vec::new();
        for operation in &self.operations {
            let value = match operation {
                Operation::Constant(value) => *value,
                Operation::Column(index) => (*values.get(*index)?)?,
                Operation::Sign(sign) => {
                    let (right, left) = (stack.pop()?, stack.pop()?);
                    sign.of(left, right)?
                }
            };
            stack.push(value);
        }
        stack.pop()
    }
}

impl Sign {
    fn of(self, left: Decimal, right: Decimal) -> Option<Decimal> {
        match self {
            Self::Add => left.checked_add(right),
            Self::Subtract => left.checked_sub(right),
            Self::Multiply => left.checked_mul(right),
            Self::Divide => left.checked_div(right),
        }
    }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    names: Vec<Name>,
    operations: Vec<Operation>,
    terms: usize,
    depth: usize,
}

impl Reader {
    fn wrong(&self, found: impl Into<String>) -> FormulaError {
        FormulaError {
            at: self.at,
            found: found.into(),
            bound: None,
        }
    }

    /// Nothing, if a bound allows so many.
    fn hold(&self, bound: Bound, found: usize) -> Result<(), FormulaError> {
        match found <= bound.most {
            true => Ok(()),
            false => Err(FormulaError {
                bound: Some(bound),
                ..self.wrong(format!("{} quá {}", bound.what, bound.allowed()))
            }),
        }
    }

    /// The next letter that is no blank.
    fn peek(&mut self) -> Option<char> {
        while self.letters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.letters.get(self.at).copied()
    }

    fn sign(&mut self, known: &[(&str, Sign)]) -> Option<Sign> {
        let c = self.peek()?;
        let (_, sign) = known.iter().find(|(signs, _)| signs.contains(c))?;
        self.at += 1;
        Some(*sign)
    }

    fn sum(&mut self) -> Result<(), FormulaError> {
        self.product()?;
        while let Some(sign) = self.sign(&[("+", Sign::Add), ("-−–", Sign::Subtract)]) {
            self.product()?;
            self.operations.push(Operation::Sign(sign));
        }
        Ok(())
    }

    fn product(&mut self) -> Result<(), FormulaError> {
        self.operand()?;
        while let Some(sign) = self.sign(&[("*×", Sign::Multiply), ("/:÷", Sign::Divide)]) {
            self.operand()?;
            self.operations.push(Operation::Sign(sign));
        }
        Ok(())
    }

    fn operand(&mut self) -> Result<(), FormulaError> {
        let term = match self.peek() {
            None => return Err(self.wrong("công thức thiếu một vế")),
            Some('(') => match self.column_number() {
                Some(number) => self.named(Name::Number(number)),
                None => return self.bracketed(),
            },
            Some(c) if c.is_ascii_digit() => self.constant()?,
            Some(c) if c.is_ascii_lowercase() => {
                let code = self.take(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
                self.named(Name::Code(code))
            }
            Some(c) => return Err(self.wrong(format!("ký tự “{c}” không có chỗ ở đây"))),
        };
        self.terms += 1;
        self.hold(FORMULA_TERMS, self.terms)?;
        self.operations.push(term);
        Ok(())
    }

    fn bracketed(&mut self) -> Result<(), FormulaError> {
        self.depth += 1;
        self.hold(FORMULA_LEVELS, self.depth)?;
        self.at += 1;
        self.sum()?;
        if self.peek() != Some(')') {
            return Err(self.wrong("thiếu dấu “)”"));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// `(12)`, or nothing if something else stands in the brackets.
    fn column_number(&mut self) -> Option<String> {
        let inside: String = self
            .letters
            .get(self.at + 1..)?
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .collect();
        let end = self.at + 1 + inside.len();
        let closed = !inside.is_empty() && self.letters.get(end) == Some(&')');
        closed.then(|| {
            self.at = end + 1;
            inside
        })
    }

    fn constant(&mut self) -> Result<Operation, FormulaError> {
        let start = self.at;
        let text = self.take(|c| c.is_ascii_digit() || c == ',' || c == '.');
        number::parse(&text)
            .map(Operation::Constant)
            .map_err(|error| FormulaError {
                at: start,
                ..self.wrong(format!("“{text}” không phải là {}", error.expected()))
            })
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> String {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let text: String = rest.iter().copied().take_while(|c| fits(*c)).collect();
        self.at += text.chars().count();
        text
    }

    fn named(&mut self, name: Name) -> Operation {
        let known = self.names.iter().position(|known| *known == name);
        Operation::Column(known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn value(text: &str, values: &[i64]) -> Option<Decimal> {
        let values: Vec<_> = values.iter().map(|v| Some(Decimal::from(*v))).collect();
        Formula::parse(text).unwrap().value(&values)
    }

    #[test]
    fn columns_are_named_by_number_or_code() {
        let formula = Formula::parse("(2)/(1) + tong_2").unwrap();
        let names: Vec<String> = formula.names().iter().map(Name::written).collect();
        assert_eq!(names, ["(2)", "(1)", "tong_2"]);
    }

    #[test]
    fn signs_bind_as_in_school() {
        assert_eq!(value("a+b*c", &[1, 2, 3]), Some(dec("7")));
        assert_eq!(value("(a+b)*c", &[1, 2, 3]), Some(dec("9")));
        assert_eq!(value("a-b-c", &[9, 2, 3]), Some(dec("4")));
        assert_eq!(value("a : b × 100", &[1, 4]), Some(dec("25")));
        assert_eq!(value("(1) − 2", &[9]), Some(dec("7")));
        assert_eq!(value("a*1,5", &[2]), Some(dec("3.0")));
    }

    #[test]
    fn what_cannot_be_computed_is_unknown() {
        assert_eq!(value("(2)/(1)", &[5, 0]), None);
        assert_eq!(
            Formula::parse("a+b")
                .unwrap()
                .value(&[Some(dec("1")), None]),
            None
        );
    }

    #[test]
    fn a_ratio_is_told_from_other_formulas() {
        assert!(Formula::parse("(2)/(1)").unwrap().is_ratio());
        assert!(!Formula::parse("100 - (2)/(1)").unwrap().is_ratio());
    }

    #[test]
    fn a_wrong_letter_is_pointed_at() {
        for (text, at) in [
            ("", 0),
            ("(1)+", 4),
            ("(1) (2)", 4),
            ("((1)+2", 6),
            ("a & b", 2),
            ("a + Tổng", 4),
            ("1.234 + a", 0),
        ] {
            assert_eq!(Formula::parse(text).unwrap_err().at, at, "{text}");
        }
    }

    #[test]
    fn brackets_and_terms_are_bounded_and_no_length_needs_the_stack() {
        let deep = |levels: usize| "(".repeat(levels) + "a" + &")".repeat(levels);
        assert!(Formula::parse(&deep(FORMULA_LEVELS.most)).is_ok());
        let error = Formula::parse(&deep(100_000)).unwrap_err();
        assert_eq!((error.at, error.bound.is_some()), (20, true));
        let long = |terms: usize| vec!["a"; terms].join("+");
        let terms = FORMULA_TERMS.most;
        assert_eq!(value(&long(terms), &[2]), Some((terms * 2).into()));
        let error = Formula::parse(&long(100_000)).unwrap_err();
        assert_eq!(error.at, terms * 2 + 1, "{}", error.found);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[()0-9a-c+*/,. -]{0,30}") {
            if let Ok(formula) = Formula::parse(&text) {
                let values = vec![Some(Decimal::MAX); formula.names().len()];
                let _ = formula.value(&values);
            }
        }
    }
}
