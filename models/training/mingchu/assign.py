"""Which grid cells answer for which box: SimOTA (Ge et al. 2021), one picture at a time."""

import torch
from torch.nn import functional as F


def pair_iou(a, b):
    low, high = torch.maximum(a[:, None, :2], b[None, :, :2]), torch.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = (high - low).clamp(min=0).prod(2)
    area = lambda x: (x[:, 2:] - x[:, :2]).clamp(min=0).prod(1)
    return inter / (area(a)[:, None] + area(b)[None] - inter + 1e-9)


def inside(points, boxes):
    """points x boxes: whether each point lies in each box."""
    x, y = points[:, 0:1], points[:, 1:2]
    return (x > boxes[:, 0]) & (y > boxes[:, 1]) & (x < boxes[:, 2]) & (y < boxes[:, 3])


@torch.no_grad()
def assign(predicted, object_logits, class_logits, boxes, names, cells, radius=2.5, most=10):
    """(cell numbers, box numbers, overlaps) of the positive cells.

    A cell may answer for a box when its centre lies in the box or within `radius` strides of the box's centre. Each box
    takes as many of them as the sum of its best overlaps says, cheapest first by class and overlap; a cell wanted twice goes to
    the cheaper box.
    """
    none = torch.zeros(0, dtype=torch.long)
    if not len(boxes):
        return none, none, torch.zeros(0)
    centres = (cells[:, :2] + 0.5) * cells[:, 2:3]
    in_box = inside(centres, boxes)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    in_centre = ((centres[:, None] - middle[None]).abs().amax(2) < radius * cells[:, 2:3])
    candidates = (in_box | in_centre).any(1).nonzero()[:, 0]
    if not len(candidates):
        return none, none, torch.zeros(0)
    overlap = pair_iou(predicted[candidates], boxes)
    score = (class_logits[candidates].sigmoid() * object_logits[candidates].sigmoid()[:, None]).sqrt()
    wanted = F.one_hot(names, class_logits.shape[1]).float()
    score = score[:, None].expand(-1, len(boxes), -1)
    class_cost = F.binary_cross_entropy(score, wanted[None].expand_as(score), reduction="none").sum(2)
    both = in_box[candidates] & in_centre[candidates]
    cost = class_cost - 3 * torch.log(overlap + 1e-8) + 1e5 * ~both
    taken = torch.zeros_like(cost, dtype=torch.bool)
    counts = overlap.topk(min(most, len(candidates)), 0).values.sum(0).int().clamp(min=1)
    for box in range(len(boxes)):
        taken[cost[:, box].topk(min(int(counts[box]), len(candidates)), largest=False).indices, box] = True
    twice = taken.sum(1) > 1
    if twice.any():
        best = cost[twice].argmin(1)
        taken[twice] = F.one_hot(best, len(boxes)).bool()
    cell, box = taken.nonzero(as_tuple=True)
    return candidates[cell], box, overlap[cell, box]
