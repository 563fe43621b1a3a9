"""Stands for the module that the embeddable Python lacks: a copy of that Python is the virtual environment."""

import shutil
import sys
from pathlib import Path

folder = Path(sys.argv[-1])
if folder.exists() and "--clear" in sys.argv:
    shutil.rmtree(folder)
shutil.copytree(Path(sys.executable).parent, folder / "Scripts", copy_function=shutil.copyfile)
