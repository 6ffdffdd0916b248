"""Draws what the models see, for a person to look at. Never commit what this writes."""

import cv2
import numpy as np
import yaml

from .crops import centred, cut, prepared
from .evaluate import pictures_of
from .onnxfile import Onnx
from .train_attributes import softmax
from .train_detector import detect

COLOURS = {"none": (0, 0, 255), "wrong": (0, 140, 255), "worn": (0, 200, 0), "?": (160, 160, 160)}


class Eyes:
    """The detector and, where given, the classifier of heads, as the product chains them."""

    def __init__(self, detector, classifier=None):
        self.manifest = yaml.safe_load((detector / "model.yaml").read_text())
        self.detector = Onnx(detector / "model.onnx", ["output"])
        self.attributes = yaml.safe_load((classifier / "model.yaml").read_text()) if classifier else None
        if classifier:
            self.classifier = Onnx(classifier / "model.onnx", [a["output"] for a in self.attributes["attributes"]])

    def see(self, picture):
        size = self.manifest["input"]["width"]
        boxes, scores, numbers = detect(self.detector, picture, size)
        for box, score, number in zip(boxes, scores, numbers):
            if score >= self.manifest["classes"][number]["threshold"]:
                yield box, score, self.say(picture, box) if self.attributes else {}

    def say(self, picture, box):
        size, words = self.attributes["input"]["width"], {}
        logits = self.classifier(prepared(centred(cut(picture, box, self.attributes["crop"], size), size))[None])
        for a, l in zip(self.attributes["attributes"], logits):
            p = softmax(l.numpy(), a["temperature"])[0]
            sure = p.max() >= a["determined"] and box[2] - box[0] >= a["minPixels"]
            words[a["name"]] = a["values"][p.argmax()]["name"] if sure else "?"
        return words


def draw(eyes, picture):
    picture = picture.copy()
    for box, score, words in eyes.see(picture):
        x1, y1, x2, y2 = (int(v) for v in box)
        cv2.rectangle(picture, (x1, y1), (x2, y2), (255, 160, 0), 1)
        for n, (name, word) in enumerate(words.items()):
            cv2.putText(picture, f"{name} {word}", (x1, y2 + 11 + 11 * n), cv2.FONT_HERSHEY_SIMPLEX, 0.36, COLOURS[word], 1, cv2.LINE_AA)
        cv2.putText(picture, f"{score:.2f}", (x1, y1 - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.36, (255, 160, 0), 1, cv2.LINE_AA)
    return picture


def sheet(pictures, columns=4, side=480):
    """Pictures side by side, each fitted into `side` pixels; rows are as high as the highest."""
    small = [cv2.resize(p, None, fx=f, fy=f, interpolation=cv2.INTER_AREA) for p in pictures for f in [side / max(p.shape[:2])]]
    high = max((p.shape[0] for p in small), default=side)
    tiles = [np.zeros((high, side, 3), np.uint8) for _ in range(len(small) + -len(small) % columns)]
    for tile, p in zip(tiles, small):
        tile[:p.shape[0], :p.shape[1]] = p
    return np.vstack([np.hstack(tiles[i:i + columns]) for i in range(0, len(tiles), columns)])


def frames(path, count):
    """Frames of a clip at even distances."""
    clip = cv2.VideoCapture(str(path))
    total = int(clip.get(cv2.CAP_PROP_FRAME_COUNT))
    for n in np.linspace(0, total - 2, count).astype(int):
        clip.set(cv2.CAP_PROP_POS_FRAMES, int(n))
        there, picture = clip.read()
        if there:
            yield picture


def held_out(recipe, data, split, count):
    rows = pictures_of(recipe, data, split)
    chosen = [rows[i] for i in np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(int)]
    return [cv2.imread(str(p.path)) for _, p, _, _ in chosen]
