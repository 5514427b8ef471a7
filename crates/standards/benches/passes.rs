//! Times the engine's passes and its parts on files made in memory: `cargo bench --workspace --profile dev --bench passes`.
//!
//! Throughput is told in bytes of the file. The whole road over a million rows, beside other programs, is in `benches/run`.

use std::fmt::Write;

use divan::{Bencher, counter::BytesCount};
use tabular::{
    Knowledge, Limits, Reading, Recipe, Source, TableSchema,
    analyse::{Engine, TableAnalysis, analyse},
    build::build_table,
    diff::{DiffOptions, diff},
    read,
    source::{Memory, MemoryScratch},
};

/// Rows of a file: enough for several batches.
const ROWS: usize = 20_000;

fn main() {
    divan::main();
}

/// A register of appeals of an invented city.
fn csv(rows: usize, is_dirty: bool) -> Memory {
    const DISTRICTS: [&str; 4] = ["Соборний", "Центральний", "Шевченківський", "Чечелівський"];
    const STREETS: [&str; 3] = ["вул. Садова", "просп. Польовий", "пров. Шкільний"];
    let mut text = "Ідентифікатор,Назва,Район,Адреса,Сума,Дата,Широта,Довгота\n".to_owned();
    for row in 0..rows {
        let (district, street) = (DISTRICTS[row % 4], STREETS[row % 3]);
        let (house, cents, day) = (row % 240 + 1, row * 7_919 % 9_000_000, row % 28 + 1);
        let (pad, amount, date) = if is_dirty {
            let whole = cents / 100;
            let amount = format!("\"{}\u{a0}{:03},{:02}\"", whole / 1_000 + 1, whole % 1_000, cents % 100);
            (" ", amount, format!("{day:02}.03.2024"))
        } else {
            ("", format!("{}.{:02}", cents / 100, cents % 100), format!("2024-03-{day:02}"))
        };
        writeln!(
            text,
            "{row},Ремонт огорожі № {row},{district}{pad},\"{street}, {house}\",{amount},{date},48.{:06},35.{:06}",
            row * 11 % 1_000_000,
            row * 13 % 1_000_000,
        )
        .expect("texts grow");
    }
    Memory::new("appeals.csv", text.into_bytes())
}

fn engine() -> Engine {
    Engine {
        kinds: standards::kinds(),
        screen: standards::screen(),
        limits: Limits::default(),
        knowledge: Knowledge::default(),
    }
}

/// A file with what the passes before the one that is timed made of it.
struct Road {
    engine: Engine,
    file: Memory,
    recipe: Recipe,
}

impl Road {
    fn new(is_dirty: bool) -> Self {
        let recipe = if is_dirty { Recipe::all_safe() } else { Recipe::empty() };
        Self { engine: engine(), file: csv(ROWS, is_dirty), recipe }
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.file.size())
    }

    fn read(&self) -> Reading {
        read::read(&self.file, &self.recipe.reading, &self.engine.limits).expect("the file is sound")
    }

    fn analyse(&self, reading: &Reading) -> TableAnalysis {
        analyse(&self.engine, &self.file, reading, 0, &self.recipe, None, &|_| true).expect("the file is sound")
    }

    fn build(&self, reading: &Reading, analysis: &TableAnalysis) -> (Vec<u8>, TableSchema) {
        let mut out = Vec::new();
        let (engine, file, recipe) = (&self.engine, &self.file, &self.recipe);
        let built = build_table(engine, file, reading, 0, recipe, analysis, &MemoryScratch, &mut out, &|_| true);
        (out, built.expect("the file is sound").schema)
    }
}

/// Pass 1.
#[divan::bench(args = ["clean", "dirty"])]
fn read_pass(bencher: Bencher<'_, '_>, file: &str) {
    let road = Road::new(file == "dirty");
    bencher.counter(road.bytes()).bench(|| road.read());
}

/// Only cutting: what every pass over a CSV file pays.
#[divan::bench]
fn cut(bencher: Bencher<'_, '_>) {
    let road = Road::new(false);
    let reading = road.read();
    bencher.counter(road.bytes()).bench(|| {
        let mut rows = read::open_table(&road.file, &reading, 0, &road.engine.limits).expect("the file is sound");
        let mut count = 0;
        while let Some(batch) = rows.next_batch().expect("the file is sound") {
            count += batch.rows();
        }
        count
    });
}

/// Pass 2.
#[divan::bench(args = ["clean", "dirty"])]
fn analyse_pass(bencher: Bencher<'_, '_>, file: &str) {
    let road = Road::new(file == "dirty");
    let reading = road.read();
    bencher.counter(road.bytes()).bench(|| road.analyse(&reading));
}

/// Pass 3.
#[divan::bench(args = ["clean", "dirty"])]
fn build_pass(bencher: Bencher<'_, '_>, file: &str) {
    let road = Road::new(file == "dirty");
    let reading = road.read();
    let analysis = road.analyse(&reading);
    bencher.counter(road.bytes()).bench(|| road.build(&reading, &analysis));
}

/// The screen for personal data alone, over texts in which there is nothing.
#[divan::bench(args = ["Ремонт огорожі біля школи № 17", "48.350012", "вул. Південна, 12, кв. 5", "000123456"])]
fn screen(bencher: Bencher<'_, '_>, value: &str) {
    let mut field = standards::screen().field("name", "Назва", None);
    bencher.bench_local(|| field.observe(value, 1));
}

/// Two versions of which one row in a hundred differs.
#[divan::bench]
fn compare(bencher: Bencher<'_, '_>) {
    let road = Road::new(false);
    let reading = road.read();
    let (old, schema) = road.build(&reading, &road.analyse(&reading));
    let mut lines: Vec<String> =
        String::from_utf8(csv_bytes(&road.file)).expect("UTF-8").lines().map(str::to_owned).collect();
    lines.iter_mut().skip(1).step_by(100).for_each(|line| *line = line.replacen("Ремонт", "Заміна", 1));
    let changed = Road { file: Memory::new("appeals.csv", lines.join("\n").into_bytes()), ..Road::new(false) };
    let reading = changed.read();
    let (new, new_schema) = changed.build(&reading, &changed.analyse(&reading));
    let (old, new) = (Memory::new("old.parquet", old), Memory::new("new.parquet", new));
    let options = DiffOptions::default();
    bencher.bench(|| diff(&old, &new, &schema, &new_schema, &options, &MemoryScratch).expect("both are tables"));
}

fn csv_bytes(file: &Memory) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.open().and_then(|mut input| input.read_to_end(&mut bytes)).expect("memory does not fail");
    bytes
}
