"""Executes a notebook in memory, as from the folder it lies in; writes what became of each code cell as JSON."""

import json
import sys
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
begun = time.perf_counter()
client.execute()
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
