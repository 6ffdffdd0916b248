"""Fine-tunes the detector from the start weights by the recipe, with a log and curves."""

import copy
import json
import time
from collections import Counter

import cv2
import numpy as np
import torch

from .folders import DataError, read_set
from .geometry import iou, nms, to_pixels
from .losses import detector_loss
from .measure import average_precision, match
from .onnxfile import Onnx
from .normalise import folded, normalised
from .pastes import Pastes, collect
from .progress import go_on, keep, rate_share
from .scenes import Scenes, collate, fitted, item_of
from .splits import load_splits, split_set
from .yolox import FROZEN, Yolox, decode, grid, load_start

def gather(recipe, data, work):
    """(train items, pastes, validation pictures) of all sets of the recipe; what the teacher saw is kept in `work`."""
    names, splits = [c["name"] for c in recipe["classes"]], load_splits()
    train, validate = [], []
    pastes = Pastes(recipe["pastes"]["things"], recipe["pastes"]["chance"])
    for spec in recipe["sets"]:
        folder = data / spec["folder"]
        rows = split_set(read_set(folder, spec.get("set"))[:spec.get("first")], splits[spec.get("set", folder.name)])
        chosen = [row for row in rows if row[1] == "train"]
        absent = unseen(recipe, spec, chosen, data, work / f"teacher-{folder.name}.json")
        # Frames of a long recording are alike, so they count less than their number.
        sizes = Counter(recording for _, _, recording in chosen)
        weights = np.array([sizes[recording] ** -0.3 for _, _, recording in chosen])
        weights *= spec["share"] / weights.sum()
        train += [item_of(p, names, spec, ignored_boxes(p, spec), weight, absent.get(p.stem, ()))
                  for (p, _, _), weight in zip(chosen, weights)]
        validate += [(p, spec) for p, split, _ in rows if split == "val" and "grow" not in spec]
        if spec.get("cut"):
            collect(pastes, chosen, {k: v for k, v in spec["map"].items() if v in spec["cut"]}, recipe["pastes"]["most"], recipe["seed"])
        print(f"{folder.name}: {len(chosen)} to train, {sum(s == 'val' for _, s, _ in rows)} to validate, absent by the teacher: "
              f"{dict(Counter(c for names_of in absent.values() for c in names_of))}", flush=True)
    print("cut out to paste:", {name: len(cuts) for name, cuts in pastes.cuts.items()}, flush=True)
    return train, pastes, validate


def ignored_boxes(picture, spec):
    """Numbers of the boxes whose attributes say that they should not be taught."""
    unwanted = spec.get("ignore", {})
    return {n for n, row in picture.attributes.items() if any(row[column] in words for column, words in unwanted.items())}


def unseen(recipe, spec, rows, data, kept, limit=0.1):
    """Per stem the classes of ours that a picture does not show, since the start weights see nothing like it.

    `unseen` of the set names for a COCO class the classes of ours that are then absent.
    """
    if "unseen" not in spec:
        return {}
    if not kept.exists():
        path = data / recipe["start"]
        if not path.exists():
            raise DataError(f"{path}: the start weights are missing")
        teacher, size = Onnx(path, ["output"]), recipe["size"]
        kept.write_text(json.dumps({p.stem: best_scores(teacher, p.path, size) for p, _, _ in rows}))
    scores = json.loads(kept.read_text())
    return {p.stem: [ours for theirs, names in spec["unseen"].items() if scores[p.stem][theirs] < limit for ours in names] for p, _, _ in rows}


def best_scores(teacher, path, size):
    raw = teacher(fitted(cv2.imread(str(path)), size)[0][None])[0].numpy()
    return [round(float(v), 4) for v in (raw[:, 4:5] * raw[:, 5:]).max(0)]


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
    """The start weights; a class begins as the COCO class `start` of the recipe, or as an unlikely average of all."""
    model = Yolox(len(recipe["classes"]))
    theirs = load_start(model, data / recipe["start"])
    for out, (weight, bias) in zip(model.class_out, theirs):
        rows = [(weight[c["start"]], bias[c["start"]]) if c.get("start") is not None else (weight.mean(0), bias.mean() - 1) for c in recipe["classes"]]
        out.weight.data = torch.tensor(np.stack([w for w, _ in rows]))
        out.bias.data = torch.tensor(np.array([b for _, b in rows], np.float32))
    return model


@torch.no_grad()
def mine(model, scenes, size, seed, most=700, limit=0.25, harder=4.0):
    """Hard negatives: pictures in which the model sees a labelled class where none is are drawn more often from now on."""
    rng, found = np.random.default_rng(seed), 0
    for i in rng.permutation(len(scenes.items))[:most]:
        item = scenes.items[i]
        picture = cv2.imread(str(item["path"]))
        h, w = picture.shape[:2]
        boxes, scores, numbers = detect(model, picture, size, limit)
        known = np.concatenate([item["boxes"], item["ignored"]]) * (w, h, w, h)
        free = np.array([covered_by_none(b, known) for b in boxes], bool)
        scenes.hardness[i] = harder if (free & item["labelled"][numbers]).any() else 1.0
        found += scenes.hardness[i] > 1
    print(f"hard negatives: {found} of {min(most, len(scenes.items))} pictures", flush=True)


def covered_by_none(box, known, least=0.1):
    return not len(known) or iou(box, known)[0].max() < least


def train(recipe, data, work, resume=False):
    settings, size, names = recipe["train"], recipe["train"]["size"], [c["name"] for c in recipe["classes"]]
    torch.manual_seed(recipe["seed"])
    items, pastes, validation = gather(recipe, data, work)
    scenes = Scenes(items, size, recipe["seed"], settings["pictures"], names, settings["mosaic"], pastes)
    # Depthwise convolutions are almost twice as fast with the channels last.
    model = start_model(recipe, data).to(memory_format=torch.channels_last)
    model.frozen = settings["frozen"]
    some = collate([scenes[i] for i in range(64)])[0].to(memory_format=torch.channels_last)
    normalised(model, some.split(16), skip=FROZEN if model.frozen else ())
    averaged = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(model.parameters(), settings["rate"], weight_decay=settings["decay"])
    cells = torch.from_numpy(grid(size, size))
    first = 0
    if resume:
        first, more = go_on(work, model, averaged, optimiser)
        scenes.hardness = more["hardness"]
    batches_each = len(scenes) // settings["batch"]
    steps, step = settings["epochs"] * batches_each, first * batches_each
    log = open(work / "log.jsonl", "a" if resume else "w")
    for epoch in range(first, settings["epochs"]):
        scenes.epoch = epoch
        if epoch in settings["mine"]:
            mine(averaged, scenes, recipe["size"], recipe["seed"] + epoch)
        loader = torch.utils.data.DataLoader(scenes, settings["batch"], shuffle=False, num_workers=1, collate_fn=collate, drop_last=True)
        began, sums, batches = time.time(), {}, 0
        model.train()
        for pictures, targets in loader:
            rate = settings["rate"] * rate_share(step, steps, settings["falls"])
            optimiser.param_groups[0]["lr"] = rate
            loss, parts = detector_loss(model(pictures.to(memory_format=torch.channels_last), logits=True), targets, cells)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
            optimiser.step()
            follow(averaged, model, min(settings["average"], (1 + step) / (10 + step)))
            step += 1
            batches += 1
            if batches % 25 == 0:
                print(f"epoch {epoch} batch {batches}: loss {float(loss):.3f}", flush=True)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + float(value)
        line = {"epoch": epoch, "rate": rate, "seconds": round(time.time() - began), **{k: round(v / batches, 4) for k, v in sums.items()}}
        if (epoch + 1) % settings["validate"] == 0 or epoch + 1 == settings["epochs"]:
            rows, boxes = score(averaged, validation, names, recipe["size"])
            line.update({f"ap50 {n}": round(average_precision(rows[n], boxes[n]), 4) for n in names if boxes[n]})
        print(json.dumps(line), flush=True)
        print(json.dumps(line), file=log, flush=True)
        torch.save(folded(averaged).state_dict(), work / "last.pth")
        keep(work, epoch, model, averaged, optimiser, hardness=scenes.hardness)
    return folded(averaged)


@torch.no_grad()
def follow(averaged, model, keep):
    for mine, theirs in zip(averaged.state_dict().values(), model.state_dict().values()):
        if mine.is_floating_point():
            mine.mul_(keep).add_(theirs, alpha=1 - keep)
