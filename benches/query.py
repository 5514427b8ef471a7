"""Measures the portal of the sample city over HTTP: start, memory, rows of its large table, pages.

One connection, one request after the other. Latency is what a client on the same machine sees; processor time is the server's
own, from the kernel, and the surer figure on a machine that does other work.
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import measure

DATASET = "hotline-appeals"
TABLE = "appeals"
READY_SECONDS_MAX = 900
TICKS = os.sysconf("SC_CLK_TCK")


class Portal:
    """A portal of the sample city, running."""

    def __init__(self, binary, data):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [binary, "demo", "--data", str(data), "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not self.answers():
            if self.process.poll() is not None or time.perf_counter() - start > READY_SECONDS_MAX:
                raise SystemExit("the portal does not start")
            time.sleep(0.01)
        self.start_seconds = time.perf_counter() - start
        self.start_cpu = self.cpu()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def answers(self):
        try:
            probe = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            probe.request("GET", "/healthz")
            return probe.getresponse().status == 200
        except OSError:
            return False

    def cpu(self):
        """Processor seconds so far, threads that ended included."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self, what):
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024

    def get(self, path):
        self.connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}: {body[:300]!r}")
        return body

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait(timeout=30)


def series(portal, count, paths):
    """Asks `count` times, each time the next path; latency in ms and the server's processor time."""
    paths = iter(paths)
    walls, size, cpu = [], 0, portal.cpu()
    for _ in range(count):
        path = next(paths)
        start = time.perf_counter()
        size = len(portal.get(path))
        walls.append((time.perf_counter() - start) * 1000)
    print(f"{count} requests, median {measure.percentile(walls, 0.5):.1f} ms, last {path}", file=sys.stderr, flush=True)
    return {
        "requests": count,
        "p50": measure.percentile(walls, 0.5),
        "p95": measure.percentile(walls, 0.95),
        "cpu_ms": (portal.cpu() - cpu) * 1000 / count,
        "bytes": size,
    }


def repeat(*paths):
    while True:
        yield from paths


def rows_path(base, *pairs):
    return f"{base}?{urllib.parse.urlencode(pairs)}"


def deep_series(portal, base):
    """Walks the whole table by `next`, 1000 rows a page: the last pages should cost what the first do."""
    walls, cpu, after = [], portal.cpu(), None
    while True:
        path = rows_path(base, ("limit", "1000"), *([("after", after)] if after else []))
        start = time.perf_counter()
        page = json.loads(portal.get(path))
        walls.append((time.perf_counter() - start) * 1000)
        after = page["next"]
        if after is None:
            break
    return {
        "requests": len(walls),
        "p50": measure.percentile(walls, 0.5),
        "p95": measure.percentile(walls, 0.95),
        "first_ten": sum(walls[:10]) / 10,
        "last_ten": sum(walls[-10:]) / 10,
        "cpu_ms": (portal.cpu() - cpu) * 1000 / len(walls),
    }


def folder_size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def table_questions(base):
    """What is asked of the large table; values change from request to request, so that no answer is one remembered."""
    kinds = ("Опалення", "Освітлення", "Дороги", "Відходи", "Водопостачання", "Благоустрій", "Зелені насадження")
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 10) for day in range(1, 29)]
    contains = ("Передова", "Садова", "ліхтар", "лавк", "вод", "батаре", "дерево")
    return {
        "first page, 100 rows": repeat(base),
        "first page, 1000 rows": repeat(rows_path(base, ("limit", "1000"))),
        "filter: one category": repeat(*(rows_path(base, ("filter", f"kind:eq:{kind}")) for kind in kinds)),
        "filter: category and days": repeat(
            *(rows_path(base, ("filter", f"kind:eq:{kinds[index % 7]}"), ("filter", f"receivedDateTime:gte:{day}T00:00:00")) for index, day in enumerate(days))
        ),
        "filter: text contains": repeat(*(rows_path(base, ("filter", f"content:contains:{word}")) for word in contains)),
        "sort: newest first": repeat(rows_path(base, ("sort", "-receivedDateTime"))),
        "sort: two fields of text": repeat(rows_path(base, ("sort", "organizationName,-addressThoroughfare"))),
        "filter and sort": repeat(*(rows_path(base, ("filter", f"kind:eq:{kind}"), ("sort", "-receivedDateTime")) for kind in kinds)),
    }


def pages():
    """Pages for people, and one of the API."""
    return {
        "home": repeat("/"),
        "catalogue": repeat("/datasets"),
        "catalogue, search": repeat(*("/datasets?" + urllib.parse.urlencode({"q": word}) for word in ("зупинки", "звернення", "дороги", "бібліотеки", "майданчики"))),
        "dataset": repeat(f"/datasets/{DATASET}"),
        "dataset, English": repeat(f"/en/datasets/{DATASET}"),
        "table page": repeat(f"/datasets/{DATASET}/tables/{TABLE}"),
        "dataset by API": repeat(f"/api/v1/datasets/{DATASET}"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, help="where the results go")
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=100, help="for each question about the table")
    parser.add_argument("--page-requests", type=int, default=100, help="for each page")
    arguments = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="vidkryto-bench-"))
    try:
        result = measured(arguments, data)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    path = arguments.folder / "query.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    show(result)
    print(f"\nwritten: {path}")


def measured(arguments, data):
    result = {"machine": measure.machine()}
    seeding = Portal(arguments.binary, data)
    result["seeding"] = {"wall": seeding.start_seconds, "cpu": seeding.start_cpu, "memory_mb": seeding.memory_mb("VmHWM")}
    seeding.stop()
    result["folder_mb"] = folder_size(data) / 1e6

    starts = []
    for _ in range(5):
        portal = Portal(arguments.binary, data)
        # Idle means after what follows a start has been done.
        time.sleep(2)
        starts.append({"wall": portal.start_seconds, "cpu": portal.start_cpu, "memory_mb": portal.memory_mb("VmRSS")})
        portal.stop()
    result["start"] = {key: sorted(start[key] for start in starts)[len(starts) // 2] for key in starts[0]}

    portal = Portal(arguments.binary, data)
    try:
        base = f"/api/v1/datasets/{DATASET}/tables/{TABLE}/rows"
        result["table_rows"] = json.loads(portal.get(base))["total"]
        result["table"] = {name: series(portal, arguments.requests, paths) for name, paths in table_questions(base).items()}
        result["deep"] = deep_series(portal, base)
        result["pages"] = {name: series(portal, arguments.page_requests, paths) for name, paths in pages().items()}
        result["memory_after_mb"] = {"now": portal.memory_mb("VmRSS"), "peak": portal.memory_mb("VmHWM")}
    finally:
        portal.stop()
    result["load_after"] = os.getloadavg()
    return result


def show(result):
    """Tables as docs/performance.md has them."""
    for part in ("table", "pages"):
        print("\n| | p50, ms | p95, ms | CPU, ms a request | answer, kB |\n|---|---|---|---|---|")
        for name, of in result[part].items():
            print(f"| {name} | {of['p50']:.1f} | {of['p95']:.1f} | {of['cpu_ms']:.2f} | {of['bytes'] / 1000:.0f} |")
    print(json.dumps({key: value for key, value in result.items() if key not in ("table", "pages")}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
