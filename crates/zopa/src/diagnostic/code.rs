//! Every finding has a code that never changes its meaning: one line each here, and one page each in `explain/`.

use super::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `Z` and four digits.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means, an example that triggers it, and how to mend it (Markdown).
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Code = Code {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                explanation: include_str!(concat!("../explain/", $id, ".md")),
            };
        )*
        /// Every code, in order.
        pub static CODES: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX             "Z0001" Error   "The file is not valid TOML";
    TWICE              "Z0002" Error   "A key is given twice";
    FILE_TOO_LARGE     "Z0003" Error   "A file is too large";
    TOO_DEEP           "Z0004" Error   "The file is nested too deeply";
    INCLUDE_PATH       "Z0005" Error   "An include does not name a file beside the scenario";
    INCLUDE_UNREADABLE "Z0006" Error   "An included file cannot be read";
    INCLUDE_NESTED     "Z0007" Error   "An included file includes others";
    FORMAT_VERSION     "Z0008" Error   "The format version is not known";

    UNKNOWN_KEY        "Z0101" Error   "A key that the format does not have";
    MISSING_KEY        "Z0102" Error   "A required key is missing";
    WRONG_TYPE         "Z0103" Error   "A value of the wrong type";
    UNKNOWN_WORD       "Z0104" Error   "A word that is not one of the words allowed here";
    MALFORMED_ID       "Z0105" Error   "A malformed id";
    DUPLICATE_ID       "Z0106" Error   "An id is used twice";
    IMPOSSIBLE_DATE    "Z0107" Error   "A date that does not exist";
    KEY_OF_OTHER_KIND  "Z0108" Error   "A key that belongs to another kind of row";
    UNSTABLE_KEY       "Z0109" Warning "An unknown key in a section that may still change";
    TOO_MANY           "Z0110" Error   "More parties, issues or options than zopa handles";

    NOT_A_NUMBER       "Z0201" Error   "A number that is infinite or undefined";
    TOO_PRECISE        "Z0202" Error   "A number with more than 18 decimals";
    TOO_HUGE           "Z0203" Error   "A number beyond a thousand million";
    OUT_OF_BOUNDS      "Z0204" Error   "A number outside the bounds of its unit";
    RANGE_UPSIDE_DOWN  "Z0205" Error   "A range that is upside down";
    BEST_OUTSIDE       "Z0206" Error   "A best guess outside its own range";
    RATIO_NOT_POSITIVE "Z0207" Error   "A ratio that is not positive";
    NO_FRACTION        "Z0208" Error   "A fraction that is not one whole number over another";

    NO_PARTY           "Z0301" Error   "A party that does not exist";
    NO_ISSUE           "Z0302" Error   "An issue that does not exist";
    NO_OPTION          "Z0303" Error   "An option that does not exist";
    NO_SOURCE          "Z0304" Error   "A source that does not exist";
    NO_RED_LINE        "Z0305" Error   "A red line that does not exist";
    NO_GROUP           "Z0306" Error   "A group that does not exist";
    NO_PACKAGE         "Z0307" Error   "A package that does not exist";
    NO_STATEMENT       "Z0308" Error   "A statement that does not exist";
    NO_INTERACTION     "Z0309" Error   "An interaction or box that does not exist";
    NO_FACTOR          "Z0310" Error   "A factor that does not exist";
    NO_PART            "Z0311" Error   "A part of a split that does not exist";
    NO_REGION          "Z0312" Error   "A region that the map does not have";
    NO_STEP            "Z0313" Error   "A step that does not exist";
    NO_STATE           "Z0314" Error   "A state of the war that does not exist";
    NO_VIEW            "Z0315" Error   "A view that does not exist";

    WEIGHT_SUM         "Z0401" Error   "Weights that cannot add up to 100";
    WEIGHT_MISSING     "Z0402" Error   "Issues without a weight";
    NOBODY_VALUES      "Z0403" Error   "An option that nobody values";
    VALUE_MISSING      "Z0404" Error   "A party without a value for an option";
    NO_DEAL_MISSING    "Z0405" Error   "A party without a value of no deal";
    AT_ORDER           "Z0406" Error   "Periods that do not ascend";
    AT_LENGTH          "Z0407" Error   "Not one number per period";
    NOT_SWINGS         "Z0408" Note    "Values that do not run from 0 to 100";
    RAW_AND_NORMALISED "Z0409" Error   "Weights that are to be scaled and to be left alone";

    ISSUE_EMPTIED      "Z0501" Error   "An issue with no option left";
    TWO_FACTORS        "Z0502" Error   "Two factors on one option";
    FACTOR_BY_ITSELF   "Z0503" Error   "A factor decided by the option's own issue";
    INTERACTION_WITHIN "Z0504" Error   "An interaction within one issue";
    RULE_IDLE          "Z0505" Warning "A rule that can never bite";
    RULE_CONTRADICTS   "Z0506" Error   "A rule that contradicts itself";
    BOX_NARROW         "Z0507" Error   "A box of fewer than two issues";
    BOX_EMPTY          "Z0508" Error   "A box that no package lies in";

    LINE_NEVER_ASKED   "Z0601" Warning "A red line of a party that is never asked";
    LINE_OTHER_GROUP   "Z0602" Error   "A red line in a group of another party";
    LINE_EMPTY         "Z0603" Error   "A red line that excludes nothing";
    GROUP_UNUSED       "Z0604" Warning "A group without a red line";
    CARRIES_NOTHING    "Z0605" Warning "A party asked only for what it carries, which is nothing";
    LINE_NEVER_REAL    "Z0606" Warning "A red line that nobody claims or judges";

    VIEW_IDLE          "Z0701" Warning "A view that changes nothing";
    PACKAGE_GAP        "Z0702" Error   "A package that leaves an issue open";
    PACKAGE_RULE       "Z0703" Note    "A package that breaks a rule";
    PACKAGE_NORM       "Z0704" Note    "A package that breaks a norm";
    PACKAGE_HIDDEN     "Z0705" Note    "A package with an option that is hidden";
    SOURCE_UNUSED      "Z0706" Warning "A source that is never cited";

    ORDER_TWICE        "Z0801" Error   "An order that names something twice";
    ORDER_CONTRADICTS  "Z0802" Error   "An order that contradicts another one";
    SPLIT_MAP_GAP      "Z0803" Error   "A split that leaves options of its issue out";
    SPLIT_MAP_LENGTH   "Z0804" Error   "A split with not one option per part";
    SPLIT_SUM          "Z0805" Error   "Values of a split that do not add up";
    SPLIT_OPEN         "Z0806" Note    "A split that does not say what its parts are worth";
    MAP_FILE           "Z0807" Error   "A region file that cannot be used";
    WORDS_UPSIDE_DOWN  "Z0808" Error   "A range of words that runs down";
    STANCE_TWICE       "Z0809" Error   "An option with two words of one party";

    NOT_DEPENDENT      "Z0901" Error   "A number that no dependence can hold";
    DEPENDENCE_FEW     "Z0902" Error   "A dependence of fewer than two numbers";
    DEPENDENCE_TWICE   "Z0903" Error   "A number that depends twice";
    DEPENDENCE_ABSENT  "Z0904" Error   "A dependence on a number that is not given";
    DEPENDENCE_IDLE    "Z0905" Warning "A dependence on a number without a range";

    NO_AID             "Z1001" Error   "A level of aid that does not exist";
    ROW_OVER_ONE       "Z1002" Error   "Probabilities of leaving a state that can add up to more than 1";
    WAR_NEVER_ENDS     "Z1003" Error   "A state from which the war cannot end";
    END_IS_LEFT        "Z1004" Error   "A transition out of an end";
    STAYS_BY_ITSELF    "Z1005" Error   "A transition of a state to itself";
    WAR_DISCOUNT       "Z1006" Error   "A discount of the war that is 1 or more";
    PAYOFF_GAP         "Z1007" Error   "A state that is worth nothing to a party other states are worth something to";
    CHAIN_GAP          "Z1008" Error   "A chain that lacks something to be worked out";
    CONTEST_GAP        "Z1009" Error   "A contest whose numbers do not fit its two parties";

    STEP_CIRCLE        "Z1101" Error   "Steps that require each other in a circle";
    STEP_ACTORLESS     "Z1102" Error   "A step that nobody takes";
    RECIPROCAL_ITSELF  "Z1103" Error   "A step that answers itself";
    STEP_TWICE         "Z1104" Error   "An order that names a step twice";
    STEP_EARLY         "Z1105" Error   "An order with a step before what it requires";

    MONITORING_BLIND   "Z1202" Error   "Monitoring that may never notice anything";
    GUARANTEE_TWICE    "Z1203" Error   "An option that stands for two guarantees";
    DELIVERY_NO_CHANCE "Z1204" Error   "A delivery without a probability";
    DELIVERY_FALLBACK  "Z1205" Error   "A fallback that cannot take the clause's place";
    BODY_NO_CHANCE     "Z1206" Error   "A body without a probability";
    BODY_IDLE          "Z1207" Warning "A body whose consent is never needed";
    BODY_GAP           "Z1208" Note    "A body with no stated chance for some packages";

    LEVER_ISSUE        "Z1301" Error   "A lever on an unknown issue";
    LEVER_LEVELS       "Z1302" Error   "Levels of a lever that do not ascend";
    LEVER_IDLE         "Z1303" Warning "A lever that moves nothing";
}

/// The code with this id.
pub fn find(id: &str) -> Option<&'static Code> {
    CODES.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}
