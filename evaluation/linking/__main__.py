"""`python -m evaluation.linking`: how well claims of the corpus are linked, by war for the half for development.

python -m evaluation.linking                  gold claims, the weights that come with Ebla
python -m evaluation.linking --leave-one-out  gold claims, each war with weights made from the three others
python -m evaluation.linking --end-to-end     the reader's own claims
python -m evaluation.linking --kept-out       the other half: totals only, so that nothing can be tuned on it
python -m evaluation.linking --tune           which prior, least weight and share of the best pair do best, each war left out in turn
"""

from __future__ import annotations

import argparse
import dataclasses
import pathlib

from ebla.incidents import Weights, clustering, load_weights
from evaluation.linking.corpus import War, load_war, wars
from evaluation.linking.make_weights import make
from evaluation.linking.score import WarScore, score_gold, score_reader, total


def main(arguments: list[str] | None = None) -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.linking", description=__doc__.splitlines()[0])
    parser.add_argument("--kept-out", action="store_true", help="score the half kept out of tuning, totals only")
    parser.add_argument("--end-to-end", action="store_true", help="link the reader's own claims")
    parser.add_argument("--leave-one-out", action="store_true", help="weights of each war from the others of its half")
    parser.add_argument("--tune", action="store_true", help="try other constants (development half only)")
    parser.add_argument("--weights", type=pathlib.Path, help="weights file")
    given = parser.parse_args(arguments)
    if given.kept_out and (given.tune or given.leave_one_out):
        parser.error("nothing is tuned or trained on the half that is kept out")
    chosen = [load_war(name) for name in wars(kept_out=given.kept_out)]
    if given.tune:
        return tune(chosen)
    usual = load_weights(given.weights)
    weights = {war.name: make([o for o in chosen if o is not war]) if given.leave_one_out else usual for war in chosen}
    scores = [_score(war, weights[war.name], given.end_to_end) for war in chosen]
    print(f"weights {'of the other wars' if given.leave_one_out else usual.id}; {'reader' if given.end_to_end else 'gold'} claims")
    print(
        f"{'':18}{'claims':>7}{'deeds':>7}{'missed':>7}   {'pairwise P':>10}{'R':>7}{'F1':>7}   "
        f"{'B-cubed P':>9}{'R':>7}{'F1':>7}{'confused':>10}"
    )
    for score in ([] if given.kept_out else scores) + [total(scores)]:
        print(_line(score))
    return None


def _score(war: War, weights: Weights, end_to_end: bool) -> WarScore:
    if not end_to_end:
        return score_gold(war, weights)
    from ebla.reading.readers import get_reader

    return score_reader(war, weights, get_reader("rules").read)


def _line(score: WarScore) -> str:
    pairs = score.pairs
    p, r, f = score.b_cubed
    return (
        f"{score.war:18}{score.claims:7}{score.incidents:7}{score.missed:7}   {pairs.precision:10.3f}{pairs.recall:7.3f}{pairs.f1:7.3f}   "
        f"{p:9.3f}{r:7.3f}{f:7.3f}{score.confused:10}"
    )


def tune(chosen: list[War]) -> None:
    """Print totals for other constants, each war scored with the weights of the others."""
    trained = {war.name: make([o for o in chosen if o is not war]) for war in chosen}
    for share in (0.1, 0.3, 0.5, 0.7):
        clustering.BEST_SHARE = share
        for link_bits in (-1.0, 0.0, 1.0, 2.0):
            scores = [score_gold(war, dataclasses.replace(trained[war.name], link_bits=link_bits)) for war in chosen]
            print(f"best share {share:.1f}, link bits {link_bits:+.1f}  {_line(total(scores))}", flush=True)


if __name__ == "__main__":
    main()
