"""Measures file to table against DuckDB and frictionless, in one run, taking turns.

Vidkryto does everything a publication needs: hash, encoding, dialect, header, types from all rows, fixes, checks, screen for
personal data, duplicates, profile, Parquet (zstd). DuckDB does bare CSV to Parquet (zstd). Frictionless validates only.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import generate
import measure

DUCKDB = """
import sys, duckdb
source, target, threads = sys.argv[1:]
connection = duckdb.connect(config={"threads": int(threads)})
connection.execute("SET enable_progress_bar = false")
connection.execute(f"COPY (SELECT * FROM read_csv_auto('{source}')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
"""
FRICTIONLESS = """
import sys
from frictionless import Checklist, Resource, system
with system.use_context(trusted=True):
    report = Resource(path=sys.argv[1]).validate()
print(report.stats)
"""
SLICE_ROWS = 100_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, help="where files and results go")
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--stages", type=Path, help="the example `stages` of the crate standards")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frictionless-rounds", type=int, default=1)
    arguments = parser.parse_args()

    out = arguments.folder / "out"
    out.mkdir(parents=True, exist_ok=True)
    files = {variant: generate.write(arguments.folder / "data" / f"{variant}-{arguments.rows}.csv", arguments.rows, variant) for variant in generate.VARIANTS}
    small = generate.write(arguments.folder / "data" / f"clean-{SLICE_ROWS}.csv", SLICE_ROWS, "clean")
    cores = measure.machine()["cores"]
    duckdb = [sys.executable, "-c", DUCKDB]
    frictionless = [sys.executable, "-c", FRICTIONLESS]
    convert = [str(arguments.binary), "convert", "--to", "parquet"]
    contenders = {
        "vidkryto clean": [*convert, "--out", str(out / "vidkryto-clean.parquet"), str(files["clean"])],
        "duckdb clean": [*duckdb, str(files["clean"]), str(out / "duckdb-clean.parquet"), str(cores)],
        "vidkryto dirty --fix": [*convert, "--fix", "--out", str(out / "vidkryto-dirty.parquet"), str(files["dirty"])],
        "duckdb dirty-utf8": [*duckdb, str(files["dirty-utf8"]), str(out / "duckdb-dirty.parquet"), str(cores)],
    }
    result = {"machine": measure.machine(), "rows": arguments.rows, "rounds": arguments.rounds}
    result["input_bytes"] = {variant: measure.warm(path).stat().st_size for variant, path in files.items()}

    costs = {name: [] for name in contenders}
    for number in range(arguments.rounds):
        for name, command in contenders.items():
            cost = measure.run(command)
            costs[name].append(cost)
            print(f"round {number + 1} {name}: {cost.wall:.2f} s, cpu {cost.cpu:.2f} s, {cost.memory_mb:.0f} MB", flush=True)
    result["contenders"] = {name: measure.summary(runs) for name, runs in costs.items()}
    result["output_bytes"] = {path.name: path.stat().st_size for path in sorted(out.glob("*.parquet"))}

    if arguments.frictionless_rounds:
        slices = [measure.run([*frictionless, str(measure.warm(small))]) for _ in range(2)]
        result["contenders"][f"frictionless {SLICE_ROWS} rows"] = measure.summary(slices)
        whole = [measure.run([*frictionless, str(files["clean"])]) for _ in range(arguments.frictionless_rounds)]
        result["contenders"]["frictionless clean"] = measure.summary(whole)
    if arguments.stages:
        result["stages"] = {
            variant: stages(arguments.stages, files[variant], flags, arguments.rounds)
            for variant, flags in (("clean", []), ("dirty", ["--fix"]))
        }
    result["ratios"] = ratios(result["contenders"])
    result["load_after"] = measure.machine()["load"]
    path = arguments.folder / "file-to-table.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    show(result)
    print(f"\nwritten: {path}")


def stages(binary, path, flags, rounds):
    """Median seconds of each pass."""
    runs = [json.loads(subprocess.run([binary, path, *flags], check=True, capture_output=True).stdout) for _ in range(rounds)]
    middle = lambda stage, unit: sorted(run[stage][unit] for run in runs)[len(runs) // 2]
    return {stage: {unit: middle(stage, unit) for unit in ("wall", "cpu")} for stage in runs[0]}


def ratios(contenders):
    """Medians against medians, wall clock and processor time."""
    pairs = (("vidkryto clean", "duckdb clean"), ("vidkryto dirty --fix", "duckdb dirty-utf8"), ("frictionless clean", "vidkryto clean"))
    return {
        f"{left} / {right}": {unit: contenders[left][unit]["median"] / contenders[right][unit]["median"] for unit in ("wall", "cpu")}
        for left, right in pairs
        if left in contenders and right in contenders
    }


def show(result):
    """Tables as docs/performance.md has them."""
    print("\n| | runs | wall, s: median (min–max) | noise | CPU, s: median (min–max) | noise | peak memory, MB |\n|---|---|---|---|---|---|---|")
    for name, of in result["contenders"].items():
        wall, cpu = of["wall"], of["cpu"]
        print(
            f"| {name} | {of['runs']} | {wall['median']:.2f} ({wall['min']:.2f}–{wall['max']:.2f}) | {of['wall_noise']:.0%} "
            f"| {cpu['median']:.2f} ({cpu['min']:.2f}–{cpu['max']:.2f}) | {of['cpu_noise']:.0%} | {of['memory_mb']:.0f} |"
        )
    for name, ratio in result["ratios"].items():
        print(f"{name}: wall {ratio['wall']:.2f}, CPU {ratio['cpu']:.2f}")
    for variant, passes in result.get("stages", {}).items():
        print(variant, ", ".join(f"{name} {of['wall']:.2f} s (CPU {of['cpu']:.2f})" for name, of in passes.items()))
    for name, size in {**result["input_bytes"], **result["output_bytes"]}.items():
        print(f"{name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
