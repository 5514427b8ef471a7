//! The one place that decides who may do what. Page, API, CLI and job ask it; what you may not read does not exist for you.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::{
    dataset::{Dataset, DatasetState},
    id::{PersonId, PublisherId},
    person::{Membership, Role, Scope},
    publisher::Publisher,
};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Anybody on the internet.
    Visitor,
    /// Somebody signed in, with what they may do today.
    Person {
        /// Who.
        id: PersonId,
        /// Memberships that hold today.
        memberships: Vec<Membership>,
    },
    /// The portal itself: jobs, the demo's seed, the command line on the server's own data folder.
    System,
}

impl Actor {
    /// Builds the actor of a person from their memberships, keeping those that hold on `today` (a local day).
    pub fn person(id: PersonId, memberships: Vec<Membership>, today: Date) -> Self {
        let memberships = memberships.into_iter().filter(|membership| membership.holds_on(today)).collect();
        Self::Person { id, memberships }
    }

    /// The person behind the actor, for the event log.
    pub fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            Self::Visitor | Self::System => None,
        }
    }

    /// True for somebody signed in.
    pub fn is_signed_in(&self) -> bool {
        matches!(self, Self::Person { .. })
    }
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See what is public of a published dataset.
    Read,
    /// See drafts, originals, full reports and full profiles.
    ReadWorkspace,
    /// Change descriptions, upload, fix.
    Edit,
    /// Make a version or a dataset public, withdraw it, accept personal data with a ground.
    Publish,
    /// Remove a version's content by decision.
    Purge,
    /// Steer the whole city: every publisher, every job.
    Coordinate,
    /// Change people, memberships, publishers.
    Administer,
}

impl Action {
    fn least_role(self) -> Option<Role> {
        match self {
            Self::Read => None,
            Self::ReadWorkspace => Some(Role::Viewer),
            Self::Edit => Some(Role::Editor),
            Self::Publish => Some(Role::Publisher),
            Self::Coordinate => Some(Role::Coordinator),
            Self::Purge | Self::Administer => Some(Role::Admin),
        }
    }
}

/// The tree of publishers, as far as access needs it: who is above whom.
#[derive(Debug, Clone, Default)]
pub struct Access {
    parents: HashMap<PublisherId, Option<PublisherId>>,
}

impl Access {
    /// Takes the tree from the publishers.
    pub fn new<'a>(publishers: impl IntoIterator<Item = &'a Publisher>) -> Self {
        Self { parents: publishers.into_iter().map(|publisher| (publisher.id, publisher.parent)).collect() }
    }

    /// Whether the actor may do this with what a publisher owns.
    pub fn may(&self, actor: &Actor, action: Action, publisher: PublisherId) -> bool {
        let Some(least) = action.least_role() else { return true };
        match actor {
            Actor::System => true,
            Actor::Visitor => false,
            Actor::Person { memberships, .. } => memberships.iter().any(|membership| {
                membership.role >= least
                    && match membership.scope {
                        Scope::City => true,
                        Scope::Publisher(scope) => self.is_within(publisher, scope),
                    }
            }),
        }
    }

    /// Whether the actor may do this for the city as a whole.
    pub fn may_in_city(&self, actor: &Actor, action: Action) -> bool {
        let Some(least) = action.least_role() else { return true };
        match actor {
            Actor::System => true,
            Actor::Visitor => false,
            Actor::Person { memberships, .. } => {
                memberships.iter().any(|membership| membership.scope == Scope::City && membership.role >= least)
            }
        }
    }

    /// Whether the dataset exists for the actor: published ones for everybody, the others for their publisher's people.
    pub fn sees(&self, actor: &Actor, dataset: &Dataset) -> bool {
        dataset.state == DatasetState::Published || self.may(actor, Action::ReadWorkspace, dataset.publisher_id)
    }

    /// The publishers with whose data the actor may do this; `None` means all.
    pub fn publishers_for(&self, actor: &Actor, action: Action) -> Option<Vec<PublisherId>> {
        if self.may_in_city(actor, action) {
            return None;
        }
        Some(self.parents.keys().copied().filter(|publisher| self.may(actor, action, *publisher)).collect())
    }

    fn is_within(&self, publisher: PublisherId, scope: PublisherId) -> bool {
        let mut current = Some(publisher);
        // The tree is at most as deep as it has members: a cycle in bad data must not hang a request.
        for _ in 0..=self.parents.len() {
            match current {
                Some(id) if id == scope => return true,
                Some(id) => current = self.parents.get(&id).copied().flatten(),
                None => return false,
            }
        }
        false
    }
}
