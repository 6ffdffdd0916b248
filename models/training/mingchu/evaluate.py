"""Evaluates a model's shipped ONNX file on held-out recordings and prints the figures of its card."""

import time

import cv2
import numpy as np

from .crops import centred, cut, grown, prepared, values_of
from .folders import read_set
from .geometry import iou, to_pixels
from .onnxfile import Onnx, open_net
from .measure import at_threshold, average_precision, bootstrap, match, wilson
from .splits import load_splits, split_set
from .train_attributes import softmax
from .train_detector import detect, ignored_boxes


def pictures_of(recipe, data, split):
    """(set spec, picture, recording) of every set the recipe evaluates on."""
    found, table = [], load_splits()
    for spec in recipe["sets"]:
        name = spec.get("set", spec["folder"].split("/")[-1])
        if name not in recipe["evaluate"] or not (data / spec["folder"]).exists():
            continue
        rows = split_set(read_set(data / spec["folder"], name), table[name])
        views = {r["name"]: r["view"] for r in table[name].get("recordings", [])}
        found += [(spec, p, recording, views.get(recording, name)) for p, s, recording in rows if s == split]
    return found


def evaluate_detector(recipe, data, folder, split):
    model, size = Onnx(folder / "model.onnx", ["output"]), recipe["size"]
    table, results = load_splits(), {}
    for spec, picture, recording, view in pictures_of(recipe, data, split):
        name = spec.get("set", spec["folder"].split("/")[-1])
        where = recording if "recordings" in table[name] else name
        for c, row in one_picture(model, size, picture, spec, recipe["classes"]).items():
            results.setdefault(c, {}).setdefault(where, []).append(row)
    lines = [f"Held-out split `{split}`; P and R at the shipped threshold; 95 % interval by drawing pictures again (frames of a recording are alike, so it is too narrow).", "",
             "| class | where | pictures | boxes | AP50 | 95 % | P | R |", "|---|---|---|---|---|---|---|---|"]
    sizes = ""
    for c in recipe["classes"]:
        wheres = results.get(c["name"], {})
        whole = {"**all**": [x for rows in wheres.values() for x in rows]} if len(wheres) != 1 else {}
        for where, rows in {**wheres, **whole}.items():
            boxes = sum(n for _, n, _ in rows)
            flat = [r for hits, _, _ in rows for r in hits]
            if not boxes:
                continue
            low, high = bootstrap(rows, lambda g: average_precision([r for hits, _, _ in g for r in hits], sum(n for _, n, _ in g)), 200)
            p, r = at_threshold(flat, boxes, c["threshold"])
            lines.append(f"| {c['name']} | {where} | {len(rows)} | {boxes} | {average_precision(flat, boxes):.3f} | {low:.2f} to {high:.2f} | {p:.3f} | {r:.3f} |")
        if c is recipe["classes"][0]:
            rows = [x for rows in wheres.values() for x in rows]
            sizes = (f"By width of the {c['name']} in the {size}-pixel frame (recall at the threshold): "
                     + ", ".join(f"{low} to {high} px {share(rows, low, high, c['threshold'])}" for low, high in ((0, 12), (12, 24), (24, 48), (48, 999))))
    return lines + ["", sizes]


def one_picture(model, size, picture, spec, classes):
    """Per class that the set labels: (hits, number of boxes, (width, best score) of each box)."""
    image = cv2.imread(str(picture.path))
    h, w = image.shape[:2]
    skip = ignored_boxes(picture, spec)
    found, scores, numbers = detect(model, image, size)
    left_out = np.array([to_pixels(b, w, h) for i, b in enumerate(picture.boxes) if i in skip]).reshape(-1, 4)
    rows = {}
    for number, c in enumerate(classes):
        if c["name"] not in spec["map"].values():
            continue
        mine = numbers == number
        truth = np.array([to_pixels(b, w, h) for i, b in enumerate(picture.boxes) if i not in skip and spec["map"].get(b.name) == c["name"]]).reshape(-1, 4)
        hits = match(found[mine], scores[mine], truth, left_out)
        best = iou(truth, found[mine]) if mine.any() and len(truth) else np.zeros((len(truth), 0))
        widths = (truth[:, 2] - truth[:, 0]) * size / max(h, w)
        seen = [max([s for o, s in zip(row, scores[mine]) if o >= 0.5], default=0.0) for row in best]
        rows[c["name"]] = hits, len(truth), list(zip(widths, seen))
    return rows


def share(rows, low, high, threshold):
    seen = [s >= threshold for _, _, sizes in rows for width, s in sizes if low <= width < high]
    return f"{np.mean(seen):.3f} (n {len(seen)})" if seen else "none"


def evaluate_attributes(recipe, manifest, data, folder, split, detector=None):
    """detector: (recipe, folder) of the model whose own boxes are used instead of the labelled ones."""
    attributes = manifest["attributes"]
    model, size = Onnx(folder / "model.onnx", [a["output"] for a in attributes]), recipe["size"]
    finder = Onnx(detector[1] / "model.onnx", ["output"]) if detector else None
    records = []
    for spec, picture, recording, view in pictures_of(recipe, data, split):
        if finder and "classes" in spec:
            continue
        image = cv2.imread(str(picture.path))
        records += [(recording if "classes" not in spec else spec["folder"].split("/")[-1], *r)
                    for r in answers_on(image, picture, spec, attributes, recipe, model, size, finder and (finder, detector[0]))]
    boxes = "the detector's own boxes" if detector else "the labelled boxes"
    lines = [f"Held-out split `{split}`, on {boxes}. Accuracy and F1 among determined heads whose truth is known; head width in the picture's pixels.", "",
             "| attribute | heads | where | known | determined | accuracy | 95 % | F1 per value | unknown heads left undetermined |", "|---|---|---|---|---|---|---|---|---|"]
    for number, a in enumerate(attributes):
        for label, low, high in ((">= 24 px", 24, 1e9), ("14 to 24 px", 14, 24)):
            for where in ["**all**"] + (sorted({r[0] for r in records}) if low == 24 else []):
                chosen = [(v[number], p[number], w) for at, v, p, w in records if low <= w < high and (where == "**all**" or at == where)]
                if chosen and any(v != -1 for v, _, _ in chosen):
                    lines.append(line_of(a, label, where, chosen))
    return lines


def answers_on(image, picture, spec, attributes, recipe, model, size, finder):
    h, w = image.shape[:2]
    found = None
    if finder:
        boxes, scores, numbers = detect(finder[0], image, finder[1]["size"])
        number = [c["name"] for c in finder[1]["classes"]].index(recipe["crop"]["class"])
        found = boxes[(scores >= finder[1]["classes"][number]["threshold"]) & (numbers == number)]
    for number, box in enumerate(picture.boxes):
        row = picture.attributes.get(number)
        values = values_of(attributes, row, box.name, spec)
        corners = grown(to_pixels(box, w, h), spec.get("grow"))
        if all(v == -1 for v in values) or (row or {}).get("head") == "not-a-head":
            continue
        if found is not None:
            overlaps = iou(corners, found)[0] if len(found) else np.zeros(0)
            if not len(overlaps) or overlaps.max() < 0.5:
                continue
            corners = found[overlaps.argmax()]
        crop = centred(cut(image, corners, recipe["crop"], size)[0], size)
        logits = model(prepared(crop)[None])
        yield values, [softmax(l.numpy(), a["temperature"])[0] for l, a in zip(logits, attributes)], corners[2] - corners[0]


def line_of(attribute, label, where, chosen):
    names = [v["name"] for v in attribute["values"]]
    sure = lambda p, w: p.max() >= attribute["determined"] and w >= attribute["minPixels"]
    known = [(v, p, w) for v, p, w in chosen if v >= 0]
    unknown = [sure(p, w) for v, p, w in chosen if v == -2]
    determined = [(v, int(p.argmax())) for v, p, w in known if sure(p, w)]
    right = sum(v == g for v, g in determined)
    low, high = wilson(right, len(determined))
    scores = []
    for n, name in enumerate(names):
        hit, said, true = (sum(f(v, g) for v, g in determined) for f in (lambda v, g: v == g == n, lambda v, g: g == n, lambda v, g: v == n))
        scores.append(f"{name} {2 * hit / (said + true):.3f} (n {true})" if said + true else f"{name} none")
    ratio = lambda a, b: f"{a / b:.3f}" if b else "-"
    return (f"| {attribute['name']} | {label} | {where} | {len(known)} | {ratio(len(determined), len(known))} | {ratio(right, len(determined))} | {low:.2f} to {high:.2f} | "
            f"{', '.join(scores)} | {ratio(len(unknown) - sum(unknown), len(unknown))} of {len(unknown)} |")


def speed(path, size, times=60):
    """Median milliseconds of processor time of one run by OpenCV on one thread."""
    cv2.setNumThreads(1)
    net, spent = open_net(path), []
    for _ in range(times):
        net.setInput(np.zeros((1, 3, size, size), np.float32))
        began = time.process_time()
        net.forward(net.getUnconnectedOutLayersNames())
        spent.append(time.process_time() - began)
    return float(np.median(spent) * 1000)


def into_card(card, split, lines):
    """Replaces the figures between the markers of a split in the card, where it has them."""
    opening, closing = f"<!-- figures {split} -->", "<!-- end -->"
    text = card.read_text() if card.exists() else ""
    if opening in text:
        before, rest = text.split(opening, 1)
        after = rest.split(closing, 1)[1]
        card.write_text(before + opening + "\n" + "\n".join(lines) + "\n" + closing + after)
