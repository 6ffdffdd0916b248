"""Static int8 quantisation of a model file: weights per channel, activations by the range they take on calibration pictures.

The file keeps its float nodes between pairs of QuantizeLinear and DequantizeLinear, from which a runtime makes 8-bit kernels. Left in float is
what follows the last convolutions, and those themselves: box and score want the precision and cost nearly nothing.
"""

import hashlib
import shutil
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
import yaml
from onnx import numpy_helper

from .folders import DataError, Picture, read_set
from .geometry import crop, letterbox, region, resize, to_pixels
from .onnxrun import run

# AVX2 adds pairs of products in 16 bits: 255 * 64 * 2 is the most that fits.
WEIGHT_LIMIT = 63
# SiLU of what lies below is nearly 0, so 8 bits need not reach there.
SILU_LOW = -8.0
# Share of a value's numbers left outside its range on either side: a few far ones would cost all others their steps.
OUTSIDE = 1e-4
# Values of these have the range of what they are made of.
SAME_RANGE = {"MaxPool", "Resize", "Slice", "Reshape", "Transpose", "Identity"}


def prepared(picture, spec):
    """A picture as the manifest's input wants it; shared with the product only by its description."""
    width, height, value = spec["width"], spec["height"], spec.get("pad", 114)
    if spec["fit"] == "stretch":
        small = resize(picture, width, height)
    else:
        small, _ = letterbox(picture, width, height, value)
        if spec["fit"] == "letterbox-centred":
            scale = min(width / picture.shape[1], height / picture.shape[0])
            right, below = width - round(picture.shape[1] * scale), height - round(picture.shape[0] * scale)
            small = np.roll(small, (below // 2, right // 2), (0, 1))
    if spec["color"] == "rgb":
        small = small[:, :, ::-1]
    scaled = (small.astype(np.float32) * spec.get("scale", 1.0) - np.array(spec.get("mean", [0] * 3), np.float32)) / np.array(spec.get("std", [1] * 3), np.float32)
    return torch.from_numpy(np.ascontiguousarray(scaled.transpose(2, 0, 1), np.float32))[None]


def pictures_in(folder):
    """Pictures of a folder, with their boxes where it is a labelled set."""
    if (folder / "labels").is_dir():
        return read_set(folder)
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    if not files:
        raise DataError(f"{folder}: expected pictures to calibrate with (.jpg, .png), found none")
    return [Picture(folder.name, p.stem, p, (), p.stem) for p in files]


def calibration(manifest, pictures, most):
    """Inputs made of pictures, spread evenly: the whole of them for a detector, crops around labelled boxes for a classifier."""
    if "crop" not in manifest:
        for picture in evenly(pictures, most):
            yield prepared(cv2.imread(str(picture.path)), manifest["input"])
        return
    boxes = [(p.path, b) for p in pictures for b in p.boxes]
    if not boxes:
        raise DataError("a classifier is calibrated on crops around boxes: give a set with images/, labels/ and classes.txt")
    for path, box in evenly(boxes, most):
        image, shape = cv2.imread(str(path)), manifest["crop"]
        corners = to_pixels(box, image.shape[1], image.shape[0])
        yield prepared(crop(image, region(corners, shape["left"], shape["right"], shape["top"], shape["bottom"])), manifest["input"])


def evenly(items, most):
    return [items[i] for i in np.unique(np.linspace(0, len(items) - 1, most).astype(int))]


def ranges_of(model, inputs):
    """{name: (lowest, highest)} of every float value over all inputs but for a share OUTSIDE, always with 0 between; and how many inputs there were."""
    ranges, count = {}, 0
    for picture in inputs:
        count += 1
        for name, value in run(model, picture).items():
            if value.is_floating_point() and value.numel():
                low, high = ranges.get(name, (0.0, 0.0))
                least, most = bounds(value.flatten())
                ranges[name] = (min(low, least), max(high, most))
    return ranges, count


def bounds(values):
    k = int(values.numel() * OUTSIDE)
    if k == 0:
        return float(values.min()), float(values.max())
    return float(-torch.topk(-values, k + 1)[0][-1]), float(torch.topk(values, k + 1)[0][-1])


def inner(graph):
    """Names of the values that some convolution still lies behind."""
    names = set()
    for node in reversed(graph.node):
        if node.op_type == "Conv":
            names.add(node.input[0])
        elif set(node.output) & names:
            names.update(node.input)
    return names


def quantised(model, ranges):
    """A copy of the model with 8-bit weights and activations."""
    model = onnx.load_from_string(model.SerializeToString())
    graph = model.graph
    weights = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    deep, users = inner(graph), {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    constants, nodes, scales, renamed = [], [], {}, {}

    def constant(name, value):
        constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def put(kind, inputs, output, **attributes):
        nodes.append(onnx.helper.make_node(kind, inputs, [output], name=f"{output}/{kind}", **attributes))

    def activation(name, like=None):
        """After the value: to 8 bits and back; its users take what comes back."""
        if like in scales:
            scales[name] = scales[like]
        else:
            low, high = ranges[name]
            if sorted(u.op_type for u in users.get(name, [])) == ["Mul", "Sigmoid"]:
                low = max(low, SILU_LOW)
            step = np.float32(max(high - low, 1e-6) / 255)
            zero = np.uint8(np.clip(round(-low / step), 0, 255))
            scales[name] = step, constant(f"{name}/scale", step), constant(f"{name}/zero", zero)
        put("QuantizeLinear", [name, *scales[name][1:]], f"{name}/8")
        put("DequantizeLinear", [f"{name}/8", *scales[name][1:]], f"{name}/back")
        renamed[name] = f"{name}/back"

    for name in [i.name for i in graph.input if i.name in deep]:
        activation(name)
    for node in graph.node:
        origin = node.input[0] if len(node.input) else None
        if node.op_type == "Conv" and node.output[0] in deep and origin in scales:
            weight(node, weights, scales[origin][0], constant, put)
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
        nodes.append(node)
        name = node.output[0]
        # A value that only an activation function reads is made 8-bit after it, so that a runtime can join the two.
        folded = len(users.get(name, [])) == 1 and users[name][0].op_type in ("Relu", "Clip")
        if name in deep and name in ranges and node.op_type != "Constant" and not folded:
            activation(name, origin if node.op_type in SAME_RANGE else None)
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(constants)
    used = {name for node in graph.node for name in node.input}
    kept = [i for i in graph.initializer if i.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    onnx.checker.check_model(model)
    return model


def weight(node, weights, step, constant, put):
    """Weights of a convolution as int8 with a scale per output channel, its bias as int32 on the scale of the products."""
    name, bias = node.input[1], node.input[2] if len(node.input) > 2 else None
    values = weights[name]
    scale = np.maximum(np.abs(values).reshape(len(values), -1).max(1), 1e-8).astype(np.float32) / WEIGHT_LIMIT
    whole = np.clip(np.round(values / scale.reshape(-1, 1, 1, 1)), -WEIGHT_LIMIT, WEIGHT_LIMIT).astype(np.int8)
    put("DequantizeLinear", [constant(f"{name}/8", whole), constant(f"{name}/scale", scale), constant(f"{name}/zero", np.zeros(len(scale), np.int8))],
        f"{name}/back", axis=0)
    node.input[1] = f"{name}/back"
    if bias:
        products = (scale * step).astype(np.float32)
        whole = np.clip(np.round(weights[bias] / products), -2**31, 2**31 - 1).astype(np.int32)
        put("DequantizeLinear", [constant(f"{bias}/32", whole), constant(f"{bias}/scale", products), constant(f"{bias}/zero", np.zeros(len(scale), np.int32))],
            f"{bias}/back", axis=0)
        node.input[2] = f"{bias}/back"


def quantise(folder, pictures, to, most=64):
    """Writes a copy of a model's folder with an int8 variant beside the float file; says how far its outputs lie from the float ones."""
    manifest = yaml.safe_load((folder / "model.yaml").read_text())
    model = onnx.load(str(folder / manifest["file"]))
    ranges, count = ranges_of(model, calibration(manifest, pictures, most))
    small = quantised(model, ranges)
    target = to / folder.name
    if target.resolve() == folder.resolve():
        raise DataError(f"{target}: write the int8 file elsewhere first; it belongs here only after it was measured")
    shutil.copytree(folder, target, dirs_exist_ok=True)
    file = Path(manifest["file"]).with_suffix(".int8.onnx").name
    onnx.save(small, str(target / file))
    manifest["variants"] = [{"precision": "int8", "file": file, "sha256": hashlib.sha256((target / file).read_bytes()).hexdigest()}]
    (target / "model.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=120))
    picture = next(calibration(manifest, pictures, 1))
    exact, rough = run(model, picture), run(small, picture)
    print(f"{target / file}: {(target / file).stat().st_size / 1e6:.2f} MB, calibrated on {count} inputs; outputs differ on average by "
          + ", ".join(f"{o.name} {float((exact[o.name] - rough[o.name]).abs().mean()):.4f}" for o in model.graph.output))
