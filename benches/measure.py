"""Runs commands and tells what they cost: wall clock, processor time, memory."""

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    """What one run of a command cost."""

    wall: float
    cpu: float
    memory_mb: float


def run(command, expected=(0,)):
    """Runs a command to its end; its own processor time and peak memory come from the kernel (wait4)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        raise SystemExit(f"{command[0]} ended with {process.returncode}: {errors.decode(errors='replace')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def summary(costs):
    """Median, range and spread of several runs."""
    walls, cpus = sorted(cost.wall for cost in costs), sorted(cost.cpu for cost in costs)
    return {
        "runs": len(costs),
        "wall": {"median": statistics.median(walls), "min": walls[0], "max": walls[-1]},
        "cpu": {"median": statistics.median(cpus), "min": cpus[0], "max": cpus[-1]},
        # Half the range over the median: how far a run lies from the middle.
        "wall_noise": (walls[-1] - walls[0]) / 2 / statistics.median(walls),
        "cpu_noise": (cpus[-1] - cpus[0]) / 2 / statistics.median(cpus),
        "memory_mb": max(cost.memory_mb for cost in costs),
    }


def percentile(values, share):
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine():
    """What was measured on, with the load of the moment."""
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal")) // 1024 // 1024
    system = next((line.split("=", 1)[1].strip().strip('"') for line in open("/etc/os-release") if line.startswith("PRETTY_NAME")), "unknown")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": model,
        "memory_gb": memory,
        "system": system,
        "python": platform.python_version(),
        "load": os.getloadavg(),
    }


def warm(path):
    """Brings a file into the page cache, so that the first of several runs is like the others."""
    with open(path, "rb") as file:
        while file.read(1 << 20):
            pass
    return Path(path)
