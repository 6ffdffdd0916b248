"""Fine-tunes the detector from the start weights by the recipe, with a log and curves."""

import copy
import json
import time
from collections import Counter

import cv2
import numpy as np
import torch

from .folders import DataError, read_set
from .geometry import nms, to_pixels
from .losses import detector_loss
from .onnxfile import Onnx
from .measure import average_precision, match
from .scenes import Scenes, collate, fitted, item_of
from .splits import load_splits, split_set
from .yolox import Yolox, decode, grid, load_start

PERSON = 0  # of the COCO start weights


def gather(recipe, data, work):
    """(train items, validation pictures) of all sets of the recipe. What the teacher saw is kept in `work`."""
    names, splits = [c["name"] for c in recipe["classes"]], load_splits()
    train, validate = [], []
    teacher = None
    for spec in recipe["sets"]:
        folder = data / spec["folder"]
        if not folder.exists() and spec.get("optional"):
            print(f"{folder}: not there, left out")
            continue
        pictures = read_set(folder, spec.get("set"))
        if "negative" in spec:
            kept = work / f"without-person-{folder.name}.txt"
            if not kept.exists():
                teacher = teacher or load_teacher(data / recipe["start"])
                some = pictures[::max(1, len(pictures) // spec["most"])]
                kept.write_text("\n".join(p.stem for p in some if sees_no_person(teacher, p.path, recipe["size"])))
            stems = set(kept.read_text().split())
            pictures = [p for p in pictures if p.stem in stems]
            train += [negative_item(p, len(names), spec["weight"]) for p in pictures]
            print(f"{folder.name}: {len(pictures)} pictures without a person as negatives")
            continue
        rows = split_set(pictures, splits[spec.get("set", folder.name)])
        sizes = Counter(recording for _, split, recording in rows if split == "train")
        # Frames of a long recording are alike, so they count less than their number.
        mine = [item_of(p, names, spec.get("squeezed", False), spec["map"], ignored_boxes(p, spec),
                        spec.get("weight", 1.0) * 3 * sizes[recording] ** -0.3)
                for p, split, recording in rows if split == "train"]
        train += mine
        validate += [(p, spec) for p, split, _ in rows if split == "val"]
        print(f"{folder.name}: {len(mine)} to train, {sum(s == 'val' for _, s, _ in rows)} to validate")
    return train, validate


def ignored_boxes(picture, spec):
    """Numbers of the boxes whose attributes say that they should not be taught."""
    unwanted = spec.get("ignore", {})
    return {n for n, row in picture.attributes.items() if any(row[column] in words for column, words in unwanted.items())}


def negative_item(picture, classes, weight):
    return {"path": picture.path, "boxes": np.zeros((0, 4)), "names": np.zeros(0, int), "ignored": np.zeros((0, 4)),
            "labelled": np.ones(classes, bool), "squeezed": False, "weight": weight}


def load_teacher(path):
    if not path.exists():
        raise DataError(f"{path}: the start weights are missing")
    return Onnx(path, ["output"])


def sees_no_person(teacher, path, size, limit=0.1):
    raw = teacher(fitted(cv2.imread(str(path)), size)[0][None])[0].numpy()
    return float((raw[:, 4] * raw[:, 5 + PERSON]).max()) < limit


@torch.no_grad()
def detect(model, picture, size, limit=0.01, overlap=0.5):
    """(boxes in pixels of the picture, scores, class numbers) as the product finds them."""
    tensor, scale = fitted(picture, size)
    return postprocess(model(tensor[None])[0].numpy(), size, scale, limit, overlap)


def postprocess(raw, size, scale, limit=0.01, overlap=0.5):
    scores = raw[:, 4:5] * raw[:, 5:]
    names, best = scores.argmax(1), scores.max(1)
    chosen = best >= limit
    boxes = decode(raw[chosen], grid(size, size)[chosen]) / scale
    best, names = best[chosen], names[chosen]
    kept = [k for name in np.unique(names) for k in np.nonzero(names == name)[0][nms(boxes[names == name], best[names == name], overlap)]]
    return boxes[kept], best[kept], names[kept]


def score(model, pictures, names, size):
    """Per class (detections with hits, number of boxes) over (picture, set spec) pairs."""
    rows, boxes = {n: [] for n in names}, {n: 0 for n in names}
    for picture, spec in pictures:
        image = cv2.imread(str(picture.path))
        h, w = image.shape[:2]
        skip = ignored_boxes(picture, spec)
        found, scores, numbers = detect(model, image, size)
        left_out = np.array([to_pixels(b, w, h) for i, b in enumerate(picture.boxes) if i in skip]).reshape(-1, 4)
        for number, name in enumerate(names):
            if name not in spec["map"].values():
                continue
            truth = np.array([to_pixels(b, w, h) for i, b in enumerate(picture.boxes) if i not in skip and spec["map"].get(b.name) == name])
            mine = numbers == number
            rows[name] += match(found[mine], scores[mine], truth.reshape(-1, 4), left_out)
            boxes[name] += len(truth)
    return rows, boxes


def start_model(recipe, data):
    model = Yolox(len(recipe["classes"]))
    theirs = load_start(model, data / recipe["start"])
    for out, (weight, bias) in zip(model.class_out, theirs):
        chosen = [c["start"] for c in recipe["classes"]]
        out.weight.data, out.bias.data = torch.tensor(weight[chosen]), torch.tensor(bias[chosen])
    return model


def train(recipe, data, work, minutes=None, resume=None):
    settings, size, names = recipe["train"], recipe["train"]["size"], [c["name"] for c in recipe["classes"]]
    torch.manual_seed(recipe["seed"])
    items, validation = gather(recipe, data, work)
    scenes = Scenes(items, size, recipe["seed"], settings["pictures"], settings["mosaic"])
    model = start_model(recipe, data)
    if resume:
        model.load_state_dict(torch.load(resume))
    model.frozen = settings["frozen"]
    averaged = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(model.parameters(), settings["rate"], weight_decay=settings["decay"])
    cells = torch.from_numpy(grid(size, size))
    steps, step = settings["epochs"] * (len(scenes) // settings["batch"]), 0
    log = open(work / "log.jsonl", "a")
    for epoch in range(settings["epochs"]):
        scenes.epoch = epoch
        loader = torch.utils.data.DataLoader(scenes, settings["batch"], shuffle=False, num_workers=1, collate_fn=collate, drop_last=True)
        began, sums, batches = time.time(), {}, 0
        model.train()
        for pictures, targets in loader:
            rate = settings["rate"] * schedule(step, steps)
            optimiser.param_groups[0]["lr"] = rate
            loss, parts = detector_loss(model(pictures, logits=True), targets, cells)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
            optimiser.step()
            follow(averaged, model, min(settings["average"], (1 + step) / (10 + step)))
            step += 1
            batches += 1
            if batches % 15 == 0:
                print(f"epoch {epoch} batch {batches}: loss {float(loss):.3f}", flush=True)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + float(value)
        rows, boxes = score(averaged, validation, names, recipe["size"])
        line = {"epoch": epoch, "rate": rate, "seconds": round(time.time() - began), **{k: round(v / batches, 4) for k, v in sums.items()},
                **{f"ap50 {n}": round(average_precision(rows[n], boxes[n]), 4) for n in names}}
        print(json.dumps(line), flush=True)
        print(json.dumps(line), file=log, flush=True)
        torch.save(averaged.state_dict(), work / "last.pth")
    return averaged


def schedule(step, steps, warm=100, least=0.02):
    if step < warm:
        return (step + 1) / warm
    return least + (1 - least) * 0.5 * (1 + np.cos(np.pi * (step - warm) / max(steps - warm, 1)))


@torch.no_grad()
def follow(averaged, model, keep):
    for mine, theirs in zip(averaged.parameters(), model.parameters()):
        mine.mul_(keep).add_(theirs, alpha=1 - keep)
