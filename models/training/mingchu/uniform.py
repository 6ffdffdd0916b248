"""How well an embedding tells a kitchen's own uniform from other clothes: figures for the card, and the ground for its two bounds."""

import cv2
import numpy as np

from .crops import centred, cut, prepared
from .folders import read_set
from .geometry import to_pixels
from .onnxfile import Onnx
from .splits import load_splits, split_set

NEAREST, LOOKS, FEWEST = 3, 100, 12  # as the product matches and enrols; recordings with fewer work-wear heads to judge are left out


def evaluate(recipe, data, folder, split):
    """Lines of a table: the first half of a recording's work wear is enrolled, its second half must be `own`, all other recordings `other`."""
    bounds, seen = recipe["embedding"], embeddings(recipe, data, folder, split)
    lines = [f"Own uniform, split `{split}`: enrolled is the first half of a recording's work wear (at most {LOOKS} heads of {bounds['minPixels']} px or more), "
             f"asked are its second half and everybody in the other recordings. `own` from {bounds['own']} up, `other` from {bounds['other']} down, "
             "undetermined between; one head at a time, while the product votes over a track.", "",
             "| uniform of | own: heads | told own | told other | others: heads | told other | told own |", "|---|---|---|---|---|---|---|"]
    for where, rows in seen.items():
        looks = [e for clothes, e in rows if clothes == "work-wear"]
        half = len(looks) // 2
        if len(looks) - half < FEWEST:
            continue
        enrolled = np.array(looks[:half][:LOOKS])
        own = likeness(np.array(looks[half:]), enrolled)
        other = likeness(np.array([e for place, others in seen.items() if place != where for _, e in others]), enrolled)
        told = lambda answers: f"{(answers >= bounds['own']).mean():.3f}", lambda answers: f"{(answers <= bounds['other']).mean():.3f}"
        lines.append(f"| {where} | {len(own)} | {told[0](own)} | {told[1](own)} | {len(other)} | {told[1](other)} | {told[0](other)} |")
    return lines


def likeness(embeddings, looks):
    """Per embedding the mean cosine to the nearest looks; all have length 1."""
    cosines = np.sort(embeddings @ looks.T, axis=1)
    return cosines[:, -NEAREST:].mean(1)


def embeddings(recipe, data, folder, split):
    """Per recording the (clothes, embedding of length 1) of every head whose clothes are known, in the order of the pictures."""
    model, table, found = Onnx(folder / "model.onnx", ["embedding"]), load_splits(), {}
    for spec in recipe["sets"]:
        name = spec.get("set", spec["folder"].split("/")[-1])
        if "recordings" not in table[name] or not (data / spec["folder"]).exists():
            continue
        for picture, at, recording in split_set(read_set(data / spec["folder"], name), table[name]):
            if at != split:
                continue
            image = cv2.imread(str(picture.path))
            for clothes, corners in known_clothes(picture, image.shape, recipe["embedding"]["minPixels"]):
                crop = centred(cut(image, corners, recipe["crop"], recipe["size"])[0], recipe["size"])
                raw = model(prepared(crop)[None])[0].numpy()[0]
                found.setdefault(recording, []).append((clothes, raw / np.linalg.norm(raw)))
    return found


def known_clothes(picture, shape, least):
    for number, box in enumerate(picture.boxes):
        clothes = picture.attributes.get(number, {}).get("clothes")
        corners = to_pixels(box, shape[1], shape[0])
        if clothes in ("work-wear", "street") and corners[2] - corners[0] >= least:
            yield clothes, corners
