"""Settings from the environment."""

from __future__ import annotations

import dataclasses

import pytest

from ebla.errors import InputError
from ebla.settings import Settings


def test_settings_have_defaults() -> None:
    settings = Settings.from_environment({"HOME": "/x", "EBLA_JOBS": ""})
    assert (settings.ledger, settings.reader, settings.jobs) == ("ebla.db", "rules", 1)


def test_settings_are_read_from_the_environment() -> None:
    given = {"EBLA_LEDGER": "postgresql://u@h/d", "EBLA_JOBS": "4", "EBLA_LOCK_TIMEOUT_S": "0.5"}
    settings = Settings.from_environment(given)
    assert (settings.ledger, settings.jobs, settings.lock_timeout_s) == ("postgresql://u@h/d", 4, 0.5)


def test_setting_of_the_wrong_type_is_told() -> None:
    with pytest.raises(InputError, match="EBLA_JOBS: 'two' is no whole number"):
        Settings.from_environment({"EBLA_JOBS": "two"})


def test_every_setting_says_what_it_is() -> None:
    assert all(setting.metadata["help"] for setting in dataclasses.fields(Settings))
