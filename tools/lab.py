"""Starts JupyterLab on the project's own settings alone, and ends it with the process that started it.

Jupyter also reads system-wide folders, which could bring in foreign extensions, kernels or settings.
Standard input is held open by the parent; when it closes, for whatever reason, the server shuts down its kernels and itself.
"""

import os
import sys
import threading

server = None


def end_with_parent():
    os.read(0, 1)
    if server is None:
        os._exit(0)
    server.stop()


threading.Thread(target=end_with_parent, daemon=True).start()

# Checks international addresses, which no Jupyter message needs, and compiles a grammar for that: half of the starting time.
sys.modules["rfc3987_syntax"] = None

from jupyter_core import paths  # noqa: E402

paths.SYSTEM_CONFIG_PATH[:] = paths.ENV_CONFIG_PATH
paths.SYSTEM_JUPYTER_PATH[:] = paths.ENV_JUPYTER_PATH

from jupyterlab.labapp import LabApp  # noqa: E402  (reads the folders when it is imported)

server = LabApp.initialize_server(sys.argv[1:])


def import_exporters():
    from nbconvert.exporters import base

    for name in base.get_export_names():
        base.get_exporter(name)


# Lab asks for the list of formats just before it connects a notebook with its kernel, and all waits until these are imported.
threading.Thread(target=import_exporters, daemon=True).start()
server.start()
