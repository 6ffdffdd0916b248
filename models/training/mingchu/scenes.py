"""Training scenes of the detector: one picture or a mosaic of four, with boxes, ignored regions and the labelled classes."""

import cv2
import numpy as np
import torch

from . import augment
from .geometry import grown, letterbox, to_pixels


class Scenes(torch.utils.data.Dataset):
    """items: dicts of path, boxes (n x 4 in 0..1 corners), names (class numbers), ignored (m x 4), labelled (mask), squeezed, weight,
    zoom (factors on the scale it is shown at) and ground (whether things may be pasted into it).
    """

    def __init__(self, items, size, seed, count, names, mosaic=0.35, pastes=None):
        self.items, self.size, self.seed, self.count, self.mosaic, self.epoch = items, size, seed, count, mosaic, 0
        self.names, self.pastes = names, pastes
        self.hardness = np.ones(len(items))

    @property
    def shares(self):
        weights = np.array([item["weight"] for item in self.items]) * self.hardness
        return weights / weights.sum()

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        rng = np.random.default_rng([self.seed, self.epoch, index])
        shares = self.shares
        draw = lambda: self.items[rng.choice(len(self.items), p=shares)]
        if rng.random() < self.mosaic:
            picture, target = self.four(rng, draw)
        else:
            fill = int(rng.choice([0, 114, rng.integers(0, 255)]))
            picture, target = self.one(rng, draw(), self.size, (0.55, 1.5), fill)
        picture = augment.pixels(rng, picture)
        return torch.from_numpy(picture.transpose(2, 0, 1).astype(np.float32)), target

    def one(self, rng, item, size, scale, fill):
        picture = cv2.imread(str(item["path"]))
        h, w = picture.shape[:2]
        low, high = item["zoom"]
        matrix = augment.affine(rng, w, h, size, item["squeezed"], (scale[0] * low, scale[1] * high))
        known, extra = len(item["boxes"]), np.concatenate([item["boxes"], item["ignored"]]) * (w, h, w, h)
        picture, boxes, share = augment.warp(picture, extra, matrix, size, (fill, fill, fill))
        if rng.random() < 0.08:
            picture, boxes = augment.fisheye(rng, picture, boxes)
        target = keep(boxes, share, item["names"], known, item["labelled"])
        if item["ground"] and self.pastes:
            self.paste(rng, picture, target)
        return picture, target

    def paste(self, rng, picture, target):
        placed = self.pastes.put(rng, picture, torch.cat([target["boxes"], target["ignored"]]).numpy())
        for box, name in placed:
            number = self.names.index(name)
            large = min(box[2] - box[0], box[3] - box[1]) >= LEAST
            row = torch.tensor(box, dtype=torch.float32)[None]
            key = "boxes" if large else "ignored"
            target[key] = torch.cat([target[key], row])
            if large:
                target["names"] = torch.cat([target["names"], torch.tensor([number])])

    def four(self, rng, draw):
        half = self.size // 2
        canvas = np.full((self.size, self.size, 3), 114, np.uint8)
        targets, labelled = [], None
        for n in range(4):
            picture, target = self.one(rng, draw(), half, (0.8, 1.8), 114)
            x, y = half * (n % 2), half * (n // 2)
            canvas[y:y + half, x:x + half] = picture
            offset = torch.tensor([x, y, x, y], dtype=torch.float32)
            target["boxes"], target["ignored"] = target["boxes"] + offset, target["ignored"] + offset
            # A class that one of the four does not label is unlabelled for the whole scene.
            labelled = target["labelled"] if labelled is None else labelled & target["labelled"]
            targets.append(target)
        joined = {key: torch.cat([t[key] for t in targets]) for key in ("boxes", "names", "ignored")}
        return canvas, {**joined, "labelled": labelled}


LEAST = 5.0  # shorter side of the smallest box that is taught, pixels of the scene


def keep(boxes, share, names, known, labelled, least=LEAST, visible=0.4):
    """Boxes that are too small or mostly outside are ignored instead of taught."""
    size = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    taught = (np.arange(len(boxes)) < known) & (size >= least) & (share >= visible)
    ignored = ~taught & (size > 0)
    tensor = lambda x: torch.tensor(x, dtype=torch.float32).reshape(-1, 4)
    return {"boxes": tensor(boxes[taught]), "names": torch.tensor(names[taught[:known]], dtype=torch.long),
            "ignored": tensor(boxes[ignored]), "labelled": torch.tensor(labelled)}


def collate(batch):
    return torch.stack([picture for picture, _ in batch]), [target for _, target in batch]


def item_of(picture, names, spec, ignore=(), weight=1.0, also=()):
    """A scene's item from a labelled picture.

    names: the model's classes. spec: the set in the recipe; `map`: its class -> ours; `without`: classes of ours that it shows nowhere,
    by the look of it; `grow`: see geometry.grown; `zoom`, `squeezed`, `ground`: see Scenes. ignore: numbers of boxes that are neither taught nor negative. also:
    further classes that this very picture does not show.
    """
    mapping = spec["map"]
    # Of classes that map to one of ours all must be labelled, or what is not would be taken for background.
    partly = {ours for theirs, ours in mapping.items() if picture.labelled is not None and theirs not in picture.labelled}
    labelled = np.isin(names, [*(set(mapping.values()) - partly), *spec.get("without", ()), *also])
    taught, ignored = [], []
    if picture.labelled and any(picture.labelled.get(c) == "boxes" for c in mapping):
        ignored.append((0, 0, 1, 1))  # beside its boxes nothing is known
    for number, box in enumerate(picture.boxes):
        corners = grown(to_pixels(box, 1, 1), spec.get("grow"))
        if number in ignore or box.name not in mapping:
            ignored.append(corners)
        else:
            taught.append((corners, names.index(mapping[box.name])))
    return {"path": picture.path, "boxes": np.array([c for c, _ in taught], float).reshape(-1, 4),
            "names": np.array([n for _, n in taught], int), "ignored": np.array(ignored, float).reshape(-1, 4),
            "labelled": labelled, "squeezed": spec.get("squeezed", False), "weight": weight,
            "zoom": spec.get("zoom", (1.0, 1.0)), "ground": spec.get("ground", False)}


def fitted(picture, size):
    """A picture as the product feeds it: tensor 3 x size x size and the factor."""
    small, scale = letterbox(picture, size, size)
    return torch.from_numpy(small.transpose(2, 0, 1).astype(np.float32)), scale
