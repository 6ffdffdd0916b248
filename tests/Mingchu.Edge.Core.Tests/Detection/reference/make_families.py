#!/usr/bin/env python3
"""
Reference tensors for the decoders of the other detector families: random outputs, decoded with numpy as each family's own published
post-processing does. Shares no code with the product. Needs python3-numpy; writes one file per layout beside itself.
"""
import json
import math
import pathlib

import numpy as np

WIDTH, HEIGHT, CLASSES, FLOOR, IOU = 96, 64, 3, 0.35, 0.45
HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(11)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def corners(xywh):
    """xywh2xyxy"""
    return np.concatenate([xywh[:, :2] - xywh[:, 2:] / 2, xywh[:, :2] + xywh[:, 2:] / 2], 1)


def nms(boxes, scores):
    order, kept = np.argsort(-scores), []
    while len(order):
        i, order = order[0], order[1:]
        kept.append(i)
        low, high = np.maximum(boxes[i, :2], boxes[order, :2]), np.minimum(boxes[i, 2:], boxes[order, 2:])
        inter = np.clip(high - low, 0, None).prod(1)
        area = (boxes[:, 2:] - boxes[:, :2]).prod(1)
        order = order[inter / (area[i] + area[order] - inter) <= IOU]
    return kept


def by_class(boxes, scores):
    found = []
    for c in range(CLASSES):
        chosen = np.flatnonzero(scores[:, c] >= FLOOR)
        found += [[c, scores[i, c], *boxes[i]] for i in chosen[nms(boxes[chosen], scores[chosen, c])]]
    return found


def rounded(*arrays):
    """float32 of six decimals, as they go into the file."""
    return [np.round(a, 6).astype(np.float32).astype(np.float64) for a in arrays]


def some_boxes(count):
    """Centre and size in pixels, many of them near each other."""
    middle = rng.integers(1, 6, (count, 2)) * [WIDTH / 6, HEIGHT / 6] + rng.normal(0, 3, (count, 2))
    return np.concatenate([middle, rng.uniform(8, 28, (count, 2))], 1)


def write(name, outputs, found, **more):
    found.sort(key=lambda f: -f[1])
    assert found, name
    (HERE / f"{name}.json").write_text(json.dumps({
        "width": WIDTH, "height": HEIGHT, "classes": CLASSES, "floor": FLOOR, "iou": IOU, **more,
        "outputs": [[round(float(v), 6) for v in o.ravel()] for o in outputs], "found": [[round(float(v), 5) for v in f] for f in found]}) + "\n")
    print(name, [o.shape for o in outputs], len(found), "found")


def yolov5():
    """models/yolo.py Detect and utils/general.py non_max_suppression: conf = obj * cls, multi-label, NMS by class."""
    rows = sum(3 * (WIDTH // s) * (HEIGHT // s) for s in (8, 16, 32))
    x, = rounded(np.concatenate([some_boxes(rows), rng.random((rows, 1)) ** 2, rng.random((rows, CLASSES))], 1))
    candidates = x[x[:, 4] > FLOOR]
    write("yolov5", [x], by_class(corners(candidates[:, :4]), candidates[:, 5:] * candidates[:, 4:5]), strides=[8, 16, 32], anchors=3)


def yolov8():
    """ultralytics/utils/ops.py non_max_suppression: prediction (4 + nc) x N, transposed; conf = best class probabilities."""
    cells = sum((WIDTH // s) * (HEIGHT // s) for s in (8, 16, 32))
    x, = rounded(np.concatenate([some_boxes(cells).T, rng.random((CLASSES, cells)) ** 4]))
    prediction = x.T
    candidates = prediction[prediction[:, 4:].max(1) > FLOOR]
    write("yolov8", [x], by_class(corners(candidates[:, :4]), candidates[:, 4:]), strides=[8, 16, 32])


def nanodet(name, offset, reg_max=7):
    """nanodet_plus_head.py get_bboxes (and gfl_head.py with the half cell): Integral, distance2bbox with max_shape, NMS by class."""
    strides, points = (8, 16, 32, 64), []
    for stride in strides:
        h, w = math.ceil(HEIGHT / stride), math.ceil(WIDTH / stride)
        y, x = np.meshgrid((np.arange(h) + offset) * stride, (np.arange(w) + offset) * stride, indexing="ij")
        points.append(np.stack([x.ravel(), y.ravel(), np.full(h * w, stride)], 1))
    points = np.concatenate(points)
    raw, = rounded(np.concatenate([rng.random((len(points), CLASSES)) ** 2, rng.normal(0, 2, (len(points), 4 * (reg_max + 1)))], 1))
    scores, regression = raw[:, :CLASSES], raw[:, CLASSES:].reshape(-1, 4, reg_max + 1)
    weights = np.exp(regression) / np.exp(regression).sum(2, keepdims=True)
    distance = (weights @ np.arange(reg_max + 1)) * points[:, 2:3]
    boxes = np.stack([np.clip(points[:, 0] - distance[:, 0], 0, WIDTH), np.clip(points[:, 1] - distance[:, 1], 0, HEIGHT),
                      np.clip(points[:, 0] + distance[:, 2], 0, WIDTH), np.clip(points[:, 1] + distance[:, 3], 0, HEIGHT)], 1)
    write(name, [raw], by_class(boxes, scores), strides=strides, regMax=reg_max, offset=offset)


def rtdetr(queries=20):
    """rtdetr_postprocessor.py with focal loss: sigmoid, the best pairs of (query, class), boxes scaled by the size. No NMS."""
    xywh = some_boxes(queries) / [WIDTH, HEIGHT, WIDTH, HEIGHT]
    # Surer than a trained network, so that the cut to the best pairs is in the reference.
    logits, xywh = rounded(rng.normal(0.3, 1.5, (queries, CLASSES)), xywh)
    boxes = corners(xywh) * [WIDTH, HEIGHT, WIDTH, HEIGHT]
    flat = sigmoid(logits).ravel()
    best = np.argsort(-flat)[:queries]
    assert (flat >= FLOOR).sum() > queries
    labels, scores, boxes = best % CLASSES, flat[best], boxes[best // CLASSES]
    found = [[int(l), s, *b] for l, s, b in zip(labels, scores, boxes) if s >= FLOOR]
    write("rtdetr", [logits, xywh], found, queries=queries)
    # What the same network answers when its post-processing is exported with it: labels, boxes, scores.
    labels, boxes, scores = labels.astype(np.float64), *rounded(boxes, scores)
    scores = np.where(np.arange(queries) >= queries - 4, 0.1, scores)
    found = [[int(l), s, *b] for l, s, b in zip(labels, scores, boxes) if s >= FLOOR]
    write("rtdetr-deployed", [labels, boxes, scores], found, queries=queries)


yolov5()
yolov8()
nanodet("nanodet", 0)
nanodet("nanodet-centre", 0.5)
rtdetr()
