//! What a definition's columns say of each other: names become positions, and each formula
//! stands after those that it needs.

use super::draft::{Draft, ReconciledDraft, SortDraft, read_formula};
use super::{Against, Computation, Leaf, LeafKind, Reconciled, Sort, TotalRule};
use crate::fault::{Fault, Faults, Kind, Place, nearest};
use crate::form::{Node, Sourced};
use crate::sheet::{Formula, Name};

/// The most columns that hold cells: the widest sheet of landscape paper has half as many.
const COLUMNS: usize = 60;

/// Columns that fit together.
pub struct Resolved {
    pub leaves: Vec<Leaf>,
    pub sort: Option<Sort>,
    pub reconciled: Vec<Reconciled>,
    pub order: Vec<usize>,
}

/// Checks columns against each other; adds a fault for each thing that does not fit.
pub fn resolve(
    drafts: Vec<Draft>,
    (sort, reconciled): (Option<SortDraft>, &[ReconciledDraft]),
    node: &Node,
    faults: &mut Faults,
) -> Option<Resolved> {
    let before = faults.count();
    check_count(drafts.len(), node, faults);
    check_names(&drafts, faults);
    for draft in &drafts {
        check_kind(draft, faults);
    }
    let sort = sort.and_then(|sort| {
        let by = find(
            &Name::Code(sort.by.value.clone()),
            &drafts,
            &sort.by.place,
            faults,
        )?;
        Some(Sort {
            by,
            falling: sort.falling,
        })
    });
    let reconciled = reconciled.iter();
    let reconciled = reconciled.filter_map(|one| self::reconciled(one, &drafts, faults));
    let reconciled = reconciled.collect();
    let mut leaves = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        leaves.extend(leaf(draft, &drafts, faults));
    }
    if faults.count() > before {
        return None;
    }
    let order = order(&leaves, faults)?;
    Some(Resolved {
        leaves,
        sort,
        reconciled,
        order,
    })
}

fn check_count(count: usize, node: &Node, faults: &mut Faults) {
    if count == 0 || count > COLUMNS {
        let found = format!("biểu có {count} cột");
        let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
        faults.add(fault.expected(format!("từ 1 đến {COLUMNS} cột có ô")));
    }
}

/// Codes and numbers that stand twice, and codes that no template could name.
fn check_names(drafts: &[Draft], faults: &mut Faults) {
    for (index, draft) in drafts.iter().enumerate() {
        let earlier = drafts.get(..index).unwrap_or_default();
        if let Some(first) = earlier.iter().find(|d| d.code.value == draft.code.value) {
            faults.add(repeated("mã cột", &draft.code, &first.code));
        }
        let number = draft.number.as_ref();
        let same = |number: &Sourced<String>| {
            let mut numbers = earlier.iter().filter_map(|d| d.number.as_ref());
            numbers.find(|first| first.value == number.value).cloned()
        };
        if let Some((number, first)) = number.and_then(|n| Some((n, same(n)?))) {
            faults.add(repeated("số cột", number, &first));
        }
        let code = &draft.code.value;
        let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !code.starts_with(|c: char| c.is_ascii_lowercase()) || !code.chars().all(small) {
            let found = format!("mã cột “{code}”");
            let fault = Fault::new(Kind::WrongValue, draft.code.place.clone(), found);
            faults.add(fault.expected("chữ thường không dấu, chữ số và gạch dưới: tong_ho_so"));
        }
    }
}

fn repeated(what: &str, second: &Sourced<String>, first: &Sourced<String>) -> Fault {
    let found = format!("{what} “{}” có hai lần", second.value);
    Fault::new(Kind::RepeatedKey, second.place.clone(), found)
        .expected(format!(
            "mỗi {what} một lần; lần đầu ở dòng {}",
            first.place.line()
        ))
        .remedy("đổi một trong hai")
}

/// A column that cannot be both what it is and how it is computed.
fn check_kind(draft: &Draft, faults: &mut Faults) {
    let words = draft.kind.is_words() || draft.kind == LeafKind::Serial;
    let mut wrong = |place: &Place, found: &str, expected: &str| {
        let fault = Fault::new(Kind::WrongValue, place.clone(), found);
        faults.add(fault.expected(expected));
    };
    if let Some((_, written)) = draft.formula.as_ref().filter(|_| words) {
        let expected = "công thức ở cột số: so_dem, tien, ty_le, diem, thay_doi";
        wrong(&written.place, "cột chữ có công thức", expected);
    }
    if draft.formula.is_some() && draft.binding.is_some() {
        let expected = "“tinh” hoặc “lay”, một trong hai";
        wrong(&draft.place, "cột vừa tính vừa lấy từ điểm", expected);
    }
    let ranked = matches!(draft.kind, LeafKind::Rank | LeafKind::Band);
    match &draft.by {
        Some(by) if !ranked => wrong(
            &by.place,
            "“theo” ở cột không xếp",
            "“theo” chỉ ở cột xep_hang, xep_loai",
        ),
        None if ranked && draft.binding.is_none() => wrong(
            &draft.place,
            "cột xếp hạng, xếp loại không nói theo cột nào",
            "“theo: mã cột điểm”, hoặc “lay: xep_hang”, “lay: xep_loai”",
        ),
        _ => (),
    }
    if draft.total == Some(TotalRule::Formula) && draft.formula.is_none() {
        let expected = "“tong: tinh” ở cột có “tinh”; cột khác thì cong hoặc trong";
        wrong(
            &draft.place,
            "dòng tổng tính theo công thức không có",
            expected,
        );
    }
}

fn leaf(draft: &Draft, drafts: &[Draft], faults: &mut Faults) -> Option<Leaf> {
    let formula = match &draft.formula {
        None => None,
        Some((formula, written)) => Some(computation(formula, written, drafts, faults)?),
    };
    let by = match &draft.by {
        None => None,
        Some(by) => Some(find(
            &Name::Code(by.value.clone()),
            drafts,
            &by.place,
            faults,
        )?),
    };
    let usual = match draft.kind {
        _ if formula.is_some() => TotalRule::Formula,
        LeafKind::Count | LeafKind::Money => TotalRule::Sum,
        _ => TotalRule::Blank,
    };
    Some(Leaf {
        code: draft.code.value.clone(),
        path: draft.path.clone(),
        kind: draft.kind,
        decimals: draft.decimals.as_ref().map(|decimals| decimals.value),
        number: draft.number.as_ref().map(|number| number.value.clone()),
        formula,
        by,
        binding: draft.binding.clone(),
        total: draft.total.unwrap_or(usual),
        blank: draft.blank.clone(),
        any_day: draft.any_day,
        place: draft.place.clone(),
    })
}

/// The columns that a formula names.
fn computation(
    formula: &Formula,
    written: &Sourced<String>,
    drafts: &[Draft],
    faults: &mut Faults,
) -> Option<Computation> {
    let names = formula.names().iter();
    let found: Vec<usize> = names
        .filter_map(|name| {
            let at = written.value.find(&name.written()).unwrap_or_default();
            let before = written
                .value
                .get(..at)
                .map_or(0, |text| text.chars().count());
            let place = written.place.letter(before);
            let column = find(name, drafts, &place, faults)?;
            let words = drafts.get(column).is_some_and(|d| d.kind.is_words());
            if words {
                let found = format!("công thức gọi cột chữ {}", name.written());
                let fault = Fault::new(Kind::WrongValue, place, found);
                faults.add(fault.expected("cột số"));
            }
            Some(column)
        })
        .collect();
    (found.len() == formula.names().len()).then(|| Computation {
        formula: formula.clone(),
        columns: found,
        place: written.place.clone(),
    })
}

/// What figures must agree, with the columns that their formulas name.
fn reconciled(
    written: &ReconciledDraft,
    drafts: &[Draft],
    faults: &mut Faults,
) -> Option<Reconciled> {
    let formula = |written: &Sourced<String>, faults: &mut Faults| {
        computation(&read_formula(written, faults)?, written, drafts, faults)
    };
    let against = match (&written.equal, &written.indicator) {
        (Some(equal), None) => Against::Formula(formula(equal, faults)?),
        (None, Some(indicator)) => Against::Indicator(indicator.clone()),
        _ => {
            let found = "đối chiếu phải có một trong hai khóa “bang”, “chi_so”";
            let fault = Fault::new(Kind::WrongValue, written.value.place.clone(), found);
            faults
                .add(fault.expected("{so: (3), bang: (7)+(11)}, hoặc {so: (4)+(5), chi_so: 1.4}"));
            return None;
        }
    };
    Some(Reconciled {
        value: formula(&written.value, faults)?,
        against,
    })
}

/// The column of a name.
fn find(name: &Name, drafts: &[Draft], place: &Place, faults: &mut Faults) -> Option<usize> {
    let names: Vec<&str> = match name {
        Name::Code(_) => drafts.iter().map(|d| d.code.value.as_str()).collect(),
        Name::Number(_) => drafts
            .iter()
            .map(|d| d.number.as_ref().map_or("", |n| n.value.as_str()))
            .collect(),
    };
    let (Name::Code(asked) | Name::Number(asked)) = name;
    if let Some(found) = names.iter().position(|known| known == asked) {
        return Some(found);
    }
    let known: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let found = format!("biểu không có cột {}", name.written());
    let expected = format!("một trong: {}", known.join(", "));
    let fault = Fault::new(Kind::UnknownName, place.clone(), found).expected(expected);
    faults.add(match (name, nearest(asked, known.iter().copied())) {
        (Name::Code(_), Some(near)) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        _ => fault.remedy("sửa công thức, hoặc ghi số, mã của cột"),
    });
    None
}

/// The leaves with formulas, each after those that it needs; a fault if some need each other.
fn order(leaves: &[Leaf], faults: &mut Faults) -> Option<Vec<usize>> {
    let computed = |index: &usize| leaves.get(*index).is_some_and(|l| l.formula.is_some());
    let mut waiting: Vec<usize> = (0..leaves.len()).filter(computed).collect();
    let mut order: Vec<usize> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready = |index: &usize| {
            let formula = leaves.get(*index).and_then(|leaf| leaf.formula.as_ref());
            let mut needed = formula.iter().flat_map(|formula| &formula.columns);
            needed.all(|column| !waiting.contains(column))
        };
        let (now, later): (Vec<usize>, Vec<usize>) = waiting.iter().partition(|i| ready(i));
        if now.is_empty() {
            faults.add(cycle(leaves, &later));
            return None;
        }
        order.extend(now);
        waiting = later;
    }
    Some(order)
}

fn cycle(leaves: &[Leaf], waiting: &[usize]) -> Fault {
    let computed: Vec<&Leaf> = waiting.iter().filter_map(|i| leaves.get(*i)).collect();
    let codes: Vec<&str> = computed.iter().map(|leaf| leaf.code.as_str()).collect();
    let first = computed.first().and_then(|leaf| leaf.formula.as_ref());
    let place = first.map_or_else(|| Place::file("biểu"), |formula| formula.place.clone());
    let found = format!("các cột tính vòng quanh nhau: {}", codes.join(", "));
    Fault::new(Kind::WrongValue, place, found)
        .expected("mỗi công thức chỉ dùng các cột không cần đến chính nó")
        .remedy("bỏ “tinh” ở một trong các cột đó và nhập số liệu cho nó")
}
