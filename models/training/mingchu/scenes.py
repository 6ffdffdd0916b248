"""Training scenes of the detector: one picture or a mosaic of four, with boxes, ignored regions and the labelled classes."""

import cv2
import numpy as np
import torch

from . import augment
from .geometry import letterbox, to_pixels


class Scenes(torch.utils.data.Dataset):
    """items: dicts of path, boxes (n x 4 in 0..1 corners), names (class numbers), ignored (m x 4), labelled (mask), squeezed, weight."""

    def __init__(self, items, size, seed, count, mosaic=0.35):
        self.items, self.size, self.seed, self.count, self.mosaic, self.epoch = items, size, seed, count, mosaic, 0
        weights = np.array([item.get("weight", 1.0) for item in items])
        self.shares = weights / weights.sum()

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        rng = np.random.default_rng([self.seed, self.epoch, index])
        if rng.random() < self.mosaic:
            picture, target = self.four(rng)
        else:
            fill = int(rng.choice([0, 114, rng.integers(0, 255)]))
            picture, target = self.one(rng, self.draw(rng), self.size, (0.55, 1.5), fill)
        picture = augment.pixels(rng, picture)
        return torch.from_numpy(picture.transpose(2, 0, 1).astype(np.float32)), target

    def draw(self, rng):
        return self.items[rng.choice(len(self.items), p=self.shares)]

    def one(self, rng, item, size, scale, fill):
        picture = cv2.imread(str(item["path"]))
        h, w = picture.shape[:2]
        matrix = augment.affine(rng, w, h, size, item["squeezed"], scale)
        known, extra = len(item["boxes"]), np.concatenate([item["boxes"], item["ignored"]]) * (w, h, w, h)
        picture, boxes, share = augment.warp(picture, extra, matrix, size, (fill, fill, fill))
        return picture, keep(boxes, share, item["names"], known, item["labelled"])

    def four(self, rng):
        half = self.size // 2
        canvas = np.full((self.size, self.size, 3), 114, np.uint8)
        targets, labelled = [], None
        for n in range(4):
            item = self.draw(rng)
            picture, target = self.one(rng, item, half, (0.8, 1.8), 114)
            x, y = half * (n % 2), half * (n // 2)
            canvas[y:y + half, x:x + half] = picture
            offset = torch.tensor([x, y, x, y], dtype=torch.float32)
            target["boxes"], target["ignored"] = target["boxes"] + offset, target["ignored"] + offset
            # A class that one of the four does not label is unlabelled for the whole scene.
            labelled = target["labelled"] if labelled is None else labelled & target["labelled"]
            targets.append(target)
        joined = {key: torch.cat([t[key] for t in targets]) for key in ("boxes", "names", "ignored")}
        return canvas, {**joined, "labelled": labelled}


def keep(boxes, share, names, known, labelled, least=6.0, visible=0.4):
    """Boxes that are too small or mostly outside are ignored instead of taught."""
    size = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    taught = (np.arange(len(boxes)) < known) & (size >= least) & (share >= visible)
    ignored = ~taught & (size > 0)
    tensor = lambda x: torch.tensor(x, dtype=torch.float32).reshape(-1, 4)
    return {"boxes": tensor(boxes[taught]), "names": torch.tensor(names[taught[:known]], dtype=torch.long),
            "ignored": tensor(boxes[ignored]), "labelled": torch.tensor(labelled)}


def collate(batch):
    return torch.stack([picture for picture, _ in batch]), [target for _, target in batch]


def item_of(picture, names, squeezed, mapping, ignore=(), weight=1.0):
    """A scene's item from a labelled picture.

    names: the model's classes. mapping: the set's class -> the model's. ignore: numbers of boxes that are neither taught nor
    negative.
    """
    labelled = np.isin(names, list(mapping.values()))
    taught, ignored = [], []
    for number, box in enumerate(picture.boxes):
        corners = to_pixels(box, 1, 1)
        if number in ignore or box.name not in mapping:
            ignored.append(corners)
        else:
            taught.append((corners, names.index(mapping[box.name])))
    return {"path": picture.path, "boxes": np.array([c for c, _ in taught], float).reshape(-1, 4),
            "names": np.array([n for _, n in taught], int), "ignored": np.array(ignored, float).reshape(-1, 4),
            "labelled": labelled, "squeezed": squeezed, "weight": weight}


def fitted(picture, size):
    """A picture as the product feeds it: tensor 3 x size x size and the factor."""
    small, scale = letterbox(picture, size, size)
    return torch.from_numpy(small.transpose(2, 0, 1).astype(np.float32)), scale
