"""Times real Jupyter: kernel start to first figure, and every lesson's whole execution. Prints one JSON object.

argv: the project's root. Runs in the project's own Python environment.
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
FIGURE = """import { descend, gradientDescent, pathOnCurve, show, square } from 'downhill'
show(pathOnCurve(descend(square, 70, gradientDescent({ eta: 0.1 }), 5)))"""


def first_figure():
    began = time.perf_counter()
    manager, client = start_new_kernel(kernel_name="downhill", cwd=str(root / "notebooks"))
    ready = time.perf_counter() - began
    try:
        client.execute_interactive(FIGURE, timeout=60, output_hook=lambda message: None)
        return ready, time.perf_counter() - began
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def lesson(path):
    began = time.perf_counter()
    NotebookClient(nbformat.read(path, 4), timeout=120, resources={"metadata": {"path": str(root / "notebooks")}}).execute()
    return time.perf_counter() - began


starts = [first_figure() for _ in range(3)]
print(
    json.dumps(
        {
            "kernel ready, s": round(median(ready for ready, _ in starts), 2),
            "first figure, s": round(median(figure for _, figure in starts), 2),
            **{f"{path.stem}, s": round(lesson(path), 2) for path in sorted((root / "notebooks").glob("*.ipynb"))},
        }
    )
)
