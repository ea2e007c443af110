"""Train the shipped models from the shared data and write their cards.

    python -m bench.train_shipped [category] [relevance] [--data ../shared/data] [--out monitor/classify/model]

The same data gives the same bytes. No text of the data leaves this run: only weights over n-grams (n ≤ 3) that occur
in at least five texts.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from bench import shipped_category, shipped_relevance
from bench.training_run import parser_of
from monitor.classify.learning.model_card import write_card
from monitor.classify.scoring import artefact

PLANS = {"category": shipped_category.train, "relevance": shipped_relevance.train}


def main() -> int:
    parser = parser_of(__doc__)
    parser.add_argument("names", nargs="*", help="category, relevance; both when none is named")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or PLANS:
        _train(name, options.data, options.out)
    return 0


def _train(name: str, data: Path, out: Path) -> None:
    trained = PLANS[name](data)
    (out / f"{name}.npz").write_bytes(trained.content)
    print(name, len(trained.content), hashlib.sha256(trained.content).hexdigest()[:12], file=sys.stderr)
    print(json.dumps({"name": name, "held_out": trained.about["held_out"]}, ensure_ascii=False))
    manifest = artefact.unpack(trained.content, name).manifest
    (out / f"{name}.md").write_text(write_card(manifest), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
