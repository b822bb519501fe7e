//! Orders of steps.

use super::{Claimed, fails};
use crate::result::OrderRecord;
use crate::result::order::Checked;
use zopa_core::check::Verdict;

impl Claimed<'_> {
    /// What an order needs, and that none needs less.
    pub(super) fn order(&self, record: &OrderRecord) -> (String, Verdict, Option<String>) {
        let claim = "the steps of a package, in an order that needs so much".to_string();
        match record.check(self.problem.n(), self.problem.options()) {
            Ok(Checked::Whole) => (claim, Verdict::Holds, None),
            Ok(Checked::Need) => {
                let remark = "what the order needs is re-proved; that none needs less is not, because there are too many sets of steps";
                (claim, Verdict::NotReproved, Some(remark.into()))
            }
            Err(wrong) => (claim, fails(wrong), None),
        }
    }
}
