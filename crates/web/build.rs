//! Makes sure that the folder of compiled scripts exists, so that a fresh clone compiles before `npm run build` was called.

use std::{fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=locales");
    let dist = Path::new("assets/dist");
    let is_empty = fs::read_dir(dist).map_or(true, |mut entries| entries.next().is_none());
    if is_empty {
        fs::create_dir_all(dist).expect("the crate's own folder can be written to");
        println!(
            "cargo::warning=no compiled scripts in crates/web/assets/dist: pages work without them; `npm ci && npm run build` in crates/web makes them"
        );
    }
}
