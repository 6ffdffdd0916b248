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


def block_of(stem, size):
    """Pictures whose numbers lie close together often come from one film or page: the number of their block."""
    return int(re.search(r"(\d+)$", stem).group(1)) // size


def join_blocks(owners, blocks):
    """Joins groups that share a block, so that neither look-alikes nor neighbours straddle two splits."""
    first = {}
    joined = list(range(len(owners)))

    def root(i):
        while joined[i] != i:
            joined[i] = joined[joined[i]]
            i = joined[i]
        return i

    for i, (owner, block) in enumerate(zip(owners, blocks)):
        for key in (("alike", owner), ("block", block)):
            a, b = root(first.setdefault(key, i)), root(i)
            joined[max(a, b)] = min(a, b)
    return [root(i) for i in range(len(owners))]


def colour_groups(paths, count):
    """A group number per picture by its colours: films of which no name tells them apart, and whose frames were turned."""
    prints = []
    for path in paths:
        small = cv2.resize(cv2.imread(str(path)), (64, 64), interpolation=cv2.INTER_AREA)[12:52, 12:52]
        bins = cv2.calcHist([small], [0, 1, 2], None, [4, 4, 4], [0, 256] * 3).flatten()
        prints.append(np.sqrt(bins / bins.sum()))
    cv2.setRNGSeed(1)
    end = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 100, 1e-4)
    return cv2.kmeans(np.array(prints, np.float32), count, None, end, 8, cv2.KMEANS_PP_CENTERS)[1].ravel()


def split_set(pictures, spec):
    """(picture, split, recording name) for every picture of one set."""
    if spec.get("by") == "source":
        return [(p, hashed_split(p.source, spec["hashed"]), p.source) for p in pictures]
    if spec.get("by") == "colours":
        groups = colour_groups([p.path for p in pictures], spec["groups"])
        named = {g: split for split, listed in spec["held"].items() for g in listed}
        return [(p, named.get(int(g), "train"), f"film-{g}") for p, g in zip(pictures, groups)]
    if "hashed" in spec:
        owners = join_alike([look_hash(p.path) for p in pictures])
        if "block" in spec:
            owners = join_blocks(owners, [block_of(p.stem, spec["block"]) for p in pictures])
        keys = [pictures[i].stem for i in owners]
        return [(p, hashed_split(key, spec["hashed"]), key) for p, key in zip(pictures, keys)]
    found = [(p, recording_of(spec, p.source)) for p in pictures]
    return [(p, r["split"], r["name"]) for p, r in found]
