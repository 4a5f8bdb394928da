//! The usual form: a type of which every field is read from one key.

/// Declares a type, its form, and how it is read by it: of each field its key, the type of its
/// value, and what else [`super::Key`] takes. `required`, `optional` and `or_default` mean what they
/// say; `usual` is `optional` with what an absent key is read as, after a `=`. A last function takes
/// what was read, the fields and the faults, and gives it checked.
///
/// ```ignore
/// form! {
///     /// A step of points.
///     #[derive(Debug)]
///     pub struct Step: STEP, "bậc" {
///         /// The rate from which it holds.
///         pub from: required::<Decimal>("tu", "Từ tỷ lệ (%)"),
///         /// What it gives.
///         pub points: required::<Decimal>("diem", "Điểm của bậc"),
///     }
/// }
/// ```
///
/// For a type that is declared elsewhere, `form!(STEP, "bậc", Step { from: … })`; there
/// `..slot(0)` sets a field that no key gives.
macro_rules! form {
    (
        $(#[$of:meta])*
        $vis:vis struct $type:ident: $form:ident, $name:literal {
            $($(#[$doc:meta])* $seen:vis $field:ident:
                $need:ident::<$held:ty>($key:literal, $what:expr $(,)?)
                $(.$with:ident($($word:tt)*))* $(= $usual:expr)?,)*
        }
        $($checked:path)?
    ) => {
        $(#[$of])*
        $vis struct $type {
            $($(#[$doc])* $seen $field: $crate::form::form!(@held $need $held),)*
        }

        $crate::form::form!(
            $form,
            $name,
            $type {
                $($field: $need::<$held>($key, $what)$(.$with($($word)*))* $(= $usual)?,)*
            }
            $(, $checked)?
        );
    };
    (@held optional $held:ty) => { Option<$held> };
    (@held $need:ident $held:ty) => { $held };
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
