"""
Executes a notebook in memory, as from the folder it lies in; writes what became of each code cell as JSON.

With the id of a cell as the third argument, it is treated roughly before: run from the last cell to the first, that
cell interrupted, the kernel restarted in the middle, and all run from there on; then, in the same kernel, from the top.
"""

import asyncio
import json
import sys
import threading
import time
from pathlib import Path

# As in tools/lab.py: a second less.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402

path = Path(sys.argv[1])
folder = sys.argv[2]
notebook = nbformat.read(path, as_version=4)
started = {}
seconds = {}


def on_start(cell, cell_index, **_):
    started[cell_index] = time.perf_counter()


def on_executed(cell, cell_index, execute_reply, **_):
    seconds[cell_index] = time.perf_counter() - started[cell_index]


def plain(output):
    """What a reader without pictures sees: a table, a caption, a line that was printed, the name of a figure."""
    return output.text if output.output_type == "stream" else output.data.get("text/plain", "")


client = NotebookClient(
    notebook,
    kernel_name="downhill",
    timeout=120,
    # Every cell is run, so that each failure is told; which may fail is decided by the caller.
    allow_errors=True,
    resources={"metadata": {"path": folder}},
    on_cell_start=on_start,
    on_cell_executed=on_executed,
)
interrupted = sys.argv[3] if sys.argv[3] != "once" else None


def run_all(cells):
    for index, cell in cells:
        client.execute_cell(cell, index)


def interrupt_soon(seconds):
    """Interrupts whatever runs then."""
    threading.Timer(seconds, lambda: asyncio.run(client.km.interrupt_kernel())).start()


begun = time.perf_counter()
with client.setup_kernel():
    pairs = list(enumerate(notebook.cells))
    if interrupted:
        for index, cell in reversed(pairs):
            if cell.get("id") == interrupted:
                interrupt_soon(0.1)
            client.execute_cell(cell, index)
        asyncio.run(client.km.restart_kernel(now=True))
        client.kc.wait_for_ready()
        run_all(pairs[len(pairs) // 2 :])
    run_all(pairs)
cells = [
    {
        "id": cell.id,
        "reached": cell.execution_count is not None,
        "mayFail": "raises-exception" in cell.metadata.get("tags", []),
        "errors": ["\n".join(out.traceback) for out in cell.outputs if out.output_type == "error"],
        "seconds": round(seconds.get(index, 0), 3),
        "shown": [plain(out) for out in cell.outputs if out.output_type != "error"],
    }
    for index, cell in enumerate(notebook.cells)
    if cell.cell_type == "code" and cell.source.strip()
]
print(json.dumps({"seconds": round(time.perf_counter() - begun, 3), "cells": cells}))
