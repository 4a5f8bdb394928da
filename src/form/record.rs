//! The usual form: a type of which every field is read from one key.

/// Declares a form and reads a type by it: its name, then a struct of which each field says its key,
/// the type of its value, and what else [`super::Key`] takes. `required`, `optional` and
/// `or_default` mean what they say; `usual` is `optional` with what an absent key is read as, after a
/// `=`. `..slot(0)` sets a field that no key gives. A last argument takes what was read, the fields
/// and the faults, and gives it checked.
///
/// ```ignore
/// form!(
///     STEP,
///     "bậc",
///     Step {
///         from: required::<Decimal>("tu", "Từ tỷ lệ (%)"),
///         points: required::<Decimal>("diem", "Điểm của bậc"),
///     }
/// );
/// ```
macro_rules! form {
    (
        $form:ident,
        $name:literal,
        $type:ident {
            $($field:ident: $need:ident::<$of:ty>($key:literal, $what:expr $(,)?)
                $(.$with:ident($($word:tt)*))* $(= $usual:expr)?,)*
            $(..$other:ident($value:expr))?
        }
        $(, $checked:expr)? $(,)?
    ) => {
        #[doc = concat!("The keys of “", $name, "”.")]
        pub static $form: $crate::form::Form = $crate::form::Form::new($name).keys(&[
            $($crate::form::Key::$need::<$of>($key, $what)$(.$with($($word)*))*,)*
        ]);

        impl $crate::form::FromFields for $type {
            const FORM: &'static $crate::form::Form = &$form;

            fn from_fields(
                fields: &$crate::form::Fields,
                faults: &mut $crate::fault::Faults,
            ) -> Option<Self> {
                // All are read before the first that lacks ends it.
                $(let $field = fields.get::<$of>($key, faults)$(.or(Some($usual)))?;)*
                let read = Self { $($field: $crate::form::form!(@take $need $field),)* $($other: $value)? };
                $(let read = $checked(read, fields, faults)?;)?
                Some(read)
            }
        }
    };
    (@take required $value:ident) => { $value? };
    (@take usual $value:ident) => { $value? };
    (@take or_default $value:ident) => { $value.unwrap_or_default() };
    (@take $need:ident $value:ident) => { $value };
}

pub(crate) use form;
