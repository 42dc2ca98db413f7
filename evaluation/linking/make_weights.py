"""The gold claims of the development wars in; the weights file that comes with Ebla out. Run after a change of the levels or the corpus.

    python -m evaluation.linking.make_weights > src/ebla/incidents/weights/deeds-2.json

m is counted over all pairs of claims of one deed told by two reports, u over all pairs of two deeds of one war. The prior and the least
weight for a link were chosen on the same wars, each scored with the weights of the three others (`python -m evaluation.linking --tune`).
"""

from __future__ import annotations

import hashlib
import sys

from ebla.incidents.estimate import count_levels, weights_from
from ebla.incidents.weights import Weights
from evaluation.linking.corpus import HERE, War, load_war, wars

PRIOR_BITS = -4.0
LINK_BITS = -1.0


def make(chosen: list[War], prior_bits: float = PRIOR_BITS, link_bits: float = LINK_BITS) -> Weights:
    """Return the weights that the gold of these wars gives."""
    deeds = {claim: f"{war.name}:{incident}" for war in chosen for claim, incident in war.incident_of.items()}
    counts, one, two = count_levels([war.link_claims() for war in chosen], deeds)
    made = (
        f"m from {one} pairs of one deed, u from {two} pairs of two, gold of {', '.join(war.name for war in chosen)} "
        f"(digest {_digest(chosen)}), by python -m evaluation.linking.make_weights"
    )
    return weights_from(counts, name="deeds", version=2, made=made, prior_bits=prior_bits, link_bits=link_bits)


def _digest(chosen: list[War]) -> str:
    gold = b"".join((HERE / war.name / "gold.jsonl").read_bytes() for war in chosen)
    return hashlib.sha256(gold).hexdigest()[:8]


if __name__ == "__main__":
    development = ["colombia-2001", "philippines-2017", "sudan-2023", "syria-2019"]
    assert not set(development) & set(wars(kept_out=True))
    sys.stdout.write(make([load_war(name) for name in development]).to_json())
