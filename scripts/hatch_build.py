"""Build hook: compiles the world gazetteer into the wheel (see `ebla.gazetteer.compile`). Replaced when the gazetteer lands."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerBuildHook(BuildHookInterface):
    """Compile the gazetteer before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Nothing to do yet."""
