//! Formulas of columns: `(2)/(1)`, `(7)+(9)`, `(da_nop + chua_nop) * 2`. A number in brackets of
//! its own is the column of that number, a word is the column of that code, any other number is
//! itself. The arithmetic is exact decimals.

use rust_decimal::Decimal;

use crate::vn::number;

/// How deeply brackets may stand in each other.
const DEEPEST: usize = 20;

/// A formula, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    written: String,
    root: Term,
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
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Constant(Decimal),
    /// By its position among the names.
    Column(usize),
    Pair(Sign, Box<Self>, Box<Self>),
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
            depth: 0,
        };
        let root = reader.sum()?;
        match reader.peek() {
            None => Ok(Self {
                written: text.trim().to_owned(),
                root,
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
        matches!(self.root, Term::Pair(Sign::Divide, ..))
    }

    /// Its value, with a value for each of its names; none if one that it needs is unknown, or
    /// if it divides by zero.
    pub fn value(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        self.root.value(values)
    }
}

impl Term {
    fn value(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Column(index) => *values.get(*index)?,
            Self::Pair(sign, left, right) => {
                let (left, right) = (left.value(values)?, right.value(values)?);
                match sign {
                    Sign::Add => left.checked_add(right),
                    Sign::Subtract => left.checked_sub(right),
                    Sign::Multiply => left.checked_mul(right),
                    Sign::Divide => left.checked_div(right),
                }
            }
        }
    }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    names: Vec<Name>,
    depth: usize,
}

impl Reader {
    fn wrong(&self, found: impl Into<String>) -> FormulaError {
        FormulaError {
            at: self.at,
            found: found.into(),
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

    fn sum(&mut self) -> Result<Term, FormulaError> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(&[("+", Sign::Add), ("-−–", Sign::Subtract)]) {
            left = Term::Pair(sign, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Term, FormulaError> {
        let mut left = self.operand()?;
        while let Some(sign) = self.sign(&[("*×", Sign::Multiply), ("/:÷", Sign::Divide)]) {
            left = Term::Pair(sign, Box::new(left), Box::new(self.operand()?));
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Term, FormulaError> {
        match self.peek() {
            None => Err(self.wrong("công thức thiếu một vế")),
            Some('(') => match self.column_number() {
                Some(number) => Ok(self.named(Name::Number(number))),
                None => self.bracketed(),
            },
            Some(c) if c.is_ascii_digit() => self.constant(),
            Some(c) if c.is_ascii_lowercase() => {
                let code = self.take(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
                Ok(self.named(Name::Code(code)))
            }
            Some(c) => Err(self.wrong(format!("ký tự “{c}” không có chỗ ở đây"))),
        }
    }

    fn bracketed(&mut self) -> Result<Term, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("quá nhiều ngoặc lồng nhau"));
        }
        self.at += 1;
        let inside = self.sum()?;
        if self.peek() != Some(')') {
            return Err(self.wrong("thiếu dấu “)”"));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(inside)
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

    fn constant(&mut self) -> Result<Term, FormulaError> {
        let start = self.at;
        let text = self.take(|c| c.is_ascii_digit() || c == ',' || c == '.');
        number::parse(&text)
            .map(Term::Constant)
            .map_err(|error| FormulaError {
                at: start,
                found: format!("“{text}” không phải là {}", error.expected()),
            })
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> String {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let text: String = rest.iter().copied().take_while(|c| fits(*c)).collect();
        self.at += text.chars().count();
        text
    }

    fn named(&mut self, name: Name) -> Term {
        let known = self.names.iter().position(|known| *known == name);
        Term::Column(known.unwrap_or_else(|| {
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
        assert!(Formula::parse(&"(".repeat(10_000)).is_err());
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
