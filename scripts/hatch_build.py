"""Build hook: compiles the world gazetteer (see `ebla.gazetteer.compile`) before the wheel's files are collected or the tree is installed
editable.

The build environment holds no dependency of Ebla, so only the package's folder is made known, not its `__init__`.
"""

import pathlib
import sys
import types
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerBuildHook(BuildHookInterface):
    """Compile the gazetteer before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write `src/ebla/gazetteer/data/world.sqlite`, unless it was made from the same inputs. A source distribution goes without it."""
        if self.target_name != "wheel":
            return
        folder = pathlib.Path(self.root) / "src" / "ebla"
        saved = {name: module for name, module in sys.modules.items() if name == "ebla" or name.startswith("ebla.")}
        for name in saved:
            del sys.modules[name]
        package = types.ModuleType("ebla")
        package.__path__ = [str(folder)]
        sys.modules["ebla"] = package
        try:
            from ebla.gazetteer.compile import compile_world

            compile_world()
        finally:
            for name in [n for n in sys.modules if n == "ebla" or n.startswith("ebla.")]:
                del sys.modules[name]
            sys.modules.update(saved)
