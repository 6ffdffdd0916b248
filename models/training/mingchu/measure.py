"""Figures: average precision at overlap 0.5, precision and recall, intervals."""

import numpy as np

from .geometry import iou


def match(found, scores, truth, ignored=(), least=0.5):
    """(score, hit) of every detection of one picture; detections on ignored boxes are left out."""
    rows, taken = [], set()
    order = np.argsort(-np.asarray(scores), kind="stable")
    overlaps = iou(found, truth) if len(truth) and len(found) else np.zeros((len(found), 0))
    skip = iou(found, ignored) if len(ignored) and len(found) else np.zeros((len(found), 0))
    for i in order:
        free = [(overlaps[i, j], j) for j in range(overlaps.shape[1]) if j not in taken and overlaps[i, j] >= least]
        if free:
            taken.add(max(free)[1])
            rows.append((scores[i], True))
        elif not (skip[i] >= least).any():
            rows.append((scores[i], False))
    return rows


def average_precision(rows, boxes):
    """Area under the precision envelope over all recalls; nan without boxes."""
    if boxes == 0:
        return float("nan")
    rows = sorted(rows, key=lambda r: -r[0])
    hits = np.cumsum([hit for _, hit in rows]) if rows else np.zeros(0)
    precision = hits / np.arange(1, len(rows) + 1)
    recall = np.concatenate([[0], hits / boxes])
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall) * envelope))


def at_threshold(rows, boxes, threshold):
    """(precision, recall) of the detections at or above a threshold."""
    chosen = [hit for score, hit in rows if score >= threshold]
    return (sum(chosen) / len(chosen) if chosen else float("nan")), (sum(chosen) / boxes if boxes else float("nan"))


def bootstrap(groups, figure, times=400, seed=0):
    """95 % interval of figure(list of groups) when whole groups are drawn again."""
    rng = np.random.default_rng(seed)
    values = [figure([groups[i] for i in rng.integers(0, len(groups), len(groups))]) for _ in range(times)]
    return tuple(float(v) for v in np.nanpercentile(values, [2.5, 97.5]))


def wilson(hits, count, z=1.96):
    """95 % interval of a share."""
    if not count:
        return float("nan"), float("nan")
    share, zz = hits / count, z * z / count
    middle, half = (share + zz / 2) / (1 + zz), z * np.sqrt(share * (1 - share) / count + zz / 4 / count) / (1 + zz)
    return middle - half, middle + half
