//! A scenario as its author wrote it: names, text, estimates with their sources, and where each stands in the file.

mod enforce;
mod preference;
mod ties;

pub use enforce::{After, Body, Delivery, Enforce, Guarantee, Leader, Poll, Renewed, Spoiler, Way};
pub use preference::{Degree, Preference, PreferenceKind, Weighed};
pub use ties::{Boxed, Dependence, Factor, Group, Interaction};

use crate::date::Date;
use num_rational::Ratio;

/// An exact number as written: a decimal with at most 18 decimals or a fraction, at most 10⁹ in size. It can be
/// compared; sums and products may not fit, so calculate with [`crate::number::exact`].
pub type Number = Ratio<i128>;

/// A place in one of the scenario's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Index into [`Scenario::files`].
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One file of a scenario.
#[derive(Debug, Clone)]
pub struct File {
    /// The name it was read under (for messages).
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its bytes, where they are not those of the text: of files in the formats of other systems.
    pub bytes: Option<Vec<u8>>,
}

/// A number as people give it: a point, a range, or low–best–high, with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Lowest.
    pub low: Number,
    /// Best guess, where one is stated.
    pub best: Option<Number>,
    /// Highest.
    pub high: Number,
    /// Ids of its sources; empty: an analyst's assumption.
    pub sources: Vec<String>,
    /// Who gave it.
    pub author: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Remark.
    pub note: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A reference to an option, as `issue.option`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionRef {
    /// Id of the issue.
    pub issue: String,
    /// Id of the option.
    pub option: String,
    /// Where it stands.
    pub span: Span,
}

/// A cited source.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub author: Option<String>,
    pub url: Option<String>,
    pub date: Option<Date>,
    pub licence: Option<String>,
    pub seen: Option<String>,
    pub bias: Option<String>,
    /// Whether its author remarks that it is later than the scenario.
    pub later: Option<bool>,
    pub note: Option<String>,
    pub span: Span,
}

/// What a party's consent covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Every package.
    Whole,
    /// Packages with a clause it has to carry out.
    Carried,
    /// Never asked.
    None,
}

impl Consent {
    /// What is asked of a role where the file does not say it.
    pub fn of_role(role: &str) -> Consent {
        match role {
            "party" => Consent::Whole,
            "affected" => Consent::None,
            _ => Consent::Carried,
        }
    }
}

/// A party, mediator, guarantor, funder or affected group.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Party {
    pub id: String,
    pub name: String,
    pub role: String,
    pub consent: Consent,
    /// No package counts as worth more to the party than this, in points.
    pub ceiling: Option<Estimate>,
    pub note: Option<String>,
    pub span: Span,
}

/// An option of an issue.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Choice {
    pub id: String,
    pub label: String,
    /// Text of the option in a package; the label where absent.
    pub clause: Option<String>,
    /// First publicly proposed.
    pub date: Option<Date>,
    /// Parties that have to carry it out.
    pub carried_by: Vec<String>,
    pub regions: Vec<String>,
    pub control: Option<String>,
    /// Kinds of provisions of peace agreements it contains, by their names in [`crate::shape::PROVISIONS`].
    pub provisions: Vec<String>,
    /// Value to each party, 0 to 100 within the issue; any number with [`Scenario::raw_weights`].
    pub values: Vec<(String, Estimate)>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// An issue with its options.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Issue {
    pub id: String,
    pub label: String,
    pub note: Option<String>,
    pub sources: Vec<String>,
    pub options: Vec<Choice>,
    pub span: Span,
}

/// Values by period: one estimate per party and period of `at`.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Path {
    /// Periods, ascending.
    pub at: Vec<i64>,
    /// Party id and one estimate per period.
    pub values: Vec<(String, Vec<Estimate>)>,
    pub span: Span,
}

/// Weights: party id, then issue id and points of 100; points of any sum with [`Scenario::raw_weights`].
pub type Weights = Vec<(String, Vec<(String, Estimate)>)>;

/// How a rule ties options together.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleKind {
    /// With `when`, at least one of the options.
    Requires(OptionRef),
    /// With `when`, none of the options.
    Excludes(OptionRef),
    /// Each of the options only with `when`.
    Allows(OptionRef),
    /// At most that many of the options.
    AtMost(usize),
}

/// A rule about which options go together.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Rule {
    pub id: String,
    pub label: Option<String>,
    pub kind: RuleKind,
    pub options: Vec<OptionRef>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// A clause that is never traded.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Norm {
    pub id: String,
    pub label: String,
    pub forbids: Vec<OptionRef>,
    /// Forbidden only together with one of these; empty: always.
    pub applies_if: Vec<OptionRef>,
    pub strength: Option<String>,
    pub active: bool,
    pub contested_by: Option<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// A dated public remark.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Remark {
    pub date: Option<Date>,
    pub quote: Option<String>,
    pub text: Option<String>,
    pub sources: Vec<String>,
    pub span: Span,
}

/// A red line: options its party refuses if the line is real.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct RedLine {
    pub id: String,
    pub party: String,
    pub group: Option<String>,
    pub label: String,
    pub excludes: Vec<OptionRef>,
    /// The public claim; absent: nobody claims it.
    pub claimed: Option<Remark>,
    /// When and how the claim was moved.
    pub superseded: Option<Remark>,
    /// Judged probability that the line is real.
    pub firmness: Option<Estimate>,
    pub reasons: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// How a party stands to an option, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Stance {
    Unacceptable,
    Tolerable,
    Acceptable,
    Desirable,
    Essential,
}

/// Who said what about which option, and when.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Position {
    pub party: String,
    pub issue: String,
    pub option: Option<String>,
    pub date: Option<Date>,
    pub stance: Option<Stance>,
    pub quote: Option<String>,
    pub text: Option<String>,
    pub sources: Vec<String>,
    pub statements: Vec<String>,
    pub reported: bool,
    pub span: Span,
}

/// What nobody contests any more, as the analyst sees it.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Convergence {
    pub issue: Option<String>,
    pub text: String,
    pub strength: Option<String>,
    pub statements: Vec<String>,
    pub span: Span,
}

/// A named overlay that changes numbers.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct View {
    pub id: String,
    pub label: Option<String>,
    pub held_by: Option<String>,
    pub reason: Option<String>,
    pub dissent: Option<String>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub weights: Weights,
    pub no_deal: Path,
    /// `issue.option`, then party id and value.
    pub values: Vec<(OptionRef, Vec<(String, Estimate)>)>,
    /// Red line id and firmness.
    pub firmness: Vec<(String, Estimate)>,
    /// Id of an interaction or box, and points.
    pub points: Vec<(String, Estimate)>,
    /// Factor id, then option id and factor.
    pub factor: Vec<(String, Vec<(String, Estimate)>)>,
    pub span: Span,
}

/// A package with a name.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NamedPackage {
    pub id: String,
    pub label: String,
    pub date: Option<Date>,
    /// Issue id and option id.
    pub choices: Vec<(String, String)>,
    /// Issues where the text is silent and the option is the encoder's reading.
    pub assumed: Vec<String>,
    pub text: Option<String>,
    pub note: Option<String>,
    pub sources: Vec<String>,
    pub span: Span,
}

/// One part of a split issue.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct SplitPart {
    pub id: String,
    pub label: Option<String>,
    pub options: Vec<String>,
}

/// How an issue may be split.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Split {
    pub id: String,
    pub issue: String,
    pub parts: Vec<SplitPart>,
    /// Option of the issue, and one option per part, in order.
    pub map: Vec<(String, Vec<String>)>,
    /// Party id, then `(part id, option id)` and points within the parent's 0 to 100.
    pub values: Vec<(String, Vec<((String, String), Estimate)>)>,
    pub sources: Vec<String>,
    pub note: Option<String>,
    pub span: Span,
}

/// A public statement, offer, threat or deed.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Statement {
    pub id: String,
    pub date: Option<Date>,
    pub speaker: String,
    /// A party of the scenario, where the speaker belongs to one.
    pub party: Option<String>,
    pub other: Option<String>,
    pub audience: Option<String>,
    pub kind: Option<String>,
    pub about: Vec<About>,
    pub quote: Option<String>,
    pub text: Option<String>,
    pub attribution: Option<String>,
    pub confidence: Option<String>,
    pub minor: bool,
    pub sources: Vec<String>,
    pub span: Span,
}

/// What a statement is about.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct About {
    pub issue: Option<String>,
    pub option: Option<String>,
    pub stance: Option<Stance>,
    pub target: Option<String>,
}

/// The map: a region file and who holds what, as separate dated layers.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Map {
    pub file: String,
    /// Text of the region file (GeoJSON).
    pub geojson: String,
    pub id_property: String,
    pub name_property: String,
    pub attribution: Option<String>,
    pub boundary_view: Option<String>,
    /// Issue id and the regions it is about.
    pub regions: Vec<(String, Vec<String>)>,
    pub control: Vec<Control>,
    pub span: Span,
}

/// Who holds which share of a region, on a date.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Control {
    pub region: String,
    pub holder: String,
    pub share: Estimate,
    pub as_of: Option<Date>,
    pub sources: Vec<String>,
    pub span: Span,
}

/// A scenario that was read without an error.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Scenario {
    /// The file itself, then the files it includes.
    pub files: Vec<File>,
    pub title: String,
    pub summary: Option<String>,
    pub as_of: Option<Date>,
    pub period: String,
    /// Scale raw weight points to 100.
    pub normalise: bool,
    /// Weights are taken as they stand, whatever they sum to, and values may be any number.
    pub raw_weights: bool,
    pub authors: Vec<String>,
    pub licence: Option<String>,
    pub sources: Vec<Source>,
    pub parties: Vec<Party>,
    pub issues: Vec<Issue>,
    pub weights: Weights,
    pub no_deal: Path,
    pub outside_option: Path,
    pub breakdown_point: Path,
    pub interactions: Vec<Interaction>,
    pub boxes: Vec<Boxed>,
    pub factors: Vec<Factor>,
    pub rules: Vec<Rule>,
    pub norms: Vec<Norm>,
    pub groups: Vec<Group>,
    pub red_lines: Vec<RedLine>,
    pub dependences: Vec<Dependence>,
    pub positions: Vec<Position>,
    pub convergences: Vec<Convergence>,
    pub preferences: Vec<Preference>,
    pub views: Vec<View>,
    pub packages: Vec<NamedPackage>,
    pub splits: Vec<Split>,
    pub statements: Vec<Statement>,
    pub map: Option<Map>,
    /// What bears on whether a package would be kept.
    pub enforce: Enforce,
    /// Rows read in each section that is not made of packages, values and lines: what may happen without a deal or
    /// after one.
    pub unstable: Vec<(String, usize)>,
    /// Every estimate in the file, with the place it stands, for the assumption list.
    pub estimates: Vec<(String, Estimate)>,
}
