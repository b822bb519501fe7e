//! Budgets in work units, so that equal inputs give equal answers on any machine.

use crate::answer::Stop;

/// How much work a search may do, and who may interrupt it.
///
/// One unit is about one node of a search or one row of a table looked at.
pub struct Budget<'a> {
    limit: u64,
    used: u64,
    next_poll: u64,
    poll: Option<&'a mut dyn FnMut(u64) -> bool>,
}

const POLL_EVERY: u64 = 1 << 16;

impl<'a> Budget<'a> {
    /// A budget of `limit` units.
    pub fn new(limit: u64) -> Budget<'static> {
        Budget { limit, used: 0, next_poll: u64::MAX, poll: None }
    }

    /// A budget that now and then reports the units used so far; `poll` answers whether to go on.
    pub fn polled(limit: u64, poll: &'a mut dyn FnMut(u64) -> bool) -> Budget<'a> {
        Budget { limit, used: 0, next_poll: POLL_EVERY, poll: Some(poll) }
    }

    /// Units used so far.
    pub fn used(&self) -> u64 {
        self.used
    }

    /// Units left.
    pub fn left(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    /// Spends units.
    ///
    /// # Errors
    /// [`Stop::Budget`] when none are left, [`Stop::Interrupted`] when the poll says so.
    pub fn spend(&mut self, units: u64) -> Result<(), Stop> {
        self.used = self.used.saturating_add(units);
        if self.used > self.limit {
            return Err(Stop::Budget);
        }
        if self.used >= self.next_poll {
            self.next_poll = self.used + POLL_EVERY;
            if let Some(poll) = &mut self.poll
                && !poll(self.used)
            {
                return Err(Stop::Interrupted);
            }
        }
        Ok(())
    }
}
