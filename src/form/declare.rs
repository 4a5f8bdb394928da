//! A form, declared once: its keys with what each is for, which shape of value it takes and
//! whether it is needed. [`super::Fields`] reads by it, [`super::schema()`] tells editors, `draft`
//! writes new ones, and the tables of the guide are printed from it.

/// A map of keys with values that somebody fills in.
pub struct Form {
    /// What it is called in messages: “hồ sơ”, “người ký”.
    pub name: &'static str,
    own: &'static [Key],
    shared: &'static [&'static [Key]],
}

/// A key of a form.
#[derive(Clone, Copy)]
pub struct Key {
    /// The key.
    pub key: &'static str,
    /// What it is called and what it is for.
    pub what: &'static str,
    /// An example of a value; empty if none is needed.
    pub example: &'static str,
    /// What only the guide and editors tell of it.
    pub note: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What its words name, if they name something of the country.
    pub holds: Option<Holds>,
    /// Whether most documents leave it blank, so that whoever asks may ask for it apart.
    pub seldom: bool,
    /// What it is called, where `what` does not begin with that.
    called: &'static str,
    /// For a whole number: from, to.
    pub(super) range: Option<(u32, u32)>,
    shape: fn() -> Shape,
}

/// What words name, so that whoever asks for them can suggest some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A unit or province: `xã Lam Vỹ`.
    Unit,
    /// The own name of one: `Lam Vỹ`.
    Place,
    /// An office of one: `Ủy ban nhân dân xã Lam Vỹ`.
    Office,
}

impl Holds {
    /// All of them.
    const ALL: [Self; 3] = [Self::Unit, Self::Place, Self::Office];

    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Place => "place",
            Self::Office => "office",
        }
    }

    /// That of this name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|holds| holds.id() == id)
    }
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// Never.
    Never,
    /// Beside this other key.
    With(&'static str),
    /// Unless this other key is there.
    Without(&'static str),
    /// Where this other key says one of these.
    When(&'static str, &'static [&'static str]),
}

/// Which shape of value a key takes.
#[derive(Clone)]
pub enum Shape {
    /// Words on one line, or several lines of a block text.
    Text,
    /// A number: `15,5`.
    Number,
    /// A number of things: `1.731`.
    Count,
    /// A whole number between these two.
    Whole(u32, u32),
    /// A percentage: `92,58%`.
    Percent,
    /// A day.
    Date,
    /// A day, or only its month.
    IssueDate,
    /// A month.
    Period,
    /// `có` or `không`.
    YesNo,
    /// One of these names, each with what it stands for if the name does not say it.
    OneOf(Vec<(&'static str, &'static str)>),
    /// The keys of a form below it.
    Form(&'static Form),
    /// A list of these; one alone counts as a list of one.
    List(Box<Shape>),
    /// Keys that somebody else names.
    Map(Map),
    /// Any of these.
    Either(Vec<Shape>),
    /// The same with words to be filled in later: `{{ ten }}` may stand for any value.
    Filled(Box<Shape>),
    /// Whatever its own reader reads.
    Any,
}

/// Keys that a template or a framework names, with values of one shape.
#[derive(Clone)]
pub struct Map {
    /// By what [`Names`] find the keys.
    pub name: &'static str,
    /// The keys that are always known.
    pub known: &'static [Key],
    /// The shape of all others.
    pub of: Box<Shape>,
}

/// The keys of maps, where a template and a framework have named them.
#[derive(Default)]
pub struct Names(pub Vec<(&'static str, Vec<Named>)>);

/// A key of a map.
#[derive(Clone)]
pub struct Named {
    /// The key.
    pub key: String,
    /// What it is for.
    pub what: String,
    /// Whether it must be there.
    pub needed: bool,
    /// The shape of its value, if it is not that of the map.
    pub shape: Option<Shape>,
}

impl Named {
    /// A key that need not be there.
    pub fn new(key: &str, what: String) -> Self {
        Self {
            key: key.to_owned(),
            what,
            needed: false,
            shape: None,
        }
    }
}

impl Form {
    /// A form of this name without keys.
    pub const fn new(name: &'static str) -> Self {
        let (own, shared): (&[Key], &[&[Key]]) = (&[], &[]);
        Self { name, own, shared }
    }

    /// The form with these keys.
    #[must_use]
    pub const fn keys(self, own: &'static [Key]) -> Self {
        Self { own, ..self }
    }

    /// The form with these groups of keys, which others share, after its own.
    #[must_use]
    pub const fn and(self, shared: &'static [&'static [Key]]) -> Self {
        Self { shared, ..self }
    }

    /// All keys in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Key> + use<> {
        let shared = self.shared.iter().flat_map(|keys| keys.iter());
        self.own.iter().chain(shared)
    }

    /// The key of this name.
    pub fn get(&self, key: &str) -> Option<&'static Key> {
        self.iter().find(|known| known.key == key)
    }
}

impl Key {
    /// A key that may be absent, with values of this shape.
    pub(super) const fn new(key: &'static str, what: &'static str, shape: fn() -> Shape) -> Self {
        Self {
            key,
            what,
            example: "",
            note: "",
            need: Need::Never,
            holds: None,
            seldom: false,
            called: "",
            range: None,
            shape,
        }
    }

    /// With an example of its value.
    #[must_use]
    pub const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// With a shorter name than that with which `what` begins.
    #[must_use]
    pub const fn called(self, called: &'static str) -> Self {
        Self { called, ..self }
    }

    /// With more that the guide tells.
    #[must_use]
    pub const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// Needed under this condition.
    #[must_use]
    pub const fn needed(self, need: Need) -> Self {
        Self { need, ..self }
    }

    /// With words that name this.
    #[must_use]
    pub const fn holding(self, holds: Holds) -> Self {
        let holds = Some(holds);
        Self { holds, ..self }
    }

    /// Left blank in most documents.
    #[must_use]
    pub const fn seldom(self) -> Self {
        let seldom = true;
        Self { seldom, ..self }
    }

    /// With whole numbers between these two.
    #[must_use]
    pub const fn within(self, from: u32, to: u32) -> Self {
        let range = Some((from, to));
        Self { range, ..self }
    }

    /// With values of this shape, which a reader of its own reads.
    #[must_use]
    pub const fn shaped(self, shape: fn() -> Shape) -> Self {
        Self { shape, ..self }
    }

    /// The shape of its values.
    pub fn shape(&self) -> Shape {
        match self.range {
            Some((from, to)) => Shape::Whole(from, to),
            None => (self.shape)(),
        }
    }

    /// What it is called: as declared, or the words of `what` up to where they begin to explain.
    pub fn name(&self) -> &'static str {
        if !self.called.is_empty() {
            return self.called;
        }
        let end = self.what.find([':', ';', ',', '(']);
        let words = end.and_then(|end| self.what.get(..end));
        words.unwrap_or(self.what).trim_end()
    }

    /// What it is for, what may be chosen, an example.
    pub fn words(&self) -> String {
        let mut words = self.what.to_owned();
        if let Some(choices) = self.shape().choices() {
            words.push_str(": ");
            words.push_str(&choices);
        }
        if !self.example.is_empty() {
            words.push_str(", ví dụ: ");
            words.push_str(self.example);
        }
        words
    }
}

impl Shape {
    /// A list of values of one shape.
    pub fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }

    /// Keys with values of one shape, beside some that are known.
    pub fn map(name: &'static str, known: &'static [Key], of: Self) -> Self {
        let of = Box::new(of);
        Self::Map(Map { name, known, of })
    }

    /// `giấy, điện tử`; `tt (số thứ tự), chu (chữ)`.
    fn choices(&self) -> Option<String> {
        let Self::OneOf(choices) = self else {
            return None;
        };
        let one = |(name, meaning): &(&str, &str)| match *meaning {
            "" => (*name).to_owned(),
            _ => format!("{name} ({meaning})"),
        };
        Some(choices.iter().map(one).collect::<Vec<_>>().join(", "))
    }

    /// Whether a reader of the other shape reads values of this one.
    pub(super) fn fits(&self, read: &Self) -> bool {
        match (self, read) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Whole(..), Self::Count) => true,
            (Self::OneOf(known), Self::OneOf(read)) => known == read,
            (Self::Form(form), Self::Form(read)) => std::ptr::eq(*form, *read),
            (Self::List(of), Self::List(read)) => of.fits(read),
            _ => std::mem::discriminant(self) == std::mem::discriminant(read),
        }
    }
}

impl Names {
    /// The keys of a map, if they are named.
    pub fn of(&self, map: &str) -> Option<&[Named]> {
        let mut all = self.0.iter();
        let found = all.find(|(name, _)| *name == map);
        found.map(|(_, names)| names.as_slice())
    }
}
