"""Checks the filled examples of the official annexes; called by `standards-examples`."""

import collections
import json
import pathlib
import re
import subprocess
import sys

folder, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
totals = collections.Counter()
clean = 0
examples = sorted(folder.glob("*/*/example.xlsx"), key=lambda path: int(re.search(r"_(\d+)_", str(path)).group(1)))
for example in examples:
    annex = re.match(r"Додаток_(\d+)_", example.parent.parent.name)
    standard = f"ua-835-2025/{annex.group(1)}/{example.parent.name.strip()}"
    command = [binary, "check", str(example), "--standard", standard, "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if answer.returncode not in (0, 1):
        print(f"{standard}: exit {answer.returncode} {answer.stdout[:200]} {answer.stderr[:200]}")
        totals["unreadable"] += 1
        continue
    findings = [
        finding
        for table in json.loads(answer.stdout)["tables"]
        for finding in table["findings"]
        if finding["severity"] != "info"
    ]
    clean += not findings
    for finding in findings:
        kind = finding["kind"] if finding["kind"] != "value" else f"value {finding['rule']}"
        totals[(finding["severity"], kind)] += finding["count"]
        shown = "; ".join(repr(one["value"])[:60] for one in finding["examples"][:3])
        print(f"{standard}\t{finding['severity']}\t{kind}\t{finding['field']}\t{finding['count']}\t{shown}")
print(f"examples {len(examples)}, without findings {clean}")
for kind, count in totals.most_common():
    print(f"  {count}\t{kind}")
