"""Event type and mode of a claim in; the group of modes that reports of one deed may differ in out."""

from __future__ import annotations

# Modes that outlets use for the same deed: who looks at the doer says "shot", who looks at the dead says "massacre".
_GROUPS = {
    "killing": (
        "firearms",
        "targeted",
        "execute",
        "assassinate",
        "massacre",
        "cleansing",
        "primitive",
        "abduct",
        "beat",
        "torture",
        "sexual",
    ),
    "air": ("aerial", "drone"),
    "shelling": ("heavy-weapons",),
    "bombing": ("explosives", "suicide-attack"),
    "gas": ("unconventional",),
    "burning": ("destroy",),
    "crowd": ("crowd-control",),
    "truce": ("ceasefire", "disarm"),
    "leaving": ("withdraw", "yield"),
    "freeing": ("release", "return"),
    "holding": ("arrest", "seize", "restrict", "withhold", "curfew", "martial-law", "ban", "censor"),
    "protest": ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    "meeting": ("visit", "third-party", "multilateral", "phone", "meet"),
    "expulsion": ("expel", "deport"),
}
_GROUP_OF = {mode: group for group, modes in _GROUPS.items() for mode in modes}


def mode_group(mode: str | None) -> str | None:
    """Return the group of a mode; a mode in none stands for itself.

    >>> mode_group("drone"), mode_group("police"), mode_group(None)
    ('air', 'police', None)
    """
    return None if mode is None else _GROUP_OF.get(mode, mode)
