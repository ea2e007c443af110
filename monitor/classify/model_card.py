"""The model card: what a training run was made of and what it reached, written by the program from the manifests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = """# Model card

Written by the training run; do not edit. Repeat it with `python bench/train_shipped.py`.
"""

_MADE_OF: Mapping[str, str] = {
    "category": """Names the first-level class (一级分类) of a matter.

- Data: citizens' messages (留言) with their official first-level label, 7 classes; raw texts, and further messages known only
  as tokens without stop words, joined again. Rows present in both forms are used once, in the raw form.
- The taxonomy has 15 classes. **The other 8 have no training messages**: 党务政务, 国土资源, 纪检监察, 经济管理,
  科技与信息产业, 民政, 农村农业, 政法 are named by the seed phrases of `config/taxonomy.yaml` only (cold start); such a result always
  says so in its reasons. No accuracy is claimed for them.
- Places are masked in the data (A市, A3区); masks, digits and punctuation are invisible to the model.
- Limits: the labels hold noise (the same complaint under 城乡建设 and 环境保护); messages are from one province; texts
  by media read differently from messages.""",
    "relevance": """Tells matters that some government office could have to answer from everything else.

- Data: citizens' messages, hotline messages and news of emergencies against general news headlines of ten classes; matters both
  whole and as titles alone, headlines both alone and joined to longer texts, so that length does not decide; masked places are
  invisible; plus hard cases written for this project (weight 5). Headlines with words of a matter (投诉, 业主, 事故 …) about
  places in the country were left out, since they may well be matters.
- Emergencies that are real, recent and in the country are relevant by rule, whatever this model says.
- Limits: no labelled sample of social-media chatter was at hand; the negatives are headlines of 2008-2012. All views of one
  text stay on one side of a split.""",
}


def write_card(manifests: Sequence[Mapping[str, Any]]) -> str:
    """The card of one or several models, as Markdown."""
    return "\n".join([_HEAD, *(_section(m) for m in manifests)])


def _section(about: Mapping[str, Any]) -> str:
    name = str(about["data"])
    lines = [
        f"## {name}",
        "",
        _MADE_OF.get(name, f"Trained on `{name}`."),
        "",
        f"- Artefact `{str(about['sha256'])[:12]}`; training data SHA-256 `{str(about['data_sha256'])[:16]}…`; seed {about['seed']}.",
        f"- {about['rows']} texts; character n-grams (n ≤ 3) found in at least {about['least_documents']} of them; "
        f"{about['ngrams']} kept; no digits; what looks like a personal name was cut out of the texts first.",
        *(
            [f"- Lines left out because text or label is empty: {_listed(about['skipped_lines'])}."]
            if about["skipped_lines"]
            else []
        ),
        "- Sublinear TF-IDF, the first 40 characters counted twice, linear SVM "
        f"(C = {about['penalty']}{', balanced classes' if about['balanced'] else ''}), weights as bytes; probabilities by softmax with factor {about['temperature']}.",
        "",
    ]
    return "\n".join([*lines, *_figures(about), ""])


def _figures(about: Mapping[str, Any]) -> list[str]:
    held_out = about["held_out"]
    if not held_out:
        return ["Too few rows for held-out figures."]
    lines = [
        f"Held out ({about['folds']} folds, near copies kept on one side): n = {held_out['n']}, accuracy {held_out['accuracy']:.4f}, "
        f"macro-F1 {held_out['macro_f1']:.4f}.",
        "",
        "| label | precision | recall | F1 | rows |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {label} | {f['precision']:.3f} | {f['recall']:.3f} | {f['f1']:.3f} | {f['support']} |"
        for label, f in held_out["per_class"].items()
    ]
    lines += ["", "| probability at least | share of texts | right |", "|---|---|---|"]
    return lines + [f"| {c['at_least']} | {c['share']:.3f} | {c['right']:.3f} |" for c in about["confidence"]]


def _listed(lines: Sequence[int]) -> str:
    shown = ", ".join(str(n) for n in lines[:20])
    return shown + (f" … ({len(lines)} in all)" if len(lines) > 20 else "")
