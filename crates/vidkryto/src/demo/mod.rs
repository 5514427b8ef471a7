//! The sample city: what it publishes and the files it uploads, all made by a seeded generator.
//!
//! What lives here makes bytes and passports; publishing them is the use cases' work. Nothing describes a real object or person.

mod appeals;
mod bodies;
mod csv;
mod dataset;
mod ground;
mod libraries;
mod months;
mod outdoors;
mod people;
mod places;
mod random;
mod register;
mod safety;
pub(crate) mod seed;
mod sheet;
mod soil;
mod trade;
mod transport;
mod works;
mod xlsx;

pub(crate) use dataset::{DemoDataset, DemoVersion};

/// All datasets of the sample city.
pub(crate) fn datasets() -> Vec<DemoDataset> {
    let mut datasets = all_but_the_register();
    datasets.push(register::dataset());
    datasets
}

/// What the register lists.
fn all_but_the_register() -> Vec<DemoDataset> {
    let mut datasets = transport::datasets();
    datasets.extend(outdoors::datasets());
    datasets.extend(safety::datasets());
    datasets.extend(trade::datasets());
    datasets.extend(works::datasets());
    datasets.extend(people::datasets());
    datasets.push(appeals::dataset());
    datasets.push(libraries::dataset());
    datasets
}

#[cfg(test)]
mod tests;
