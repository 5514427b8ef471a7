//! Identifiers inside the portal: UUID v7, so that they sort by the moment they were made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Makes a new identifier stamped with `now`; the random part comes from the thread's generator.
            pub fn new(now: Timestamp) -> Self {
                Self(uuid_v7(now))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A published (or drafted) body of data.
    DatasetId,
    /// One form of a dataset: what an upload makes versions of.
    DistributionId,
    /// Immutable content of a distribution.
    VersionId,
    /// An upload on its way to becoming a version.
    DraftId,
    /// Who answers for datasets: the council, a department, a utility, an institution.
    PublisherId,
    /// Somebody who signs in.
    PersonId,
    /// One entry of the event log.
    EventId,
    /// Work to be done after a change.
    JobId,
    /// A token with which a script writes.
    ApiTokenId,
}

fn uuid_v7(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds))
}
