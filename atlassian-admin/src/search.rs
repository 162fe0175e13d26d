//! What the searches for tokens and keys have in common.

atlassian_core::open_enum! {
    /// How a date is searched for.
    pub enum SearchType {
        /// Compared with a length of time before now: more than this.
        GreaterThan = "gt",
        /// Compared with a length of time before now: less than this.
        LessThan = "lt",
        /// Between two.
        Range = "range",
    }
}
