//! One face: which glyph a letter has, how wide it is, how high a line of it stands.

use std::borrow::Cow;

use crate::length::{Length, divide_rounding};

/// A glyph of a face, by its number in the font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Glyph(pub u16);

/// One face, read once.
pub struct Face {
    data: Cow<'static, [u8]>,
    /// The glyph of each character of the basic plane; 0 for none.
    glyphs: Vec<u16>,
    /// The advance of each glyph, in font units.
    advances: Vec<u16>,
    ascent: i64,
    descent: i64,
    gap: i64,
    units_per_em: u16,
    description: Description,
}

/// What a PDF says of a face, in thousandths of the size of type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The face's name in PostScript.
    pub name: String,
    /// How far it leans, in degrees; negative to the right.
    pub angle: i64,
    /// Left, lower, right and upper edge of a box that holds every glyph.
    pub bounds: [i64; 4],
    /// From the baseline up.
    pub ascent: i64,
    /// From the baseline down; negative.
    pub descent: i64,
    /// Height of capitals.
    pub capitals: i64,
    /// Width of upright strokes.
    pub stem: i64,
}

/// How high a line of one face and size stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineMetrics {
    /// From the top of the line to the baseline.
    pub ascent: Length,
    /// From the top of the line to the top of the next.
    pub height: Length,
}

impl Face {
    /// Reads a TrueType or OpenType file.
    pub(super) fn parse(data: Cow<'static, [u8]>) -> Result<Self, ttf_parser::FaceParsingError> {
        let (glyphs, advances, ascent, descent, gap, units_per_em, description);
        {
            let face = ttf_parser::Face::parse(&data, 0)?;
            glyphs = glyph_table(&face);
            advances = (0..face.number_of_glyphs())
                .map(|id| face.glyph_hor_advance(ttf_parser::GlyphId(id)).unwrap_or(0))
                .collect();
            ascent = i64::from(face.ascender());
            descent = -i64::from(face.descender());
            gap = i64::from(face.line_gap());
            units_per_em = face.units_per_em();
            description = describe(&face);
        }
        Ok(Self {
            data,
            glyphs,
            advances,
            ascent,
            descent,
            gap,
            units_per_em,
            description,
        })
    }

    /// What a PDF says of it.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The font file itself.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The glyph of a character, if the face has it. A non-breaking space is drawn as a space.
    pub fn glyph(&self, character: char) -> Option<Glyph> {
        let index = usize::try_from(u32::from(character)).ok()?;
        match self.glyphs.get(index) {
            Some(0) | None => None,
            Some(id) => Some(Glyph(*id)),
        }
    }

    /// How far a glyph moves the pen at a size of type.
    pub fn advance(&self, glyph: Glyph, size: Length) -> Length {
        Length::units(self.scale(i64::from(self.natural_advance(glyph)), size))
    }

    /// How far a glyph moves the pen, in font units and unrounded.
    pub fn natural_advance(&self, glyph: Glyph) -> u16 {
        self.advances
            .get(usize::from(glyph.0))
            .copied()
            .unwrap_or(0)
    }

    /// How many font units make the size of the type.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// The width of a text set on one line; a character without a glyph has none.
    pub fn width(&self, text: &str, size: Length) -> Length {
        text.chars()
            .filter_map(|c| self.glyph(c))
            .map(|glyph| self.advance(glyph, size))
            .sum()
    }

    /// The height of a line at a size of type, single-spaced.
    pub fn line_metrics(&self, size: Length) -> LineMetrics {
        let to_twips = |units: i64| divide_rounding(units, 6);
        let ascent = self.scale(self.ascent, size);
        let descent = self.scale(self.descent, size);
        let gap = to_twips(self.scale(self.gap, size));
        LineMetrics {
            ascent: Length::twips(to_twips(ascent) + gap),
            height: Length::twips(to_twips(ascent + descent) + gap),
        }
    }

    /// Font units at a size of type, in units of 1/120 pt.
    fn scale(&self, font_units: i64, size: Length) -> i64 {
        let (units, per_em) = (font_units * size.in_units(), i64::from(self.units_per_em));
        // Each letter is asked for, often; most faces have 2,048 units.
        match self.units_per_em {
            2048 => divide_rounding(units, 2048),
            _ => divide_rounding(units, per_em),
        }
    }
}

fn describe(face: &ttf_parser::Face) -> Description {
    let per_mille =
        |units: i16| divide_rounding(i64::from(units) * 1000, i64::from(face.units_per_em()));
    let names = face.names().into_iter();
    let name = names
        .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
        .find_map(|name| name.to_string());
    let bounds = face.global_bounding_box();
    Description {
        name: name.unwrap_or_else(|| "Serif".to_owned()),
        // The families that are used lean by as much as this, if they lean.
        angle: if face.is_italic() { -16 } else { 0 },
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(per_mille),
        ascent: per_mille(face.ascender()),
        descent: per_mille(face.descender()),
        capitals: per_mille(face.capital_height().unwrap_or(face.ascender())),
        stem: if face.is_bold() { 140 } else { 80 },
    }
}

fn glyph_table(face: &ttf_parser::Face) -> Vec<u16> {
    let mut table = vec![0; 0x1_0000];
    for subtable in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if !subtable.is_unicode() {
            continue;
        }
        subtable.codepoints(|codepoint| {
            let place = usize::try_from(codepoint)
                .ok()
                .and_then(|index| table.get_mut(index));
            if let (Some(place), Some(glyph)) = (place, subtable.glyph_index(codepoint)) {
                *place = glyph.0;
            }
        });
    }
    table
}
