"""Splits a set by recording, never by frame."""

import hashlib
import re
from pathlib import Path

import cv2
import numpy as np
import yaml

from .folders import DataError


def load_splits(path=Path(__file__).parent.parent / "splits.yaml"):
    return yaml.safe_load(Path(path).read_text())


def matches(recording, source):
    pattern = recording["pattern"].replace("{n}", r"(\d+)")
    found = re.match(pattern, source)
    if not found or "frames" not in recording:
        return bool(found)
    return in_ranges(int(found.group(1)), recording["frames"])


def in_ranges(number, ranges):
    return any(number == r if isinstance(r, int) else r[0] <= number <= r[1] for r in ranges)


def recording_of(spec, source):
    for recording in spec["recordings"]:
        if matches(recording, source):
            return recording
    raise DataError(f"splits.yaml: no recording matches '{source}'; add one")


def hashed_split(key, shares):
    """A split drawn by the hash of a key, so that it stays when pictures are added."""
    at = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 2**32
    for split, share in shares.items():
        if at < share:
            return split
        at -= share
    return "train"


def look_hash(path):
    """64 bits that near-identical pictures share: the sign of the horizontal gradient of an 9x8 thumbnail."""
    grey = cv2.resize(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), (9, 8), interpolation=cv2.INTER_AREA).astype(int)
    return (grey[:, 1:] > grey[:, :-1]).flatten()


def join_alike(hashes, most=6):
    """For each hash the number of the first one that it is alike to, directly or through others."""
    owner = list(range(len(hashes)))

    def root(i):
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    table = np.array(hashes)
    for i in range(1, len(table)):
        for j in np.nonzero((table[:i] != table[i]).sum(1) <= most)[0]:
            a, b = root(i), root(int(j))
            owner[max(a, b)] = min(a, b)
    return [root(i) for i in range(len(owner))]


def split_set(pictures, spec):
    """(picture, split, recording name) for every picture of one set."""
    if spec.get("by") == "source":
        return [(p, hashed_split(p.source, spec["hashed"]), p.source) for p in pictures]
    if "hashed" in spec:
        alike = join_alike([look_hash(p.path) for p in pictures])
        keys = [pictures[i].stem for i in alike]
        return [(p, hashed_split(key, spec["hashed"]), key) for p, key in zip(pictures, keys)]
    found = [(p, recording_of(spec, p.source)) for p in pictures]
    return [(p, r["split"], r["name"]) for p, r in found]
