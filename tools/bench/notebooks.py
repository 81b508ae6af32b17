"""Times real Jupyter: kernel start to first figure, and every lesson's whole execution. Prints one JSON object.

argv: the project's root, then the names of the lessons. Runs in the project's own Python environment.
"""

import json
import sys
import time
from pathlib import Path
from statistics import median

# As in tools/lab.py: a second less.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402
from jupyter_client.manager import start_new_kernel  # noqa: E402
from nbclient import NotebookClient  # noqa: E402

root = Path(sys.argv[1])
notebooks = root / "notebooks"
FIGURE = """import { descend, gradientDescent, pathOnCurve, show, square } from 'downhill'
show(pathOnCurve(descend(square, 70, gradientDescent({ eta: 0.1 }), 5)))"""


def first_figure():
    began = time.perf_counter()
    manager, client = start_new_kernel(kernel_name="downhill", cwd=str(notebooks))
    ready = time.perf_counter() - began
    try:
        client.execute_interactive(FIGURE, timeout=60, output_hook=lambda message: None)
        return ready, time.perf_counter() - began
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def lesson(name):
    notebook = nbformat.read(notebooks / f"{name}.ipynb", 4)
    began = time.perf_counter()
    NotebookClient(notebook, kernel_name="downhill", timeout=120, resources={"metadata": {"path": str(notebooks)}}).execute()
    return time.perf_counter() - began


starts = [first_figure() for _ in range(3)]
print(
    json.dumps(
        {
            "kernel ready, s": round(median(ready for ready, _ in starts), 2),
            "first figure, s": round(median(figure for _, figure in starts), 2),
            **{f"{name}, s": round(lesson(name), 2) for name in sys.argv[2:]},
        }
    )
)
