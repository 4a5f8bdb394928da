//! The lô: one file that says of what a month's documents are made.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::digest;
use super::each::{AMONG, COMMON, Each, FILES, OF_LEVEL, OWN, TEMPLATES};
use super::earlier::{Earlier, Lots};
use super::recipe::Recipe;
use super::rows::{self, DIRECTORY, Directory, FIGURES, Figures};
use super::scored::Scored;
use super::words::{CODE, PROVINCE, UNIT, UnitTexts};
use crate::audit::{Acknowledgement, OfUnit};
use crate::fault::{Faults, Note, Place};
use crate::form::{Fields, Form, Key, Levels, Node, Shape, Sourced};
use crate::framework::{Framework, Rescaled};
use crate::render::Checker;
use crate::roll::{Comparison, titled};
use crate::score::EXEMPTIONS;
use crate::shelf::{self, FONTS, Session, Shelf};
use crate::vn::identity::Identity;
use crate::vn::name::Level;
use crate::vn::period::Period;

/// The name of the file in a lô's folder.
const FILE: &str = "lo.yaml";

/// A lô (`lo.yaml`).
pub static LOT: Form = Form::new("lô")
    .keys(&[
        TEMPLATES,
        Key::required::<Sourced<String>>(
            "bo_chi_so",
            "Bộ chỉ số: tên, hoặc tên tệp .yaml đặt cạnh lô",
        ),
        Key::optional::<Sourced<String>>(
            "phien_ban",
            "Phiên bản của bộ chỉ số, như ở hồ sơ; bỏ trống: theo kỳ",
        ),
        Key::required::<Sourced<Period>>(
            "ky",
            "Kỳ đánh giá: tháng viết năm-tháng, hoặc quý, năm… như ở hồ sơ",
        )
        .example("2025-10"),
        Key::optional::<Node>(
            "ky_truoc",
            "Lô của tháng trước (lo.yaml), hoặc bảng số liệu của tháng trước khai báo như so_lieu",
        )
        .note("Từ đó tính tăng, giảm")
        .shaped(|| Shape::Either(vec![Shape::Text, Shape::Form(&FIGURES)])),
        Key::optional::<Node>(
            "cung_ky",
            "Lô của cùng kỳ năm trước (lo.yaml), hoặc bảng số liệu của kỳ ấy khai báo như so_lieu",
        )
        .note("Từ đó tính tăng, giảm so với cùng kỳ")
        .shaped(|| Shape::Either(vec![Shape::Text, Shape::Form(&FIGURES)])),
        Key::optional::<Sourced<String>>(
            "cac_ky",
            "Thư mục chứa các thư mục lô của những kỳ trước, như “..”: để nói tăng liên tiếp mấy kỳ, nhóm nào tốt nhất từ đầu năm",
        ),
        Key::required::<Node>("so_lieu", "Bảng số liệu, mỗi đơn vị một dòng")
            .note("Bỏ cot thì các cột được tìm theo tiêu đề; tệp xuất của Cổng chỉ cần tep")
            .shaped(|| Shape::Form(&FIGURES)),
        Key::optional::<Node>(
            "danh_ba",
            "Bảng thứ hai ghi tỉnh, địa danh, người ký, nơi nhận… của từng đơn vị",
        )
        .note("Cùng tệp, trang khác cũng được")
        .shaped(|| Shape::Form(&DIRECTORY)),
        EXEMPTIONS,
        FILES
            .example("{{ ky }}/{{ tinh | slug }}/{{ don_vi | slug }}/{{ mau }}")
            .note("mau là tên tệp của mẫu"),
        AMONG,
        COMMON.note("{{ tên }} là cột của đơn vị"),
        OWN,
        Key::optional::<Vec<Node>>("theo_cap", "Đơn vị của những cấp làm khác, mỗi cấp một mục")
            .note("Cấp nào không nêu thì theo các khóa chung")
            .shaped(|| Shape::list(Shape::Form(&OF_LEVEL))),
        Key::optional::<Node>("bao_cao", "Báo cáo của từng tỉnh, nếu muốn")
            .note("Ở đây chỉ có {{ tinh }} và các chữ của kỳ")
            .shaped(|| Shape::Form(&SUMMARY)),
    ])
    .and(&[SEEN, FONTS]);

/// How the lô of earlier periods are found and read.
static LOTS: Lots = Lots {
    file: FILE,
    form: &LOT,
};

const SEEN: &[Key] = &[Key::optional::<Vec<OfUnit>>(
    "da_xem",
    "Những điều được báo mà đã xem và vẫn giữ, từng điều một của từng đơn vị, kèm lý do",
)];

/// The documents of the provinces.
static SUMMARY: Form = Form::new("báo cáo của lô").keys(&[
    Key::required::<Vec<Sourced<String>>>("mau", "Mẫu, hoặc danh sách mẫu").example("bao-cao-tinh"),
    Key::optional::<Levels>("cap", "Nêu đơn vị của những cấp nào")
        .example("tỉnh, sở, xã")
        .note("Bỏ trống: cấp có nhiều đơn vị nhất"),
    FILES,
    COMMON,
]);

/// A lô, read: everything that its units share, and their rows.
pub struct Lot {
    /// The file's name without its ending.
    pub name: String,
    /// The file.
    pub place: Place,
    /// Where what it names is looked for.
    pub shelf: Shelf,
    /// The folder of fonts that it asks for.
    pub font_folder: Option<PathBuf>,
    pub(super) framework: Arc<Framework>,
    pub(super) period: Period,
    pub(super) figures: Figures,
    pub(super) directory: Option<Directory>,
    pub(super) before: Option<Earlier>,
    /// The same period of the year before.
    pub(super) year_before: Option<Earlier>,
    /// Former periods, the latest first; none if no folder is named for them.
    pub(super) past: Option<Vec<Earlier>>,
    /// That its figures are of another version than it states, if they are.
    pub(super) against: Option<Rescaled>,
    /// What is to be told of how all these were found.
    pub(super) notes: Vec<Note>,
    /// The documents of each unit.
    pub(super) each: Each,
    /// Those of each province, about its units.
    pub(super) summary: Option<Summary>,
    /// What was found of its units, and looked at, and is let stand.
    pub(super) acknowledged: Vec<OfUnit>,
    /// The checks, as the office has set them beside it.
    pub(super) checker: Arc<Checker>,
    /// The digests of all files that were read for it, before any unit's.
    pub(super) inputs: Vec<String>,
    /// The digest of those among them that are no tables, with their names: findings have them.
    pub(super) shared: String,
    /// That of the tables.
    pub(super) tables: String,
    /// How many files were asked for by then.
    pub(super) asked: usize,
}

/// The documents of each province.
pub struct Summary {
    /// How they are made.
    pub recipe: Recipe,
    /// Of which levels the units are that they are about; none: of the one that has most.
    pub levels: Option<Vec<Level>>,
}

/// What is let stand of the unit, or of the province, of these words.
pub fn acknowledged_of(entries: &[OfUnit], words: &UnitTexts) -> Vec<Acknowledgement> {
    let about = entries.iter().filter(|one| is_about(one, words));
    about.map(|one| one.entry.clone()).collect()
}

/// Whether an entry names the unit of these words, or the province if they are only a province's.
pub fn is_about(one: &OfUnit, words: &UnitTexts) -> bool {
    let asked = Identity::of(&one.unit.value);
    let [name, code, province] = [UNIT, CODE, PROVINCE].map(|column| words.text(column));
    match name {
        "" => asked.may_be(&Identity::of(province)),
        name => {
            let named = asked.may_be(&Identity::of(name).within(province));
            named || !code.is_empty() && code == one.unit.value
        }
    }
}

impl Lot {
    /// The earlier results that are of another scale.
    pub(super) fn rescaled(&self) -> Vec<Rescaled> {
        let of = |earlier: &Option<Earlier>, comparison| {
            let earlier = earlier.as_ref()?;
            earlier.rescaled(&self.framework, self.period, comparison)
        };
        let before = of(&self.before, Comparison::Before);
        let in_year = of(&self.year_before, Comparison::YearBefore);
        let all = [before, in_year, self.against.clone()];
        all.into_iter().flatten().collect()
    }

    /// Reads a lô with its tables.
    ///
    /// # Errors
    /// All that is wrong with it; what is wrong with single rows is told with the units.
    pub fn read(path: &Path, session: &Session) -> Result<Arc<Self>, Faults> {
        let shelf::FormFile { root, shelf, .. } = shelf::FormFile::named(FILE, path, session)?;
        let mut faults = Faults::none();
        let lot = Fields::of(&root, &LOT, &mut faults)
            .and_then(|fields| Self::of(&fields, shelf, &mut faults));
        faults.or(lot.map(Arc::new))
    }

    fn of(fields: &Fields, shelf: Shelf, faults: &mut Faults) -> Option<Self> {
        let each = Each::of(fields, &shelf, faults);
        let summary = summary(fields, &shelf, faults);
        let scored = Scored::of(fields, &shelf, faults);
        let directory: Option<Node> = fields.get("danh_ba", faults);
        let directory = directory.map(|node| rows::directory(&node, &shelf, faults));
        let from = (fields, &shelf);
        let before = LOTS.earlier(Comparison::Before, from, scored.as_ref(), faults);
        let year_before = LOTS.earlier(Comparison::YearBefore, from, scored.as_ref(), faults);
        let mut notes = notes(scored.as_ref(), from);
        let past = LOTS.past(from, scored.as_ref(), &mut notes, faults);
        let fonts: Option<String> = fields.get("phong_chu", faults);
        let acknowledged: Option<Vec<OfUnit>> = fields.get("da_xem", faults);
        let checker = faults.absorb(shelf.settings().and_then(Checker::new));
        let (scored, directory) = (
            scored?,
            directory.map_or(Some(None), |read| read.map(Some))?,
        );
        let mut lot = Self {
            name: stem(fields.place()),
            place: fields.place().at(0, 0),
            font_folder: fonts.map(|name| shelf.path(&name)),
            shelf,
            framework: scored.framework,
            period: scored.period,
            figures: scored.figures,
            against: scored.against,
            directory,
            before: before?,
            year_before: year_before?,
            past: past?,
            notes,
            each: each?,
            summary: summary?,
            acknowledged: acknowledged.unwrap_or_default(),
            checker: Arc::new(checker?),
            inputs: Vec::new(),
            shared: String::new(),
            tables: String::new(),
            asked: 0,
        };
        lot.try_words(faults);
        // What single units read besides may differ between the parts of a lô.
        let files = lot.shelf.session.files();
        let inputs = files.sources();
        lot.asked = files.asked();
        let (tables, shared): (Vec<_>, Vec<_>) = inputs
            .iter()
            .partition(|(file, _)| shelf::is_table(&file.to_string_lossy()));
        [lot.tables, lot.shared] = [tables, shared].map(|files| {
            let named = files.iter();
            let named = named.map(|(file, digest)| (lot.shelf.name(file), *digest));
            digest::of_values(&[&named.collect::<Vec<_>>()])
        });
        lot.inputs = inputs.into_values().collect();
        lot.inputs.sort();
        Some(lot)
    }

    /// Whether no file was asked for since it was read: then none says anything of single units.
    pub(super) fn read_alone(&self) -> bool {
        self.shelf.session.files().asked() == self.asked
    }

    fn try_words(&self, faults: &mut Faults) {
        let columns = self.columns();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let (period, shelf) = (self.period, &self.shelf);
        for documents in self.each.all() {
            let recipe = &documents.recipe;
            recipe.try_words(&columns, period, shelf, faults);
            if let Some(among) = &documents.among {
                let words = UnitTexts::sample(&columns, &self.place);
                faults.absorb(among.fill(&words.values(period, str::to_owned)));
            }
        }
        if let Some(Summary { recipe, .. }) = &self.summary {
            recipe.try_words(&[PROVINCE], period, shelf, faults);
        }
    }

    /// The names of all columns that hold words.
    fn columns(&self) -> Vec<String> {
        let directory = self.directory.iter().flat_map(|table| &table.columns);
        let own = std::iter::once(UNIT.to_owned());
        let said = self.figures.provinces.are_said();
        let said = said.then(|| PROVINCE.to_owned());
        let stated = self.figures.columns.iter().chain(directory).cloned();
        let mut columns: Vec<String> = own.chain(stated).collect();
        columns.extend(said.filter(|name| !columns.contains(name)));
        columns
    }
}

/// What is to be told of how the figures were read, and what they say that is not of the period.
fn notes(scored: Option<&Scored>, (fields, shelf): (&Fields, &Shelf)) -> Vec<Note> {
    let Some(scored) = scored else {
        return Vec::new();
    };
    let tables = fields.node("so_lieu").map(shelf::tables_in);
    let titled = titled(&tables.unwrap_or_default(), shelf, scored.period);
    scored.note.iter().cloned().chain(titled).collect()
}

/// The documents of the provinces, if there are to be any.
fn summary(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Option<Summary>> {
    let Some(node) = fields.node("bao_cao") else {
        return Some(None);
    };
    let fields = Fields::of(node, &SUMMARY, faults)?;
    let levels: Option<Levels> = fields.get("cap", faults);
    let recipe = Recipe::of(&fields, shelf, &Recipe::usual(PROVINCE), faults)?;
    let levels = levels.map(|levels| levels.0);
    Some(Some(Summary { recipe, levels }))
}

fn stem(file: &Place) -> String {
    let stem = Path::new(file.file_name()).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
