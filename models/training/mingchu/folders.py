"""Reads a set of labelled pictures: images/, labels/ (YOLO txt), classes.txt, and attributes.csv, groups.csv and labelled.csv where present."""

import csv
from dataclasses import dataclass, field
from pathlib import Path


class DataError(Exception):
    """A set that can't be used; the message says where, what and what to do."""


@dataclass(frozen=True)
class Box:
    """A labelled box; x, y are its centre, all in 0..1 of the picture's width and height."""

    name: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Picture:
    set: str
    stem: str
    path: Path
    boxes: tuple
    source: str
    attributes: dict = field(default_factory=dict)  # box number -> row of attributes.csv
    labelled: dict = None  # class -> "picture" or "boxes" (there may be others without a box); None: all classes of the set


def read_set(root, name=None):
    """Every labelled picture of a set, in the order of the stems."""
    root = Path(root)
    name = name or root.name
    for part in ("images", "labels", "classes.txt"):
        if not (root / part).exists():
            raise DataError(f"{root}: {part} is missing; expected images/, labels/ and classes.txt")
    classes = [line.strip() for line in (root / "classes.txt").read_text().splitlines() if line.strip()]
    images = {p.stem: p for p in sorted((root / "images").iterdir()) if p.suffix.lower() in (".jpg", ".jpeg", ".png")}
    sources = {row["stem"]: row["source"] for row in read_csv(root / "groups.csv")}
    attributes = {}
    for row in read_csv(root / "attributes.csv"):
        attributes.setdefault(row["stem"], {})[int(row["box"])] = row
    labelled = {} if (root / "labelled.csv").exists() else None
    for row in read_csv(root / "labelled.csv"):
        if row["class"] not in classes or row["extent"] not in ("picture", "boxes"):
            raise DataError(f"{root / 'labelled.csv'}: expected stem,class,extent with a class of classes.txt and 'picture' or 'boxes', found {row}")
        labelled.setdefault(row["stem"], {})[row["class"]] = row["extent"]
    pictures = []
    for label in sorted((root / "labels").glob("*.txt")):
        if label.stem not in images:
            raise DataError(f"{label}: no picture of that name in {root / 'images'}")
        boxes = tuple(parse_line(label, n, line, classes) for n, line in enumerate(label.read_text().splitlines()) if line.strip())
        pictures.append(Picture(name, label.stem, images[label.stem], boxes, sources.get(label.stem, label.stem),
                                attributes.get(label.stem, {}), labelled if labelled is None else labelled.get(label.stem, {})))
    if not pictures:
        raise DataError(f"{root}: no labels found")
    return pictures


def read_csv(path):
    if not path.exists():
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def parse_line(path, number, line, classes):
    try:
        index, x, y, w, h = line.split()[:5]
        return Box(classes[int(index)], float(x), float(y), float(w), float(h))
    except (ValueError, IndexError):
        raise DataError(f"{path}:{number + 1}: expected 'class cx cy w h' with class below {len(classes)}, found '{line}'")
