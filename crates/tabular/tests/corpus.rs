//! Files that once broke a reader, and the seeds of fuzzing: each is read or refused, never more.

#[path = "../examples/fuzz/dice.rs"]
mod dice;
#[path = "../examples/fuzz/mutate/mod.rs"]
mod mutate;
#[path = "../examples/fuzz/readers.rs"]
mod readers;
#[path = "../examples/fuzz/walk.rs"]
mod walk;

use std::{fs, path::Path};

use self::{
    dice::Dice,
    mutate::mutate,
    walk::{Way, walk},
};

/// Mutations of each file that every test run tries.
const MUTATIONS: usize = 20;

/// The files of every reader, with what they are called.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files = Vec::new();
    for (reader, _) in readers::READERS {
        let ending = readers::ending(reader).expect("a known reader");
        let folder = fs::read_dir(corpus.join(reader)).expect("every reader has seeds");
        for file in folder.flatten() {
            files.push((format!("{}.{ending}", file.path().display()), fs::read(file.path()).expect("readable")));
        }
    }
    files
}

#[test]
fn every_file_of_the_corpus_is_read_or_refused() {
    for (name, bytes) in corpus() {
        for way in Way::usual() {
            walk(&name, &bytes, &way).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn mutations_of_the_corpus_are_read_or_refused() {
    for (name, bytes) in corpus() {
        let mut dice = Dice::new(bytes.len() as u64);
        for _ in 0..MUTATIONS {
            let mutated = mutate(&bytes, &bytes, &mut dice);
            let way = Way::of(&mutated);

            walk(&name, &mutated, &way).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
