"""Writes the ONNX file, checks it against torch, and writes the manifest and the reference tensors."""

import hashlib
import json
import subprocess

import cv2
import numpy as np
import onnx
import onnx.numpy_helper
import torch
import yaml

from .crops import prepared
from .onnxfile import open_net
from .scenes import fitted

TOLERANCE = 1e-3


def drawn_scene(size, seed=7):
    """A picture of the project's own making: a room with a person drawn in flat shapes, and grain."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:size, :size] / size
    picture = np.stack([150 + 60 * y, 160 + 40 * x, 170 - 50 * y], 2).astype(np.uint8)
    at = lambda *p: tuple(int(v * size) for v in p)
    cv2.rectangle(picture, at(0, 0.7), at(1, 1), (90, 100, 110), -1)
    cv2.rectangle(picture, at(0.55, 0.5), at(0.95, 0.75), (190, 190, 185), -1)
    for px, py, scale, cap in ((0.3, 0.3, 1.0, (250, 250, 250)), (0.72, 0.28, 0.6, (40, 30, 25))):
        cv2.ellipse(picture, at(px, py + 0.33 * scale), at(0.1 * scale, 0.25 * scale), 0, 0, 360, (235, 235, 235), -1)
        cv2.ellipse(picture, at(px, py), at(0.055 * scale, 0.075 * scale), 0, 0, 360, (140, 165, 205), -1)
        cv2.ellipse(picture, at(px, py - 0.02 * scale), at(0.06 * scale, 0.065 * scale), 0, 180, 360, cap, -1)
        cv2.rectangle(picture, at(px - 0.035 * scale, py + 0.02 * scale), at(px + 0.035 * scale, py + 0.06 * scale), (225, 200, 160), -1)
    grain = rng.normal(0, 4, picture.shape)
    return cv2.GaussianBlur(np.clip(picture + grain, 0, 255).astype(np.uint8), (3, 3), 0)


def drawn_head(size):
    scene = drawn_scene(416)
    return cv2.resize(scene[79:217, 74:176], (size, size), interpolation=cv2.INTER_AREA)


def write_onnx(model, example, path, name, outputs, open_sides):
    model.eval()
    axes = {n: {0: "batch"} for n in [name] + outputs}
    if open_sides:
        axes[name].update({2: "height", 3: "width"})
    torch.onnx.export(model, example, str(path), opset_version=13, input_names=[name], output_names=outputs,
                      dynamic_axes=axes, do_constant_folding=True)
    settle(path)


def settle(path):
    """Torch computes the widths of a padding and the shapes of flattened maps by chains of nodes, which not every runtime folds: write them down."""
    model = onnx.load(str(path))
    graph = model.graph
    constants = {}
    channels = {i.name: i.dims[0] for i in graph.initializer}
    for node in graph.node:
        if node.op_type == "Pad":
            known = [0, 0, 0, 0, 0, 0, 1, 1]
        elif node.op_type == "Reshape":
            known = [0, flat_channels(graph, node.input[0], channels), -1]
        else:
            continue
        name = "known_" + "_".join(str(k) for k in known)
        constants[name] = onnx.numpy_helper.from_array(np.array(known, np.int64), name)
        del node.input[1:]
        node.input.append(name)
    graph.initializer.extend(constants.values())
    used = None
    while used != (used := {name for node in graph.node for name in node.input} | {o.name for o in graph.output}):
        for node in [n for n in graph.node if not used & set(n.output)]:
            graph.node.remove(node)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def flat_channels(graph, tensor, channels):
    """Channels of a tensor made of convolutions, their sigmoids and concatenations."""
    node = next(n for n in graph.node if tensor in n.output)
    if node.op_type == "Conv":
        return channels[node.input[1]]
    return sum(flat_channels(graph, name, channels) for name in node.input)


def run_onnx(path, example, outputs):
    """The file's outputs by OpenCV, which shares no code with torch."""
    net = open_net(path)
    net.setInput(example.numpy())
    return [np.asarray(o) for o in net.forward(outputs)]


def check_parity(path, wanted, example, outputs):
    """The largest difference between torch and the file; an error above the tolerance."""
    worst = max(float(np.abs(a - b.reshape(a.shape)).max()) for a, b in zip(wanted, run_onnx(path, example, outputs)))
    if not worst < TOLERANCE:
        raise SystemExit(f"{path}: differs from torch by {worst:.2e}, allowed is {TOLERANCE:g}")
    return worst


def reference(arrays, most=1000):
    """Sampled values of every output tensor, the largest among them."""
    tensors = {}
    for name, values in arrays.items():
        flat = values.ravel()
        chosen = np.arange(flat.size)
        if flat.size > most:
            even = np.linspace(0, flat.size - 1, most // 2).astype(int)
            chosen = np.unique(np.concatenate([even, np.argsort(-flat)[:most // 2]]))
        tensors[name] = {"shape": list(values.shape), "indices": [int(i) for i in chosen], "values": [round(float(flat[i]), 6) for i in chosen]}
    return tensors


def export(recipe, model, folder, provenance):
    """Everything the product loads: model.onnx, model.yaml, reference/."""
    detector = "classes" in recipe
    size = recipe["size"]
    picture = drawn_scene(size) if detector else drawn_head(size)
    example = fitted(picture, size)[0][None] if detector else prepared(picture)[None]
    outputs = ["output"] if detector else [a["name"] for a in recipe["attributes"]] + (["embedding"] if "embedding" in recipe else [])
    path = folder / "model.onnx"
    write_onnx(model, example, path, "images" if detector else "crops", outputs, open_sides=detector)
    with torch.no_grad():
        answer = model(example)
    wanted = [t.numpy() for t in ([answer] if detector else answer)]
    worst = check_parity(path, wanted, example, outputs)
    (folder / "reference").mkdir(exist_ok=True)
    cv2.imwrite(str(folder / "reference" / "input.png"), picture)
    (folder / "reference" / "output.json").write_text(json.dumps(reference(dict(zip(outputs, wanted)))) + "\n")
    manifest = (detector_manifest if detector else classifier_manifest)(recipe)
    manifest["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest["provenance"] = provenance
    ordered = {key: manifest[key] for key in ("name", "version", "task", "file", "sha256", "input", "crop", "output", "classes", "attributes", "embedding",
                                              "nms", "licence", "provenance", "reference") if key in manifest}
    (folder / "model.yaml").write_text("# Written by models/training/build; change recipe.yaml instead.\n"
                                       + yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=120))
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, differs from torch by at most {worst:.1e}")


def common(recipe, task):
    return {"name": recipe["name"], "version": recipe["version"], "task": task, "file": "model.onnx", "licence": "Apache-2.0",
            "reference": {"input": "reference/input.png", "output": "reference/output.json"}}


def detector_manifest(recipe):
    return {**common(recipe, "detect"),
            "input": {"name": "images", "width": recipe["size"], "height": recipe["size"], "color": "bgr", "scale": 1.0,
                      "mean": [0, 0, 0], "std": [1, 1, 1], "fit": "letterbox", "pad": 114, "trim": True},
            "output": {"layout": "yolox", "name": "output", "strides": [8, 16, 32]},
            "classes": [{"name": c["name"], "threshold": c["threshold"]} for c in recipe["classes"]],
            "nms": {"iou": recipe["nms"]}}


def classifier_manifest(recipe):
    embedding = {"embedding": {"output": "embedding", **{k: recipe["embedding"][k] for k in ("size", "own", "other", "minPixels")}}} if "embedding" in recipe else {}
    return {**common(recipe, "classify"), **embedding,
            "input": {"name": "crops", "width": recipe["size"], "height": recipe["size"], "color": "rgb", "scale": 1 / 127.5,
                      "mean": [1, 1, 1], "std": [1, 1, 1], "fit": "stretch", "pad": 114},
            "crop": {k: v for k, v in recipe["crop"].items() if k != "from"},
            "output": {"layout": "attributes"},
            "attributes": [{"name": a["name"], "output": a["name"], "column": a["column"], "temperature": round(a["temperature"], 3),
                            "values": a["values"], "determined": a["determined"], "minPixels": a["minPixels"],
                            **({"quorum": a["quorum"]} if "quorum" in a else {})} for a in recipe["attributes"]]}


def commit():
    """The commit and the day of its making, or 'unknown' outside a repository."""
    done = subprocess.run(["git", "log", "-1", "--format=%h %cs"], capture_output=True, text=True)
    return done.stdout.strip() or "unknown"
