"""Crops around labelled boxes, with the value of each attribute."""

from dataclasses import dataclass

import cv2
import numpy as np
import torch

from . import augment, masks
from .geometry import crop, grown, region, resize, to_pixels

UNLABELLED, UNDETERMINED = -1, -2
MARGIN = 0.35  # kept around a crop for jitter, as a share of its size


@dataclass
class Sample:
    """A labelled box. values: per attribute the number of the value, UNLABELLED (no loss) or UNDETERMINED (flat target)."""

    pixels: np.ndarray
    width: float
    values: tuple
    set: str
    recording: str
    split: str
    scale: float = 1.0       # of `pixels` against the picture
    face: np.ndarray = None  # landmarks on `pixels` where masks may be drawn


def values_of(attributes, row, box_name, spec):
    """What a box says of each attribute.

    `row` is its line of attributes.csv or None; a set without the file gives its classes a meaning in `classes`.
    """
    values = []
    for attribute in attributes:
        if "classes" in spec:
            word = spec["classes"].get(box_name, {}).get(attribute["name"])
            names = [v["name"] for v in attribute["values"]]
            values.append(names.index(word) if word in names else UNLABELLED)
        elif row is None:
            values.append(UNLABELLED)
        else:
            values.append(value_of(attribute, row[attribute["column"]]))
    return tuple(values)


def value_of(attribute, word):
    if not word:  # nobody was asked, other than "unknown": a careful person could not tell
        return UNLABELLED
    for number, value in enumerate(attribute["values"]):
        if word in value["labels"]:
            return number
    return UNDETERMINED


def cut(picture, box, shape, size):
    """(the crop with its margin, shrunk to what training needs; its scale)."""
    x1, y1, x2, y2 = region(box, shape["left"], shape["right"], shape["top"], shape["bottom"])
    dx, dy = (x2 - x1) * MARGIN, (y2 - y1) * MARGIN
    pixels = crop(picture, (x1 - dx, y1 - dy, x2 + dx, y2 + dy))
    most = round(size * (1 + 2 * MARGIN))
    width = pixels.shape[1]
    return resize(pixels, min(width, most), min(pixels.shape[0], most)), min(1.0, most / width)


def samples_of(rows, attributes, shape, size, spec):
    """Samples of one set; rows are (picture, split, recording)."""
    samples = []
    for picture, split, recording in rows:
        image = cv2.imread(str(picture.path))
        h, w = image.shape[:2]
        for number, box in enumerate(picture.boxes):
            row = picture.attributes.get(number)
            if row is not None and row.get("head") == "not-a-head":
                continue
            values = values_of(attributes, row, box.name, spec)
            corners = grown(to_pixels(box, w, h), spec.get("grow"))
            if all(v == UNLABELLED for v in values) or corners[2] - corners[0] < spec.get("least", 8):
                continue
            pixels, scale = cut(image, corners, shape, size)
            samples.append(Sample(pixels, corners[2] - corners[0], values, picture.set, recording, split, scale))
    return samples


def find_faces(samples, number, none, finder):
    """Marks the samples without a mask (attribute `number` has value `none`) on which one can be drawn; returns how many."""
    found = 0
    for s in samples:
        if s.values[number] == none and s.width >= 14:
            shown = s.width * min(1.0, s.scale)
            s.face = masks.landmarks(finder, s.pixels, shown)
            found += s.face is not None
    return found


class Crops(torch.utils.data.Dataset):
    """Jittered, degraded crops drawn by weight: (views x 3 x size x size, values, sight).

    drawn: {"attribute": number, "share": how often, "values": {value: (number, probability)}} of masks drawn on bare faces, or None.
    """

    def __init__(self, samples, shares, size, seed, count, shape_width, limits, views=1, drawn=None):
        self.samples, self.shares, self.size, self.seed, self.count, self.epoch = samples, shares, size, seed, count, 0
        self.shape_width, self.limits, self.views, self.drawn = shape_width, limits, views, drawn

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        rng = np.random.default_rng([self.seed, self.epoch, index])
        sample = self.samples[rng.choice(len(self.samples), p=self.shares)]
        pixels, values = sample.pixels, list(sample.values)
        if self.drawn and sample.face is not None and rng.random() < self.drawn["share"]:
            names = list(self.drawn["values"])
            how = names[rng.choice(len(names), p=[self.drawn["values"][n][1] for n in names])]
            pixels = masks.wear(rng, pixels, sample.face, how)
            values[self.drawn["attribute"]] = self.drawn["values"][how][0]
        views = [degrade(rng, pixels, self.size, sample.width, self.shape_width) for _ in range(self.views)]
        low, high = self.limits
        sight = min(s for _, s in views)
        return torch.stack([prepared(v) for v, _ in views]), torch.tensor(values), float(np.clip((sight - low) / (high - low), 0, 1))


def degrade(rng, pixels, size, width, shape_width):
    """A training crop and the width in pixels that the box still has in it."""
    h, w = pixels.shape[:2]
    inner = 1 / (1 + 2 * MARGIN)
    sx, sy = size / (w * inner) * np.exp(rng.normal(0, 0.1)), size / (h * inner) * np.exp(rng.normal(0, 0.1))
    sx *= 1 if rng.random() < 0.5 else -1
    angle = np.deg2rad(rng.normal(0, 7))
    linear = np.array([[np.cos(angle) * sx, -np.sin(angle) * sy], [np.sin(angle) * sx, np.cos(angle) * sy]])
    shift = np.clip(rng.normal(0, 0.06, 2), -0.15, 0.15) * size
    matrix = np.concatenate([linear, (size / 2 + shift - linear @ (w / 2, h / 2))[:, None]], 1)
    sight = min(width, size / shape_width)
    if rng.random() < 0.6:  # seen from farther away
        sight *= rng.uniform(0.25, 1.0)
        factor = min(1.0, sight / min(width, w * inner / shape_width))
        pixels = resize(pixels, max(4, round(w * factor)), max(4, round(h * factor)))
        pixels = resize(pixels, w, h)
    picture = cv2.warpAffine(pixels, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return augment.pixels(rng, picture, 0.8), sight


def centred(pixels, size):
    """The crop as the product cuts it, without jitter."""
    h, w = pixels.shape[:2]
    inner = 1 / (1 + 2 * MARGIN)
    dx, dy = round(w * (1 - inner) / 2), round(h * (1 - inner) / 2)
    return resize(pixels[dy:h - dy, dx:w - dx], size, size)


def prepared(picture):
    """BGR pixels to the network's input."""
    return torch.from_numpy(picture[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1)
