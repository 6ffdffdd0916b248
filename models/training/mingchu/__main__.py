"""`models/training/build MODEL --data DIR`; see models/training/README.md."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import cv2
import torch
import yaml

from . import curves, evaluate, export, fails, look, quantise, train_attributes, train_detector, uniform
from .folders import DataError, read_set
from .mobilenet import Attributes
from .splits import load_splits, split_set
from .yolox import Yolox

MODELS = Path(__file__).resolve().parent.parent.parent
STEPS = ("train", "export", "evaluate", "look", "split", "quantise")


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    folder = MODELS / options.model
    recipe = yaml.safe_load((folder / "recipe.yaml").read_text())
    recipe["name"] = options.model
    for key in ("epochs", "rate", "size"):
        if getattr(options, key):
            recipe["train"][key] = getattr(options, key)
    options.work.mkdir(parents=True, exist_ok=True)
    recipe["sets"] = [s for s in recipe["sets"] if s["folder"].split("/")[-1] not in options.leave_out]
    steps = options.step or ("train", "export", "evaluate")
    for spec in recipe["sets"]:
        # To quantise takes no picture of the footage generator: it need not draw them first.
        if spec["folder"] == "rendered" and set(steps) != {"quantise"}:
            spec["folder"] = str(rendered(options, spec))
    for step in steps:
        globals()[f"do_{step}"](options, recipe, folder)


def arguments():
    parser = argparse.ArgumentParser(prog="models/training/build", description="Rebuilds and re-evaluates a model.")
    parser.add_argument("model", help="folder under models/ with a recipe.yaml: kitchen, attributes, ...")
    parser.add_argument("--data", type=Path, default=os.environ.get("MINGCHU_DATA"), help="folder with data/ and weights/; default $MINGCHU_DATA")
    parser.add_argument("--rendered", type=Path, help="pictures of the footage generator; drawn where they are missing; default /tmp/mingchu-train/rendered")
    parser.add_argument("--leave-out", action="append", default=[], metavar="SET", help="train without this set, e.g. one whose licence does not suit you")
    parser.add_argument("--work", type=Path, help="where checkpoints and logs go; default /tmp/mingchu-train/MODEL")
    parser.add_argument("--step", action="append", choices=STEPS, help="only this step; may be repeated; default train, export, evaluate")
    parser.add_argument("--split", default="test", help="for evaluate, look and split")
    parser.add_argument("--to", type=Path, help="for split and quantise: the folder to write; for look: where the sheets go")
    parser.add_argument("--pictures", type=Path, help="for quantise: a folder of pictures or a set to calibrate with; default the training pictures of the recipe's first set")
    parser.add_argument("--clip", type=Path, action="append", default=[], help="for look: a clip to look at as well")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--rate", type=float)
    parser.add_argument("--size", type=int, help="side of the training scenes in pixels")
    parser.add_argument("--resume", action="store_true", help="for train: go on after the last whole epoch of the run in --work")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if not options.data:
        parser.error("--data DIR is missing and MINGCHU_DATA is not set")
    options.data = Path(options.data)
    if not (MODELS / options.model / "recipe.yaml").exists():
        parser.error(f"{MODELS / options.model / 'recipe.yaml'} does not exist; models with a recipe: "
                     + ", ".join(sorted(p.parent.name for p in MODELS.glob("*/recipe.yaml"))))
    for part in ("data", "weights"):
        if not (options.data / part).is_dir():
            parser.error(f"{options.data / part} does not exist; --data must be the folder that holds data/ and weights/")
    options.work = options.work or Path("/tmp/mingchu-train") / options.model
    return options


def rendered(options, spec):
    """The folder of the footage generator's pictures; drawn as the recipe says where it is not complete yet."""
    folder = (options.rendered or options.work.parent / "rendered").resolve()
    have = len(list(folder.glob("images/*.jpg")))
    if have < spec["render"]["count"]:
        print(f"{folder}: {have} of {spec['render']['count']} pictures, drawing the rest", flush=True)
        subprocess.run([MODELS.parent / "tools/footage/render", "stills", "--out", folder, "--count", str(spec["render"]["count"]),
                        "--seed", str(spec["render"]["seed"])], check=True)
    return folder


def trainer(recipe):
    return train_detector if "classes" in recipe else train_attributes


def do_train(options, recipe, folder):
    trainer(recipe).train(recipe, options.data, options.work, resume=options.resume)


def do_export(options, recipe, folder):
    weights = options.work / "last.pth"
    if not weights.exists():
        raise DataError(f"{weights} does not exist; run --step train first")
    model = Yolox(len(recipe["classes"])) if "classes" in recipe else Attributes([len(a["values"]) for a in recipe["attributes"]], recipe.get("embedding", {}).get("size", 0))
    model.load_state_dict(torch.load(weights))
    model.eval()
    if "attributes" in recipe:
        train_attributes.calibrate(recipe, model, options.data)
    provenance = {"data": [s["folder"] if not s["folder"].startswith("/") else "rendered by the footage generator" for s in recipe["sets"]
                           if (options.data / s["folder"]).exists()],
                  "start": recipe["start"], "trained": export.commit(), "command": f"models/training/build {options.model} --data DIR"}
    export.export(recipe, model, folder, provenance)
    curves.plot(options.work / "log.jsonl", folder / "curves.png")


def do_evaluate(options, recipe, folder):
    manifest = yaml.safe_load((folder / "model.yaml").read_text())
    if "classes" in recipe:
        lines = evaluate.evaluate_detector(recipe, options.data, folder, options.split)
    else:
        finder = MODELS / recipe["crop"]["from"]
        found = yaml.safe_load((finder / "recipe.yaml").read_text()), finder
        lines = evaluate.evaluate_attributes(recipe, manifest, options.data, folder, options.split)
        lines += [""] + evaluate.evaluate_attributes(recipe, manifest, options.data, folder, options.split, found)
        if "embedding" in recipe:
            for split in ("val", options.split):
                lines += [""] + uniform.evaluate(recipe, options.data, folder, split)
    lines += ["", f"One run takes {evaluate.speed(folder / 'model.onnx', recipe['size']):.0f} ms of processor time by OpenCV on one thread."]
    print("\n".join(lines))
    evaluate.into_card(folder / "card.md", options.split, lines)
    fails.write(recipe, manifest, options.data, folder, options.split)


def do_look(options, recipe, folder):
    to = options.to or options.work / "look"
    to.mkdir(parents=True, exist_ok=True)
    classifier = MODELS / "attributes"
    eyes = look.Eyes(MODELS / "kitchen", classifier if (classifier / "model.onnx").exists() else None)
    sheets = {clip.stem: list(look.frames(clip, 16)) for clip in options.clip}
    sheets[f"{options.model}-{options.split}"] = look.held_out(recipe, options.data, options.split, 24)
    for name, pictures in sheets.items():
        cv2.imwrite(str(to / f"{name}.jpg"), look.sheet([look.draw(eyes, p) for p in pictures]))
        print(to / f"{name}.jpg")


def do_split(options, recipe, folder):
    """Writes the pictures of a split as folders of links, for tools/eval."""
    if not options.to:
        raise DataError("--step split needs --to DIR")
    table = load_splits()
    for spec in recipe["sets"]:
        name = spec.get("set", spec["folder"].split("/")[-1])
        if name not in recipe["evaluate"] or not (options.data / spec["folder"]).exists():
            continue
        source, target = options.data / spec["folder"], options.to / name
        for part in ("images", "labels"):
            (target / part).mkdir(parents=True, exist_ok=True)
        rows = [p for p, split, _ in split_set(read_set(source, name), table[name]) if split == options.split]
        for picture in rows:
            link(picture.path, target / "images" / picture.path.name)
            link(source / "labels" / f"{picture.stem}.txt", target / "labels" / f"{picture.stem}.txt")
        for part in ("classes.txt", "attributes.csv"):
            if (source / part).exists():
                link(source / part, target / part)
        print(f"{target}: {len(rows)} pictures")


def do_quantise(options, recipe, folder):
    """Writes the model with an int8 variant to a folder of its own, to be measured with tools/bench precision and tools/eval."""
    if options.pictures:
        pictures = quantise.pictures_in(options.pictures)
    else:
        spec = recipe["sets"][0]
        name = spec.get("set", spec["folder"].split("/")[-1])
        pictures = [p for p, split, _ in split_set(read_set(options.data / spec["folder"], name), load_splits()[name]) if split == "train"]
    quantise.quantise(folder, pictures, options.to or options.work / "quantised")


def link(source, target):
    if target.is_symlink():
        target.unlink()
    target.symlink_to(source.resolve())


if __name__ == "__main__":
    try:
        main()
    except (DataError, ValueError) as error:
        sys.exit(str(error))
