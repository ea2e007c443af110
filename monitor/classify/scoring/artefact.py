"""One file per model: arrays and a manifest in an npz that is read without pickle, sealed by SHA-256.

The same model always gives the same bytes. The manifest (JSON) holds the labels, the figures of the training run and
the hash of the arrays; a file whose arrays do not fit its manifest is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.classify.scoring.branches import Branches
from monitor.classify.scoring.correction_words import CorrectionWords
from monitor.classify.scoring.linear_model import BranchWeights, LinearModel
from monitor.errors import MonitorError

FORMAT = 1
_ARRAYS = ("keys", "idf", "weights", "scales", "bias")
_OPTIONAL = ("telling", "branch_rarity", "branch_weights")
CORRECTIONS = "on_the_job"
"""Where a manifest tells of what was learnt from officers."""
_CORRECTION_KEYS, _CORRECTION_WEIGHTS = "correction_keys", "correction_weights"
Arrays = Mapping[str, npt.NDArray[Any]]
_NO_ARRAYS: Arrays = {}


@dataclass(frozen=True, slots=True)
class Artefact:
    """A trained model with its manifest; ``id`` is the short hash that results carry.

    ``corrections``: what an office's category model has learnt from its officers beside that.
    """

    model: LinearModel
    manifest: Mapping[str, Any]
    corrections: CorrectionWords | None = None

    @property
    def id(self) -> str:
        return self.sha256[:12]

    @property
    def sha256(self) -> str:
        return str(self.manifest["sha256"])


def quantise(weights: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Weights ``[n-gram, label]`` as bytes with one scale a label; costs nothing measurable in accuracy."""
    scales = np.abs(weights).max(axis=0, initial=1e-9).astype(np.float32) / np.float32(127)
    return np.round(weights / scales).astype(np.int8), scales


def pack(arrays: Arrays, about: Mapping[str, Any]) -> bytes:
    """The bytes of an artefact; ``about`` becomes part of the manifest."""
    manifest = {"format": FORMAT, **about, "sha256": _seal(arrays, about)}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        _add(file, "manifest.json", text.encode())
        for name in _present(arrays):
            plain = io.BytesIO()
            np.lib.format.write_array(plain, arrays[name], allow_pickle=False)
            _add(file, f"{name}.npy", plain.getvalue())
    return out.getvalue()


def amend(content: bytes, more: Mapping[str, Any], arrays: Arrays = _NO_ARRAYS) -> bytes:
    """The same artefact with further facts in its manifest, and further arrays. Raises MonitorError."""
    manifest, present = _parts(content, "model")
    return pack({**present, **arrays}, {**_about(manifest), **more})


def corrected(content: bytes, words: CorrectionWords, about: Mapping[str, Any]) -> bytes:
    """The same artefact with what was learnt from officers, in place of what it had learnt before; ``about`` tells of it.

    Raises MonitorError.
    """
    arrays: Arrays = {_CORRECTION_KEYS: words.keys, _CORRECTION_WEIGHTS: words.weights}
    return amend(content, {CORRECTIONS: {**about, "labels": list(words.labels)}}, arrays)


def uncorrected(content: bytes) -> bytes:
    """The same artefact as its training run left it, without comparison and what was learnt from officers. Raises MonitorError."""
    manifest, arrays = _parts(content, "model")
    about = {k: v for k, v in _about(manifest).items() if k not in (CORRECTIONS, "compared")}
    kept = {k: v for k, v in arrays.items() if k not in (_CORRECTION_KEYS, _CORRECTION_WEIGHTS)}
    return pack(kept, about)


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A fixed date, or the same model would give other bytes tomorrow.
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    file.writestr(entry, content, compresslevel=9)


def _seal(arrays: Arrays, about: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(
        json.dumps({"format": FORMAT, **about}, ensure_ascii=False, sort_keys=True).encode()
    )
    for name in _present(arrays):
        array = arrays[name]
        digest.update(f"{name}:{array.dtype.str}:{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def shipped_path(name: str) -> Path:
    """Where a model lies that comes with the product, as ``category``."""
    return Path(__file__).parents[1] / "model" / f"{name}.npz"


@cache
def shipped(name: str) -> Artefact:
    """A model that comes with the product; it is read once, whoever asks for it."""
    return load(shipped_path(name))


def load(path: Path) -> Artefact:
    """Read an artefact from a file. Raises MonitorError when it is missing, damaged or altered."""
    return unpack(_content(path), str(path))


def parts(path: Path) -> tuple[Mapping[str, Any], Arrays]:
    """Manifest and arrays of a sealed file, whatever its arrays are. Raises MonitorError."""
    return _parts(_content(path), str(path), needed=())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MonitorError(f"{path}：无法读取模型文件") from error


def unpack(content: bytes, name: str) -> Artefact:
    """Read an artefact from bytes; ``name`` stands in the error. Raises MonitorError."""
    manifest, arrays = _parts(content, name)
    try:
        return Artefact(_model(manifest, arrays), manifest, _corrections(manifest, arrays))
    except (KeyError, TypeError, ValueError) as error:
        raise MonitorError(f"{name}：模型文件的清单不完整") from error


def _parts(
    content: bytes, name: str, needed: Collection[str] = _ARRAYS
) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """Manifest and arrays of an intact artefact. Raises MonitorError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            manifest = json.loads(file.read("manifest.json"))
            held = {n.removesuffix(".npy") for n in file.namelist() if n.endswith(".npy")}
            names = _present(held | set(needed))
            arrays = {n: np.load(io.BytesIO(file.read(f"{n}.npy")), allow_pickle=False) for n in names}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        KeyError,
        ValueError,
        EOFError,
        zlib.error,
        NotImplementedError,
    ) as error:
        raise MonitorError(f"{name}：不是有效的模型文件") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise MonitorError(f"{name}：模型文件的版本不受支持")
    if _seal(arrays, _about(manifest)) != manifest.get("sha256"):
        raise MonitorError(f"{name}：模型文件与其清单不符（可能损坏或被改动），已拒绝载入")
    return manifest, arrays


def _present(arrays: Collection[str]) -> list[str]:
    """The arrays in the order in which they are sealed: those of n-grams first."""
    known = [name for name in (*_ARRAYS, *_OPTIONAL) if name in arrays]
    return [*known, *sorted(set(arrays) - set(known))]


def _about(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in manifest.items() if k not in ("format", "sha256")}


def _model(manifest: Mapping[str, Any], arrays: Arrays) -> LinearModel:
    return LinearModel(
        manifest["labels"],
        arrays["keys"],
        arrays["idf"],
        arrays["weights"].astype(np.float32) * arrays["scales"],
        arrays["bias"],
        temperature=float(manifest["temperature"]),
        title_weight=float(manifest.get("title_weight", 0.0)),
        telling=arrays.get("telling"),
        branches=_branches(manifest, arrays),
    )


def _corrections(manifest: Mapping[str, Any], arrays: Arrays) -> CorrectionWords | None:
    """What was learnt from officers; most models have nothing of the kind."""
    if CORRECTIONS not in manifest:
        return None
    return CorrectionWords(
        manifest[CORRECTIONS]["labels"], arrays[_CORRECTION_KEYS], arrays[_CORRECTION_WEIGHTS]
    )


def _branches(manifest: Mapping[str, Any], arrays: Arrays) -> BranchWeights | None:
    """The branches of the taxonomy that a model was trained with; an older model has none."""
    if "branches" not in manifest:
        return None
    branches, rarity, weights = (
        Branches(manifest["branches"]),
        arrays["branch_rarity"],
        arrays["branch_weights"],
    )
    if not len(branches) == len(rarity) == len(weights):
        raise ValueError("branches")
    return BranchWeights(branches, rarity, weights, manifest.get("branch_chars"))
