//! Files that once broke a reader, and the seeds of fuzzing: each is read or refused, never more.

#[path = "../examples/fuzz/mutate.rs"]
mod mutate;
#[path = "../examples/fuzz/walk.rs"]
mod walk;

use std::{fs, path::Path};

use self::{
    mutate::{Dice, mutate},
    walk::walk,
};

/// Mutations of each file that every test run tries.
const MUTATIONS: usize = 40;

#[test]
fn every_file_of_the_corpus_and_its_mutations_are_read_or_refused() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files = 0;
    for folder in fs::read_dir(corpus).expect("the corpus").flatten() {
        let reader = folder.file_name().to_string_lossy().into_owned();
        for file in fs::read_dir(folder.path()).expect("a reader's files").flatten() {
            let bytes = fs::read(file.path()).expect("readable");
            let name = format!("file.{reader}");

            walk(&name, &bytes).unwrap_or_else(|error| panic!("{}: {error}", file.path().display()));
            let mut dice = Dice::new(bytes.len() as u64);
            for _ in 0..MUTATIONS {
                let mutated = mutate(&bytes, &bytes, &mut dice);
                walk(&name, &mutated).unwrap_or_else(|error| panic!("{}: {error}", file.path().display()));
            }
            files += 1;
        }
    }
    assert!(files > 0, "the corpus is not empty");
}
