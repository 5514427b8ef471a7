//! Differences between two versions of a table, by primary key or, without one, as a multiset.
