"""The notebooks: how they are run, and what of them is stored.

Run as a program, it runs all of them and stores what they show, after a change of theirs or of the extraction::

    python tests/notebooks.py
"""

from __future__ import annotations

import os
import re
import tempfile
from copy import deepcopy
from html import unescape
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets import default

import coopnews
from program import ROOT, clean

PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PACKAGE = Path(coopnews.__file__).parent.parent
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class Kernel(AsyncKernelManager):
    """A kernel of this interpreter, whatever other kernels its user has installed."""

    @default("kernel_spec_manager")
    def _only_the_native_one(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def load(path: Path) -> NotebookNode:
    """A notebook as it is stored."""
    return nbformat.read(path, as_version=4)


def run(notebook: NotebookNode, scratch: Path) -> NotebookNode:
    """A notebook as it should be stored, run with this interpreter and this package; ``scratch`` is for its files.

    Raises CellExecutionError where a cell fails.
    """
    fresh = deepcopy(notebook)
    client = NotebookClient(
        fresh,
        kernel_manager_class=Kernel,
        timeout=120,
        coalesce_streams=True,
        resources={"metadata": {"path": ROOT / "notebooks"}},
    )
    path = os.pathsep.join(filter(None, (str(PACKAGE), os.environ.get("PYTHONPATH"))))
    client.execute(env={**clean(), "PYTHONPATH": path, "IPYTHONDIR": str(scratch), "TMPDIR": str(scratch)})
    fresh.metadata = NotebookNode(METADATA)
    for cell in fresh.cells:
        cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_plain(output) for output in cell.outputs if output.get("name") != "stderr"]
    return fresh


def _plain(output: NotebookNode) -> NotebookNode:
    """An output without what differs from run to run."""
    if "data" in output:
        output.metadata = NotebookNode()
        if "execution_count" in output:
            output.execution_count = None
        if len(output.data) > 1:
            del output.data["text/plain"]  # the address of an object, or once more what the richer form shows
    return output


def texts(notebook: NotebookNode) -> list[str]:
    """What a reader reads below each cell, whatever it is wrapped in."""
    return [" ".join(_text(output) for output in cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]


def _text(output: NotebookNode) -> str:
    rich = "".join(output.data.values()) if "data" in output else output.get("text", "")
    return " ".join(unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", rich, flags=re.DOTALL)).split())


if __name__ == "__main__":
    for file in PATHS:
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(run(load(file), Path(folder)), file)
