"""The development wars in; the weights file that comes with Ebla out. Run after a change of the levels or the corpus.

    python -m evaluation.linking.make_weights > src/ebla/incidents/weights/deeds-2.json

m is counted over all pairs of claims of one deed told by two reports, u over all pairs of two deeds of one war, of the gold claims and of
the reader's own. The prior and the least
weight for a link were chosen on the same wars, each scored with the weights of the three others (`python -m evaluation.linking --tune`).
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache

from ebla.incidents import LinkClaim
from ebla.incidents.estimate import count_levels, weights_from
from ebla.incidents.weights import Weights
from ebla.reading.readers import get_reader
from evaluation.linking.corpus import HERE, War, load_war, wars
from evaluation.linking.score import read_war

PRIOR_BITS = -4.0
LINK_BITS = 0.0


def make(chosen: list[War], prior_bits: float = PRIOR_BITS, link_bits: float = LINK_BITS) -> Weights:
    """Return the weights that these wars give: levels are counted over the gold claims and over the reader's own claims of the same deeds.

    A reader's claim is of the deed of the gold claim whose words it shares; so what readers leave out or take wrongly counts too.
    """
    gold = {claim: f"{war.name}:{incident}" for war in chosen for claim, incident in war.incident_of.items()}
    counts, one, two = count_levels([war.link_claims() for war in chosen], gold)
    read = [_read(war.name) for war in chosen]
    deeds = {claim: deed for _, of_claim in read for claim, deed in of_claim.items()}
    more, one_read, two_read = count_levels([claims for claims, _ in read], deeds)
    both = {name: (same + more[name][0], other + more[name][1]) for name, (same, other) in counts.items()}
    made = (
        f"m from {one} pairs of one deed, u from {two} pairs of two, gold of {', '.join(war.name for war in chosen)} "
        f"(digest {_digest(chosen)}), and {one_read} and {two_read} pairs of claims that {get_reader('rules').version} read there, "
        "by python -m evaluation.linking.make_weights"
    )
    return weights_from(both, name="deeds", version=2, made=made, prior_bits=prior_bits, link_bits=link_bits)


@cache
def _read(name: str) -> tuple[tuple[LinkClaim, ...], dict[str, str]]:
    """Return the reader's claims of a war, and the deed of each that tells of one."""
    war = load_war(name)
    linked, own = read_war(war, get_reader("rules").read)
    return tuple(linked), {claim: f"{name}:{war.incident_of[gold]}" for gold, claim in own.items()}


def _digest(chosen: list[War]) -> str:
    gold = b"".join((HERE / war.name / "gold.jsonl").read_bytes() for war in chosen)
    return hashlib.sha256(gold).hexdigest()[:8]


if __name__ == "__main__":
    development = ["colombia-2001", "philippines-2017", "sudan-2023", "syria-2019"]
    assert not set(development) & set(wars(kept_out=True))
    sys.stdout.write(make([load_war(name) for name in development]).to_json())
