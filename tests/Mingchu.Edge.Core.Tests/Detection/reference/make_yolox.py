#!/usr/bin/env python3
"""Reference tensors for the YOLOX decoder: random raw grids decoded with numpy as the paper's post-processing does. Needs python3-numpy."""
import json
import pathlib

import numpy as np

WIDTH, HEIGHT, STRIDES, CLASSES, FLOOR, IOU = 96, 64, (8, 16, 32), 3, 0.35, 0.45
rng = np.random.default_rng(7)


def decode(raw):
    grids, steps = [], []
    for stride in STRIDES:
        xs, ys = np.meshgrid(np.arange(WIDTH // stride), np.arange(HEIGHT // stride))
        grids.append(np.stack([xs, ys], 2).reshape(-1, 2))
        steps.append(np.full((grids[-1].shape[0], 1), stride))
    grids, steps = np.concatenate(grids), np.concatenate(steps)
    centre, size = (raw[:, :2] + grids) * steps, np.exp(raw[:, 2:4]) * steps
    return np.concatenate([centre - size / 2, centre + size / 2], 1), raw[:, 4:5] * raw[:, 5:]


def suppress(boxes, scores):
    order, kept = np.argsort(-scores), []
    while len(order):
        i, order = order[0], order[1:]
        kept.append(i)
        low, high = np.maximum(boxes[i, :2], boxes[order, :2]), np.minimum(boxes[i, 2:], boxes[order, 2:])
        inter = np.clip(high - low, 0, None).prod(1)
        area = (boxes[:, 2:] - boxes[:, :2]).prod(1)
        order = order[inter / (area[i] + area[order] - inter) <= IOU]
    return kept


rows = sum((WIDTH // s) * (HEIGHT // s) for s in STRIDES)
raw = np.concatenate([rng.normal(0.5, 0.4, (rows, 2)), rng.normal(0.6, 0.5, (rows, 2)), rng.random((rows, 1 + CLASSES)) ** 0.7], 1).astype(np.float32)
boxes, scores = decode(raw.astype(np.float64))
found = []
for c in range(CLASSES):
    chosen = np.flatnonzero(scores[:, c] >= FLOOR)
    found += [[c, scores[i, c], *boxes[i]] for i in chosen[suppress(boxes[chosen], scores[chosen, c])]]
found.sort(key=lambda f: -f[1])
print(rows, "rows,", int((scores >= FLOOR).sum()), "candidates,", len(found), "kept")
pathlib.Path(__file__).with_name("yolox.json").write_text(json.dumps({
    "width": WIDTH, "height": HEIGHT, "strides": STRIDES, "classes": CLASSES, "floor": FLOOR, "iou": IOU,
    "outputs": [[round(float(v), 6) for v in raw.ravel()]], "found": [[round(float(v), 5) for v in f] for f in found]}))
