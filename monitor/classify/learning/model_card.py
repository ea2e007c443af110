"""The model card: what a training run was made of and what it reached, written by the program from its manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = "# Model card\n\nWritten by the training run; do not edit.\n"


def write_card(about: Mapping[str, Any]) -> str:
    """The card of one model from its manifest, as Markdown."""
    return "\n".join([_HEAD, _section(about)])


def _section(about: Mapping[str, Any]) -> str:
    name = str(about["data"])
    lines = [
        f"## {name}",
        "",
        about.get("made_of") or f"Trained on `{name}`.",
        "",
        f"- Artefact `{str(about['sha256'])[:12]}`; training data SHA-256 `{str(about['data_sha256'])[:16]}…`; seed {about['seed']}.",
        f"- {about['rows']} texts; character n-grams (n ≤ 3) found in at least {about['least_documents']} of them; "
        f"{about['ngrams']} kept; no digits; what looks like a personal name was cut out of the texts first.",
        *(
            [f"- Lines left out because text or label is empty: {_listed(about['skipped_lines'])}."]
            if about["skipped_lines"]
            else []
        ),
        *_corrections(about),
        *_on_the_job(about),
        *_cold(about),
        *_machine(about),
        "",
    ]
    return "\n".join([*lines, *_figures(about), *_evidence(about), *_compared(about), ""])


def _corrections(about: Mapping[str, Any]) -> list[str]:
    rows = about.get("officer_rows")
    return (
        [f"- Among them {rows} corrections by officers, the last of {about['officer_last']}."] if rows else []
    )


def _on_the_job(about: Mapping[str, Any]) -> list[str]:
    """What was learnt from officers' corrections beside the model."""
    found = about.get("on_the_job")
    if not found:
        return []
    many = ", ".join(f"{field} {count}" for field, count in found["corrections"].items())
    words = "; ".join(f"{label} ← {'、'.join(words)}" for label, words in found["words"].items())
    return [
        f"- Beside it {found['ngrams']} n-grams that officers' corrections share ({many}; the last of {found['last']}), held against "
        f"{found['seen']} items that were seen and left alone. They are added to the log odds of whatever names relevance, class and organ, of "
        f"posts as well: {words}."
    ]


def _cold(about: Mapping[str, Any]) -> list[str]:
    """The classes that the model cannot name, and those that this training left off."""
    lines = []
    if about.get("cold"):
        lines.append(
            f"- **{len(about['cold'])} classes of the taxonomy have no training messages here**: {', '.join(about['cold'])}. They are named by "
            "the words of `config/taxonomy.yaml` and the machine of `cold_start.md`; such a result says so in its reasons (冷启动)."
        )
    return lines + [f"- {sentence}." for sentence in about.get("set_aside", ())]


def _machine(about: Mapping[str, Any]) -> list[str]:
    lines = ["- Sublinear TF-IDF, the first 40 characters counted twice, weights as bytes."]
    if about.get("title_weight"):
        lines.append(
            f"- N-grams of the title (first 20 letters) are features of their own, of length {about['title_weight']} beside "
            f"the text's 1; n-grams that are words count up to {1 + about['word_emphasis']:g} times as much."
        )
    if about.get("branches"):
        lines.append(
            f"- The {len(about['branches'])} branches of the taxonomy found by their hand-written words (`branches` in the manifest) "
            f"are features beside the n-grams, together of length {about['branch_weight']}, in whole texts only."
        )
    if about.get("contrast"):
        lines.append(
            "- Each label against the rest; before that each n-gram is weighed by the size of its log-count ratio between the "
            f"label's texts and the others, to the power of {about['contrast']} (naive Bayes features)."
        )
    lines.append(
        f"- Linear SVM (C = {about['penalty']}{', balanced classes' if about['balanced'] else ''}); probabilities by softmax "
        f"with factor {about['temperature']}."
    )
    return lines


def _compared(about: Mapping[str, Any]) -> list[str]:
    found = about.get("compared")
    if not found:
        return []
    lines = [
        "",
        f"Compared with model `{found['with']}` on fixed sets that the training data does not decide:",
        "",
    ]
    lines += [f"- {sentence}" for sentence in found["figures"]]
    kept = found["kept_out"]
    lines += [
        f"- {found['sentence'].partition('：')[0]}",
        *(
            [
                f"- For information only: macro-F1 {kept['macro_f1']:.4f} on {kept['rows']} texts kept out of the submitted data."
            ]
            if kept["rows"]
            else []
        ),
    ]
    return lines + ([f"- Put to use all the same: {found['forced']}"] if found.get("forced") else [])


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
    if about.get("calibration_error") is not None:
        lines += ["", f"Expected calibration error of the best label: {about['calibration_error']:.4f}."]
    if about.get("certain_at"):
        floors = ", ".join(
            f"{float(wished):.1%} from {floor}" for wished, floor in about["certain_at"].items()
        )
        lines += ["", f"Answers are right with a share of: {floors} probability on."]
    lines += ["", "| probability at least | share of texts | right |", "|---|---|---|"]
    return lines + [f"| {c['at_least']} | {c['share']:.3f} | {c['right']:.3f} |" for c in about["confidence"]]


def _evidence(about: Mapping[str, Any]) -> list[str]:
    """The weights of word groups beside the model, and the share called relevant of each kind of held-out row."""
    if "evidence" not in about:
        return []
    weights = ", ".join(f"{name} {value:+.2f}" for name, value in about["evidence"].items())
    shares = ", ".join(f"{name} {value:.4f}" for name, value in about["evidence_held_out"].items())
    return [
        "",
        f"Word groups (log odds; margin and groups together, held-out margins): {weights}.",
        "",
        f"Called relevant with them, each row unseen by model and weights (`hard`: right): {shares}.",
    ]


def _listed(lines: Sequence[int]) -> str:
    shown = ", ".join(str(n) for n in lines[:20])
    return shown + (f" … ({len(lines)} in all)" if len(lines) > 20 else "")
