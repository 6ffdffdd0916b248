"""A sheet of what a model gets wrong in rendered pictures, for its card: those are the project's own, the others may not be shown."""

import cv2
import numpy as np

from .crops import centred, cut, grown, prepared, values_of
from .evaluate import pictures_of
from .geometry import iou, to_pixels
from .look import sheet
from .onnxfile import Onnx
from .train_attributes import softmax
from .train_detector import detect

MISSED, FALSE, TEXT = (0, 0, 255), (0, 140, 255), cv2.FONT_HERSHEY_SIMPLEX


def write(recipe, manifest, data, folder, split):
    """folder/fails.jpg: the held-out rendered pictures (of a detector) or heads (of a classifier) with the most and surest mistakes."""
    rows = [(spec, p) for spec, p, _, _ in pictures_of(recipe, data, split) if spec.get("set") == "rendered"]
    if "classes" in recipe:
        picture = sheet(pictures_with_faults(recipe, folder, rows, 9), columns=3, side=420)
    else:
        picture = sheet(heads_with_faults(recipe, manifest, folder, rows, 24), columns=8, side=150)
    cv2.imwrite(str(folder / "fails.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 82])


def pictures_with_faults(recipe, folder, rows, most):
    """Red: labelled and not seen; orange: seen where nothing is labelled."""
    model, names, worst = Onnx(folder / "model.onnx", ["output"]), [c["name"] for c in recipe["classes"]], []
    thresholds = np.array([c["threshold"] for c in recipe["classes"]])
    for spec, picture in rows:
        image = cv2.imread(str(picture.path))
        h, w = image.shape[:2]
        boxes, scores, numbers = detect(model, image, recipe["size"])
        sure = scores >= thresholds[numbers]
        boxes, numbers = boxes[sure], numbers[sure]
        truth = [(names.index(spec["map"][b.name]), to_pixels(b, w, h)) for b in picture.boxes if b.name in spec["map"]]
        missed = [(n, b) for n, b in truth if not found(b, boxes[numbers == n])]
        false = [(n, b) for n, b in zip(numbers, boxes) if not found(b, np.array([t for k, t in truth if k == n]))]
        # Hands are missed in nearly every picture and would fill the sheet.
        weight = len({n for n, _ in missed if names[n] not in ("hand", "glove")}) + len(false)
        for colour, list_of in ((MISSED, missed), (FALSE, false)):
            for n, box in list_of:
                mark(image, box, names[n], colour)
        worst.append((weight, len(worst), image))
    return [image for weight, _, image in sorted(worst, key=lambda r: r[:2], reverse=True)[:most] if weight]


def found(box, boxes, least=0.5):
    return len(boxes) and iou(np.array([box]), boxes)[0].max() >= least


def mark(image, box, word, colour):
    x1, y1, x2, y2 = (int(v) for v in box)
    cv2.rectangle(image, (x1 - 1, y1 - 1), (x2 + 1, y2 + 1), colour, 1)
    cv2.putText(image, word, (max(0, x1 - 1), max(10, y1 - 4)), TEXT, 0.4, colour, 1, cv2.LINE_AA)


def heads_with_faults(recipe, manifest, folder, rows, most):
    """Crops with the answer (orange) and the truth (red), the surest first."""
    attributes, worst = manifest["attributes"], []
    model = Onnx(folder / "model.onnx", [a["output"] for a in attributes])
    for spec, picture in rows:
        image = cv2.imread(str(picture.path))
        h, w = image.shape[:2]
        for number, box in enumerate(picture.boxes):
            row = picture.attributes.get(number)
            if not row:
                continue
            corners = grown(to_pixels(box, w, h), spec.get("grow"))
            crop = centred(cut(image, corners, recipe["crop"], recipe["size"])[0], recipe["size"])
            logits = model(prepared(crop)[None])
            for a, l, truth in zip(attributes, logits, values_of(attributes, row, box.name, spec)):
                p = softmax(l.numpy(), a["temperature"])[0]
                if truth >= 0 and p.argmax() != truth and p.max() >= a["determined"] and corners[2] - corners[0] >= a["minPixels"]:
                    worst.append((float(p.max()), len(worst), captioned(crop, a["values"][p.argmax()]["name"], a["values"][truth]["name"])))
    return [tile for _, _, tile in sorted(worst, key=lambda r: r[:2], reverse=True)[:most]]


def captioned(crop, said, truth, side=150):
    tile = cv2.resize(crop, (side, side))
    cv2.putText(tile, said, (3, 12), TEXT, 0.42, FALSE, 1, cv2.LINE_AA)
    cv2.putText(tile, truth, (3, side - 5), TEXT, 0.42, MISSED, 1, cv2.LINE_AA)
    return tile
