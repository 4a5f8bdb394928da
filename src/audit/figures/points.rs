//! The points: do the parts add up to the published total, the changes to its change, and do
//! counts bear out the published points; is a total near the cut of its band.

use rust_decimal::Decimal;

use crate::audit::code::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::rules::Checks;
use crate::fault::{Action, Place};
use crate::framework::Framework;
use crate::score::{Computed, GroupScore, IndicatorScore, Scores, Sum, Unit};
use crate::vn::number::{half_unit, print, print_short, round};

pub fn check(unit: &Unit, framework: &Framework, rules: &Checks) -> Vec<Finding> {
    let (scores, file) = (&unit.scores, &unit.place);
    let mut findings = Vec::new();
    findings.extend(published_rank(unit));
    findings.extend(previous_rank(unit));
    findings.extend(sum(scores));
    findings.extend(previous_sum(scores));
    findings.extend(change(scores, file));
    let indicators = scores.groups.iter().flat_map(|group| &group.indicators);
    let printed = indicators.filter_map(|i| Some(i.published.as_ref()?.value));
    let rounding = Sum::of_printed(printed, None, scores.published_decimals);
    for group in &scores.groups {
        findings.extend(group_sum(group));
        findings.extend(previous_in_range(group));
        let indicators = group.indicators.iter();
        findings.extend(indicators.filter_map(|i| published_and_computed(i, &rounding)));
        findings.extend(group.indicators.iter().filter_map(ratio_and_counts));
        findings.extend(group_and_ratios(group));
    }
    findings.extend(near_a_cut(scores, framework, rules, file));
    findings
}

/// How the points are named in the document.
const TOTAL: &str = "điểm tổng hợp";

/// SUM-01: the groups of this period add up to the published total.
fn sum(scores: &Scores) -> Option<Finding> {
    let stated = scores.published.achieved.as_ref()?;
    // Only the total was published: there is nothing to add.
    scores.groups.iter().find_map(GroupScore::achieved)?;
    let sum = scores.sum();
    let numbers = against(&sum, stated.value)?;
    let message = format!(
        "{} nhóm điểm cộng lại được {}, nhưng tổng điểm công bố là {}",
        scores.groups.len(),
        print(numbers.recomputed),
        print(stated.value)
    );
    let suggestion = repair(scores, &numbers);
    let finding = Finding::new(Code::Sum01, &stated.place, message).part(TOTAL);
    Some(finding.numbers(numbers).suggest(suggestion))
}

/// SUM-02: those of the period before, likewise.
fn previous_sum(scores: &Scores) -> Option<Finding> {
    let stated = scores.published.previous.as_ref()?;
    let numbers = against(&scores.previous_sum()?, stated.value)?;
    let message = format!(
        "điểm kỳ trước của {} nhóm cộng lại được {}, nhưng tổng kỳ trước ghi {}",
        scores.groups.len(),
        print(numbers.recomputed),
        print(stated.value)
    );
    let before = scores.before.as_ref();
    let finding = Finding::new(Code::Sum02, &stated.place, message)
        .part(TOTAL)
        .numbers(numbers)
        .suggest("so lại với văn bản tháng trước");
    Some(finding.standing(before.and_then(|before| before.standing.clone())))
}

/// DELTA-01: the changes of the groups add up to the change of the total.
fn change(scores: &Scores, file: &Place) -> Option<Finding> {
    let total = scores.published.achieved.as_ref()?;
    let stated = scores.change()?;
    let (now, before) = (scores.sum(), scores.previous_sum()?);
    let recomputed = now.value - before.value;
    let slack = now.slack(stated).max(before.slack(stated));
    let tolerance = now.tolerance + before.tolerance + slack;
    let why = "nửa đơn vị số cuối của các nhóm, cả hai kỳ, và của mức thay đổi";
    let numbers = Mismatch::of(stated, recomputed, tolerance, reason(tolerance, why))?;
    let previous = scores.published.previous.as_ref();
    let message = format!(
        "tổng điểm thay đổi {} điểm, nhưng mức thay đổi của các nhóm cộng lại là {} điểm",
        print(stated),
        print(recomputed)
    );
    // Where this month's total is not the sum of its groups, it is what is wrong.
    let place = match against(&now, total.value) {
        Some(_) => &total.place,
        None => previous.map_or(file, |points| &points.place),
    };
    let finding = Finding::new(Code::Delta01, place, message).part(TOTAL);
    let advice = "kiểm tra tổng điểm của cả hai kỳ";
    Some(finding.numbers(numbers).suggest(advice))
}

/// SUM-04: the published indicators of a group add up to its published points.
fn group_sum(group: &GroupScore) -> Option<Finding> {
    let stated = group.published.achieved.as_ref()?;
    let points = |indicator: &IndicatorScore| Some(indicator.published.as_ref()?.value);
    // Indicators that were not published leave nothing to add.
    let parts: Vec<Decimal> = group.indicators.iter().map(points).collect::<Option<_>>()?;
    if parts.is_empty() {
        return None;
    }
    let sum = Sum::of_printed(
        parts.into_iter(),
        Some(stated.value),
        group.published_decimals,
    );
    let numbers = against(&sum, stated.value)?;
    let message = format!(
        "các chỉ số của nhóm “{}” cộng lại được {}, nhưng điểm nhóm là {}",
        group.name,
        print(numbers.recomputed),
        print(stated.value)
    );
    let finding = Finding::new(Code::Sum04, &stated.place, message)
        .part(format!("nhóm {}", group.name))
        .numbers(numbers);
    Some(finding.suggest("so lại điểm nhóm và các chỉ số với Cổng"))
}

/// RANGE-03: points of the period before that lie where none can.
fn previous_in_range(group: &GroupScore) -> Option<Finding> {
    let previous = group.published.previous.as_ref()?;
    let outside = previous.value.is_sign_negative() || previous.value > group.maximum;
    outside.then(|| {
        let message = format!(
            "điểm kỳ trước của “{}” là {}, ngoài 0–{}",
            group.name,
            print(previous.value),
            print(group.maximum)
        );
        Finding::new(Code::Range03, &previous.place, message)
            .part(format!("nhóm {}", group.name))
            .suggest("so lại với văn bản tháng trước")
    })
}

/// SCORE-01: published points are those that the formula gives for the counts beside them.
fn published_and_computed(indicator: &IndicatorScore, rounding: &Sum) -> Option<Finding> {
    let stated = indicator.published.as_ref()?;
    let computed = indicator.computed.as_ref()?;
    let why = "nửa đơn vị số cuối của điểm công bố";
    let slack = rounding.slack(stated.value) + computed.slack;
    let numbers = Mismatch::of(stated.value, computed.points, slack, why)?.rounded();
    let message = format!(
        "chỉ số {} “{}” công bố {} điểm, công thức của bộ chỉ số cho {} điểm",
        indicator.id,
        indicator.name,
        print(stated.value),
        print(numbers.recomputed)
    );
    let finding = Finding::new(Code::Score01, &stated.place, message)
        .part(format!("chỉ số {}", indicator.name))
        .numbers(numbers)
        .suggest("kiểm tra số đếm; xem cách tính từng điểm");
    Some(finding.offer(Action::ShowDerivation))
}

/// SCORE-02: a published ratio is that of the counts beside it.
fn ratio_and_counts(indicator: &IndicatorScore) -> Option<Finding> {
    let stated = indicator.ratio.as_ref()?;
    let percent = indicator.computed.as_ref()?.percent()?;
    let why = "nửa đơn vị số cuối của tỷ lệ ghi";
    let slack = half_unit(stated.value);
    let numbers = Mismatch::of(stated.value, percent, slack, why)?.rounded();
    let message = format!(
        "chỉ số {} “{}” ghi tỷ lệ {}%, các số đếm cho {}%",
        indicator.id,
        indicator.name,
        print(stated.value),
        print(numbers.recomputed)
    );
    let finding = Finding::new(Code::Score02, &stated.place, message)
        .part(format!("chỉ số {}", indicator.name))
        .numbers(numbers);
    Some(finding.suggest("so lại tỷ lệ và số đếm với Cổng"))
}

/// SCORE-01: the published points of a group are those that the published ratios of its
/// indicators give.
fn group_and_ratios(group: &GroupScore) -> Option<Finding> {
    let stated = group.published.achieved.as_ref()?;
    let known = |i: &&IndicatorScore| i.published.is_none() && i.ratio.is_some();
    let mut indicators = group.indicators.iter();
    let all = indicators.all(|i| known(&i) || i.absent.is_some());
    let ratios = group.indicators.iter().filter(known);
    let computed: Vec<&Computed> = ratios.filter_map(|i| i.computed.as_ref()).collect();
    if !all || computed.is_empty() {
        return None;
    }
    let sum = computed.iter().map(|computed| computed.added()).sum();
    // The portal may have rounded the points of each before it added them.
    let each = Decimal::new(5, 3);
    let slack: Decimal = computed.iter().map(|computed| computed.slack + each).sum();
    let why = "nửa đơn vị số cuối của các tỷ lệ và điểm";
    let mut numbers = Mismatch::of(stated.value, sum, slack + half_unit(stated.value), why)?;
    numbers.recomputed = round(sum, 2);
    let message = format!(
        "nhóm “{}” công bố {} điểm, các tỷ lệ theo công thức của bộ chỉ số cho {} điểm",
        group.name,
        print(stated.value),
        print(numbers.recomputed)
    );
    let finding = Finding::new(Code::Score01, &stated.place, message)
        .part(format!("nhóm {}", group.name))
        .numbers(numbers);
    let suggestion =
        "kiểm tra tỷ lệ, hoặc phiên bản của bộ chỉ số (“phien_ban”); xem cách tính từng điểm";
    Some(finding.suggest(suggestion).offer(Action::ShowDerivation))
}

/// RANK-01: the published rank is one that the points of all units allow.
fn published_rank(unit: &Unit) -> Option<Finding> {
    let stated = unit.scores.position.as_ref()?;
    let (best, worst) = unit.possible?;
    let rank = usize::try_from(stated.value).ok()?;
    if (best..=worst).contains(&rank) {
        return None;
    }
    let expected = match best == worst {
        true => best.to_string(),
        false => format!("{best} đến {worst}"),
    };
    let message =
        format!("hạng công bố là {rank}, xếp theo điểm của các đơn vị là hạng {expected}");
    let finding = Finding::new(Code::Rank01, &stated.place, message).part("xếp hạng");
    let finding = finding.words(rank.to_string(), expected);
    Some(finding.suggest("so lại hạng và điểm với Cổng; văn bản vẫn in đúng hạng đã công bố"))
}

/// RANK-02: the rank of the period before is that of its hồ sơ; where there is none, one that so many
/// units can have had.
fn previous_rank(unit: &Unit) -> Option<Finding> {
    let rank = unit.scores.rank.as_ref()?;
    let stated = rank.previous?;
    let place = rank.place.as_ref().unwrap_or(&unit.place);
    /// Units that were merged were up to so many times as many before.
    const MERGED: u32 = 4;
    let Some(before) = unit.previous_rank else {
        let of = rank.of;
        let message = format!("hạng kỳ trước ghi {stated}, mà chỉ xếp hạng {of} đơn vị");
        let finding = Finding::new(Code::Rank02, place, message).part("xếp hạng");
        let finding = finding.words(stated.to_string(), format!("từ 1 đến {of}"));
        let finding = finding.suggest("so lại với văn bản tháng trước");
        return (stated > of.saturating_mul(MERGED) || stated == 0).then_some(finding);
    };
    if usize::try_from(stated) == Ok(before) {
        return None;
    }
    let message = format!("hạng kỳ trước ghi {stated}, hồ sơ kỳ trước là hạng {before}");
    let finding = Finding::new(Code::Rank02, place, message).part("xếp hạng");
    let finding = finding.words(stated.to_string(), before.to_string());
    let advice = "so lại với văn bản tháng trước; bỏ “ky_truoc” thì lấy hạng của hồ sơ kỳ trước";
    Some(finding.suggest(advice))
}

/// BAND-01: converted points so near to a cut that rounding decides the band.
fn near_a_cut(
    scores: &Scores,
    framework: &Framework,
    rules: &Checks,
    file: &Place,
) -> Option<Finding> {
    let near = rules.threshold(Code::Band01)?;
    let converted = scores.converted()?;
    let band = framework.band(converted)?;
    let mut cuts = framework.bands.iter().map(|band| band.from);
    let cut = cuts.find(|cut| !cut.is_zero() && (converted - cut).abs() <= near)?;
    let message = format!(
        "điểm quy đổi {} sát mốc {}; xếp loại “{}” theo số chưa làm tròn",
        print_short(round(converted, framework.decimals + 3)),
        print(cut),
        band.name
    );
    let finding = Finding::new(Code::Band01, scores.total_place().unwrap_or(file), message);
    let suggestion = "kiểm tra lại điểm trước khi công bố xếp loại";
    Some(finding.part("xếp loại").suggest(suggestion))
}

fn against(sum: &Sum, stated: Decimal) -> Option<Mismatch> {
    let why = "nửa đơn vị số cuối của từng số cộng lại, và của tổng ghi";
    let tolerance = sum.tolerance + sum.slack(stated);
    let why = reason(tolerance, why);
    let mut numbers = Mismatch::of(stated, sum.value, tolerance, why)?;
    numbers.recomputed = round(sum.value, sum.value.scale().min(4));
    Some(numbers)
}

/// What a tolerance is made of, unless there is none.
fn reason(tolerance: Decimal, usual: &'static str) -> &'static str {
    match tolerance.is_zero() {
        true => "điểm công bố không làm tròn: 19,9 là 19,90",
        false => usual,
    }
}

/// A group whose points, put right alone, would make the sum right.
struct Repair {
    words: String,
    /// Whether one digit makes the difference: the likeliest slip of the keyboard.
    one_digit: bool,
}

/// Which groups, each alone, would make the sum right, without passing their maximum; one that
/// differs in a single digit comes first.
fn repair(scores: &Scores, numbers: &Mismatch) -> String {
    let would_be = |group: &GroupScore| {
        let published = group.published.achieved.as_ref()?;
        let value = published.value + numbers.difference();
        let possible = !value.is_sign_negative() && value <= group.maximum;
        possible.then(|| Repair {
            words: format!(
                "{} là {} thay vì {}",
                group.name,
                print_short(value),
                print(published.value)
            ),
            one_digit: one_digit(published.value, value),
        })
    };
    let mut repairs: Vec<Repair> = scores.groups.iter().filter_map(would_be).collect();
    repairs.sort_by_key(|repair| !repair.one_digit);
    let advice = "so lại từng trục với Cổng; văn bản vẫn in đúng số đã công bố";
    let words = repairs.iter().map(|repair| match repair.one_digit {
        true => format!("{} (sai một chữ số)", repair.words),
        false => repair.words.clone(),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return advice.to_owned();
    }
    format!("{advice}; tổng sẽ khớp nếu {}", words.join(", hoặc "))
}

/// Whether two numbers, written with equally many decimals, differ in one digit.
pub fn one_digit(a: Decimal, b: Decimal) -> bool {
    let scale = a.scale().max(b.scale());
    let written = |mut value: Decimal| {
        value.rescale(scale);
        value.to_string()
    };
    let (a, b) = (written(a), written(b));
    let differing = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    a.len() == b.len() && differing == 1
}
