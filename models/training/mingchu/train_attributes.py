"""Trains a classifier of attributes on crops by the recipe and calibrates its confidence."""

import copy
import json
import time
from collections import Counter

import numpy as np
import torch
from torch.nn import functional as F

from .crops import UNDETERMINED, UNLABELLED, Crops, centred, find_faces, prepared, samples_of
from .folders import read_set
from .masks import open_finder
from .mobilenet import Attributes, load_start
from .normalise import folded, normalised
from .splits import load_splits, split_set
from .progress import go_on, keep, rate_share
from .train_detector import follow


def gather(recipe, data, splits=("train", "val", "test")):
    samples, table = [], load_splits()
    for spec in recipe["sets"]:
        folder = data / spec["folder"]
        rows = [r for r in split_set(read_set(folder, spec.get("set")), table[spec.get("set", folder.name)]) if r[1] in splits]
        samples += samples_of(rows, recipe["attributes"], recipe["crop"], recipe["size"], spec)
    return samples


def draw_shares(samples, attributes, weights):
    """Rare values and short recordings count more than their number."""
    recordings = Counter((s.set, s.recording) for s in samples)
    counts = [Counter(s.values[a] for s in samples) for a in range(len(attributes))]
    shares = []
    for s in samples:
        rare = max(counts[a][v] ** -0.5 if v >= 0 else 0.3 * counts[a][v] ** -0.5 if v == UNDETERMINED else 0
                   for a, v in enumerate(s.values))
        shares.append(rare * recordings[s.set, s.recording] ** -0.25 * weights.get(s.set, 1.0))
    shares = np.array(shares)
    return shares / shares.sum()


def loss_of(outputs, values, sight, smooth=0.05):
    """Cross entropy per attribute. Unlabelled: no loss. Undetermined, or too coarse to see (sight 0): towards a flat answer."""
    total = 0.0
    for number, logits in enumerate(outputs):
        value, count = values[:, number], logits.shape[1]
        known, flat = value >= 0, value == UNDETERMINED
        one_hot = F.one_hot(value.clamp(min=0), count).float()
        keep = (sight * (1 - smooth))[:, None] * known[:, None]
        target = keep * one_hot + (1 - keep) / count
        every = -(target * F.log_softmax(logits, 1)).sum(1)
        weight = known.float() + 0.5 * flat.float()
        total = total + (every * weight).sum() / weight.sum().clamp(min=1)
    return total


def same_look(features, warmth=0.15):
    """NT-Xent (Chen et al. 2020): two views of one crop look alike, those of other crops do not. features: 2n x d, first views first."""
    n = len(features) // 2
    unit = F.normalize(features, dim=1)
    likeness = unit @ unit.t() / warmth
    likeness.fill_diagonal_(-1e9)
    return F.cross_entropy(likeness, torch.cat([torch.arange(n, 2 * n), torch.arange(n)]))


@torch.no_grad()
def answers(model, samples, size, batch=64):
    """Logits of every sample, per attribute."""
    model.eval()
    parts = []
    for start in range(0, len(samples), batch):
        crops = torch.stack([prepared(centred(s.pixels, size)) for s in samples[start:start + batch]])
        parts.append([out.numpy() for out in model(crops)])
    return [np.concatenate([p[i] for p in parts]) for i in range(len(parts[0]))]


def softmax(logits, temperature=1.0):
    exp = np.exp((logits - logits.max(1, keepdims=True)) / temperature)
    return exp / exp.sum(1, keepdims=True)


def temperature_of(logits, values):
    """The temperature from 1 up that makes the known values likeliest; below 1 it would sharpen, more than a few recordings can vouch for."""
    known = values >= 0
    if not known.any():
        return 1.0
    grid = np.exp(np.linspace(0, np.log(4), 40))
    losses = [-np.log(softmax(logits[known], t)[np.arange(known.sum()), values[known]] + 1e-9).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def train(recipe, data, work, resume=False):
    settings, size, attributes = recipe["train"], recipe["size"], recipe["attributes"]
    torch.manual_seed(recipe["seed"])
    samples = gather(recipe, data, ("train", "val"))
    mine = [s for s in samples if s.split == "train"]
    validation = [s for s in samples if s.split == "val"]
    for number, attribute in enumerate(attributes):
        names = [v["name"] for v in attribute["values"]] + ["undetermined", "unlabelled"]
        for split, chosen in (("train", mine), ("val", validation)):
            print(attribute["name"], split, {names[v]: n for v, n in sorted(Counter(s.values[number] for s in chosen).items())})
    shares = draw_shares(mine, attributes, {spec.get("set", spec["folder"].split("/")[-1]): spec.get("weight", 1.0) for spec in recipe["sets"]})
    shape_width = recipe["crop"]["left"] + recipe["crop"]["right"]
    embedding = recipe.get("embedding", {}).get("size", 0)
    drawn = drawn_masks(recipe, mine, data)
    crops = Crops(mine, shares, size, recipe["seed"], settings["crops"], shape_width, settings["sight"], 2 if embedding else 1, drawn)
    model = Attributes([len(a["values"]) for a in attributes], embedding).to(memory_format=torch.channels_last)
    load_start(model, data / recipe["start"])
    model.frozen = settings["frozen"]
    some = torch.cat([crops[i][0] for i in range(128)]).to(memory_format=torch.channels_last)
    normalised(model, some.split(32), skip=["entry", *(f"blocks.{n}." for n in range(model.frozen))])
    averaged = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(model.parameters(), settings["rate"], weight_decay=settings["decay"])
    first = go_on(work, model, averaged, optimiser)[0] if resume else 0
    batches_each = len(crops) // settings["batch"]
    steps, step = settings["epochs"] * batches_each, first * batches_each
    log = open(work / "log.jsonl", "a" if resume else "w")
    for epoch in range(first, settings["epochs"]):
        crops.epoch = epoch
        loader = torch.utils.data.DataLoader(crops, settings["batch"], num_workers=1, drop_last=True)
        began, losses = time.time(), []
        model.train()
        for pictures, values, sight in loader:
            rate = settings["rate"] * rate_share(step, steps)
            optimiser.param_groups[0]["lr"] = rate
            views = pictures.shape[1]
            pictures = pictures.transpose(0, 1).flatten(0, 1).to(memory_format=torch.channels_last)
            outputs = model(pictures)
            loss = loss_of(outputs[:len(attributes)], values.repeat(views, 1), sight.float().repeat(views))
            if embedding:
                loss = loss + recipe["embedding"]["weight"] * same_look(outputs[-1])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            follow(averaged, model, min(settings["average"], (1 + step) / (10 + step)))
            step += 1
            losses.append(float(loss))
        line = {"epoch": epoch, "rate": rate, "seconds": round(time.time() - began), "loss": round(float(np.mean(losses)), 4)}
        for attribute, logits, values in zip(attributes, answers(averaged, validation, size), zip(*(s.values for s in validation))):
            values = np.array(values)
            known = values >= 0
            line[f"accuracy {attribute['name']}"] = round(float((logits.argmax(1) == values)[known].mean()), 4)
        print(json.dumps(line), flush=True)
        print(json.dumps(line), file=log, flush=True)
        torch.save(folded(averaged).state_dict(), work / "last.pth")
        keep(work, epoch, model, averaged, optimiser)
    return folded(averaged)


def drawn_masks(recipe, samples, data):
    """What Crops needs to draw masks on bare faces, by the recipe's `draw`; None without."""
    if "draw" not in recipe:
        return None
    number = [a["name"] for a in recipe["attributes"]].index("mask")
    names = [v["name"] for v in recipe["attributes"][number]["values"]]
    found = find_faces(samples, number, names.index("none"), open_finder(data / recipe["draw"]["finder"]))
    print(f"faces that masks are drawn on: {found}", flush=True)
    return {"attribute": number, "share": recipe["draw"]["share"], "values": {n: (names.index(n), p) for n, p in recipe["draw"]["values"].items()}}


def calibrate(recipe, model, data):
    """Sets each attribute's temperature from the validation recordings."""
    samples = gather(recipe, data, ("val",))
    for number, (attribute, logits) in enumerate(zip(recipe["attributes"], answers(model, samples, recipe["size"]))):
        values = np.array([s.values[number] if s.width >= attribute["minPixels"] else UNLABELLED for s in samples])
        attribute["temperature"] = temperature_of(logits, values)
        print(f"{attribute['name']}: temperature {attribute['temperature']:.2f} from {(values >= 0).sum()} heads")
