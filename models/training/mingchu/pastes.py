"""Cuts things out of labelled pictures and puts them into kitchens at the size a camera would see them."""

import cv2
import numpy as np

from . import augment
from .geometry import to_pixels

SIDE = 128  # longest side of a kept cut-out


class Pastes:
    """Cut-outs by class with the rules of the recipe: size (longest side, in pixels of the scene) and glow (light is added, not laid over)."""

    def __init__(self, rules, chance):
        self.rules, self.chance, self.cuts = rules, chance, {}

    def add(self, name, picture, box):
        if name in self.rules and min(box[2] - box[0], box[3] - box[1]) >= 16:
            cut = cut_out(picture, box, glow=self.rules[name].get("glow", False))
            if cut is not None:
                self.cuts.setdefault(name, []).append(cut)

    def put(self, rng, picture, boxes):
        """Pastes up to three things; returns the boxes (pixels) and their class names. Never over more than half of a labelled box."""
        placed = []
        names = [n for n in self.cuts if self.cuts[n]]
        if not names or rng.random() >= self.chance:
            return placed
        h, w = picture.shape[:2]
        for _ in range(rng.integers(1, 4)):
            name = names[rng.integers(len(names))]
            rule = self.rules[name]
            cut = self.cuts[name][rng.integers(len(self.cuts[name]))]
            pixels, alpha = turned(rng, *cut, rng.uniform(-25, 25) if rule.get("upright") else rng.uniform(0, 360))
            long = np.exp(rng.uniform(*np.log(rule["size"])))
            factor = long / max(alpha.shape)
            size = max(3, round(alpha.shape[1] * factor)), max(3, round(alpha.shape[0] * factor))
            pixels, alpha = (cv2.resize(x, size, interpolation=cv2.INTER_AREA) for x in (pixels, alpha))
            if size[0] >= w or size[1] >= h:
                continue
            x, y = rng.integers(0, w - size[0]), int(rng.uniform(rule.get("top", 0.25), 1) * (h - size[1]))
            box = np.array([x, y, x + size[0], y + size[1]], float)
            if any(covered(other, box) > 0.3 for other in boxes) or any(covered(other, box) > 0.1 for other, _ in placed):
                continue
            lay(rng, picture, pixels, alpha, x, y, rule.get("glow", False))
            placed.append((box, name))
        return placed


def covered(box, by):
    """The share of `box` that lies under `by`."""
    low, high = np.maximum(box[:2], by[:2]), np.minimum(box[2:], by[2:])
    return float(np.clip(high - low, 0, None).prod() / max((box[2:] - box[:2]).prod(), 1e-6))


def cut_out(picture, box, glow):
    """(pixels, alpha 0..1) of the thing in a box, or None when it does not stand out from its ground."""
    h, w = picture.shape[:2]
    x1, y1, x2, y2 = (int(v) for v in (max(box[0], 0), max(box[1], 0), min(box[2], w), min(box[3], h)))
    dx, dy = (x2 - x1) // 6 + 2, (y2 - y1) // 6 + 2
    ax, ay = max(x1 - dx, 0), max(y1 - dy, 0)
    around = picture[ay:y2 + dy, ax:x2 + dx]
    factor = min(1.0, SIDE / max(x2 - x1, y2 - y1))
    around = cv2.resize(around, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    rect = [round(v * factor) for v in (x1 - ax, y1 - ay, x2 - x1, y2 - y1)]
    inner = (slice(rect[1], rect[1] + rect[3]), slice(rect[0], rect[0] + rect[2]))
    if glow:
        light = around.astype(np.float32).max(2)
        alpha = np.clip((light - 110) / 90, 0, 1)[inner]
        warm = around[inner].astype(np.float32)
        # A lamp glows too; what is pasted as fire must be yellow to red.
        if ((warm[..., 2] - warm[..., 0]) * alpha).sum() < 60 * max(alpha.sum(), 1):
            return None
    else:
        mask = np.zeros(around.shape[:2], np.uint8)
        try:
            cv2.grabCut(around, mask, rect, np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_RECT)
        except cv2.error:
            return None
        alpha = ((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)).astype(np.float32)[inner]
    pixels = around[inner]
    if pixels.size == 0 or not 0.2 < alpha.mean() < (1.01 if glow else 0.93):
        return None
    return tight(pixels, alpha)


def tight(pixels, alpha):
    """Without the empty rim, so that the box of a pasted thing fits it."""
    rows, columns = np.nonzero((alpha > 0.5).any(1))[0], np.nonzero((alpha > 0.5).any(0))[0]
    if not len(rows) or not len(columns):
        return None
    part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    return pixels[part].copy(), alpha[part].copy()


def turned(rng, pixels, alpha, angle):
    h, w = alpha.shape
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), angle, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = int(h * sin + w * cos) + 1, int(h * cos + w * sin) + 1
    matrix[:, 2] += (size[0] / 2 - w / 2, size[1] / 2 - h / 2)
    if rng.random() < 0.5:
        pixels, alpha = pixels[:, ::-1], alpha[:, ::-1]
    pixels = cv2.warpAffine(np.ascontiguousarray(pixels), matrix, size, borderMode=cv2.BORDER_REFLECT)
    alpha = cv2.warpAffine(np.ascontiguousarray(alpha), matrix, size)
    return tight(pixels, alpha) or (pixels, alpha)


def lay(rng, picture, pixels, alpha, x, y, glow):
    h, w = alpha.shape
    ground = picture[y:y + h, x:x + w].astype(np.float32)
    thing = pixels.astype(np.float32)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 0.6)[..., None]
    if not glow:
        # Lit like its place, as far as the thing's own lightness allows.
        light = np.clip((ground.mean() + 40) / (thing.mean() + 60), 0.35, 1.6)
        thing = thing * light ** rng.uniform(0.3, 1.0) * rng.uniform(0.8, 1.15)
        picture[y:y + h, x:x + w] = np.clip(ground * (1 - alpha) + thing * alpha, 0, 255)
        if rng.random() < 0.4:
            picture[y:y + h, x:x + w] = augment.blur(rng, picture[y:y + h, x:x + w])
    else:
        picture[y:y + h, x:x + w] = np.clip(ground * (1 - 0.8 * alpha) + thing * alpha, 0, 255)


def collect(pastes, rows, mapping, most, seed):
    """Fills `pastes` from labelled pictures of one set: (picture, split, recording) rows, up to `most` boxes a class."""
    rng = np.random.default_rng(seed)
    wanted = {name: most for name in pastes.rules}
    for i in rng.permutation(len(rows)):
        picture = rows[i][0]
        names = {mapping.get(b.name) for b in picture.boxes}
        if not any(wanted.get(n, 0) > 0 for n in names):
            continue
        image = cv2.imread(str(picture.path))
        h, w = image.shape[:2]
        for box in picture.boxes:
            name = mapping.get(box.name)
            if wanted.get(name, 0) > 0:
                before = len(pastes.cuts.get(name, ()))
                pastes.add(name, image, to_pixels(box, w, h))
                wanted[name] -= len(pastes.cuts.get(name, ())) - before
