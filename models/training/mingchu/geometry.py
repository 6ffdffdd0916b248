"""Boxes as float arrays of rows (x1, y1, x2, y2) in pixels, and the regions cut out around them."""

import cv2
import numpy as np


def to_pixels(box, width, height):
    return (np.array([box.x - box.w / 2, box.y - box.h / 2, box.x + box.w / 2, box.y + box.h / 2])
            * (width, height, width, height))


def iou(a, b):
    """Overlap of every row of a with every row of b."""
    a, b = np.asarray(a, float).reshape(-1, 4), np.asarray(b, float).reshape(-1, 4)
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.clip(high - low, 0, None).prod(2)
    area = lambda x: (x[:, 2] - x[:, 0]) * (x[:, 3] - x[:, 1])
    return inter / np.maximum(area(a)[:, None] + area(b)[None] - inter, 1e-9)


def nms(boxes, scores, limit):
    """Numbers of the boxes that stay, best first."""
    order, kept = np.argsort(-scores, kind="stable"), []
    while len(order):
        first, order = order[0], order[1:]
        kept.append(first)
        order = order[iou(boxes[first], boxes[order])[0] <= limit]
    return np.array(kept, int)


def letterbox(picture, width, height, pad=114):
    """The picture at the top left of width x height, aspect kept, rest pad; and the factor it was scaled by."""
    scale = min(width / picture.shape[1], height / picture.shape[0])
    small = resize(picture, round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    out = np.full((height, width, 3), pad, np.uint8)
    out[:small.shape[0], :small.shape[1]] = small
    return out, scale


def resize(picture, width, height):
    """As in the product: area-averaging when shrinking, bilinear when enlarging."""
    shrink = width < picture.shape[1] or height < picture.shape[0]
    return cv2.resize(picture, (max(1, width), max(1, height)), interpolation=cv2.INTER_AREA if shrink else cv2.INTER_LINEAR)


def region(box, left, right, top, bottom):
    """The region around a box, in units of its width (left, right) and height (top, bottom) from its centre."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    w, h = box[2] - box[0], box[3] - box[1]
    return np.array([x - left * w, y - top * h, x + right * w, y + bottom * h])


def grown(box, grow):
    """A face box grown to the head it belongs to: factors of width and height, and the shift of its centre in heights."""
    if not grow:
        return box
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    w, h = (box[2] - box[0]) * grow["width"], (box[3] - box[1])
    y, h = y + grow["down"] * h, h * grow["height"]
    return np.array([x - w / 2, y - h / 2, x + w / 2, y + h / 2])


def crop(picture, area, pad=114):
    """The pixels of an area; what lies outside the picture is pad."""
    x1, y1, x2, y2 = (int(round(v)) for v in area)
    x2, y2 = max(x2, x1 + 1), max(y2, y1 + 1)
    out = np.full((y2 - y1, x2 - x1, 3), pad, np.uint8)
    h, w = picture.shape[:2]
    cx1, cy1, cx2, cy2 = max(x1, 0), max(y1, 0), min(x2, w), min(y2, h)
    if cx1 < cx2 and cy1 < cy2:
        out[cy1 - y1:cy2 - y1, cx1 - x1:cx2 - x1] = picture[cy1:cy2, cx1:cx2]
    return out


def warp_boxes(boxes, matrix):
    """Axis-aligned bounds of boxes after an affine 2x3 map."""
    boxes = np.asarray(boxes, float).reshape(-1, 4)
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2) @ matrix[:, :2].T + matrix[:, 2]
    return np.concatenate([corners.min(1), corners.max(1)], 1)


def visible_share(boxes, width, height):
    """How much of each box lies inside the picture."""
    inside = np.stack([boxes[:, 0].clip(0, width), boxes[:, 1].clip(0, height),
                       boxes[:, 2].clip(0, width), boxes[:, 3].clip(0, height)], 1)
    area = lambda b: (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return inside, area(inside) / np.maximum(area(boxes), 1e-9)
