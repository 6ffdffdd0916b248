"""The detector's loss with partial labels: what a set does not label is no negative."""

import torch
from torch.nn import functional as F

from .assign import assign, inside
from .yolox import decode


def object_weights(class_probabilities, labelled, positive, ignored):
    """How much each cell's objectness counts.

    Positive cells count 1. Cells in an ignored region count 0. Other cells are negatives only as far as no class that the
    picture does not label is seen there: 1 minus the highest such probability, 0 above one half. `labelled` is a mask over the
    classes.
    """
    weights = torch.ones(len(class_probabilities))
    if not labelled.all():
        seen = class_probabilities[:, ~labelled].amax(1)
        weights = torch.where(seen > 0.5, torch.zeros_like(seen), 1 - seen)
    weights[ignored] = 0
    weights[positive] = 1
    return weights


def detector_loss(raw, targets, cells):
    """The summed loss per positive cell and its parts.

    raw: N x cells x (4 + 1 + classes) with logits. targets: one dict a picture of boxes (pixels), names (class numbers),
    labelled (mask over classes), ignored (boxes within which nothing is a negative).
    """
    centres = (cells[:, :2] + 0.5) * cells[:, 2:3]
    parts = {"box": 0.0, "object": 0.0, "class": 0.0}
    positives = 0
    for rows, target in zip(raw, targets):
        predicted, objects, classes = decode(rows, cells), rows[:, 4], rows[:, 5:]
        cell, box, overlap = assign(predicted.detach(), objects.detach(), classes.detach(), target["boxes"], target["names"], cells)
        positives += len(cell)
        ignored = inside(centres, target["ignored"]).any(1) if len(target["ignored"]) else torch.zeros(len(cells), dtype=torch.bool)
        weights = object_weights(classes.detach().sigmoid(), target["labelled"], cell, ignored)
        truth = torch.zeros(len(cells))
        truth[cell] = 1
        parts["object"] = parts["object"] + (F.binary_cross_entropy_with_logits(objects, truth, reduction="none") * weights).sum()
        if len(cell):
            parts["box"] = parts["box"] + (1 - row_iou(predicted[cell], target["boxes"][box]) ** 2).sum()
            wanted = F.one_hot(target["names"][box], classes.shape[1]) * overlap[:, None]
            every = F.binary_cross_entropy_with_logits(classes[cell], wanted, reduction="none")
            parts["class"] = parts["class"] + (every * target["labelled"]).sum()
    count = max(positives, 1)
    parts = {name: value / count for name, value in parts.items()}
    return 5 * parts["box"] + parts["object"] + parts["class"], parts


def row_iou(a, b):
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    inter = (high - low).clamp(min=0).prod(1)
    area = lambda x: (x[:, 2:] - x[:, :2]).clamp(min=0).prod(1)
    return inter / (area(a) + area(b) - inter + 1e-9)
