"""Static int8 quantisation of a model file.

What becomes 8-bit are the convolutions of one pixel (1 x 1), most of the arithmetic. Each stands between pairs of QuantizeLinear and DequantizeLinear, from
which a runtime makes an 8-bit kernel; the rest of the file stays as it is. Every channel on either side has steps of its own, by the range it takes on
calibration pictures: a network of depthwise convolutions does not survive one step for all of them. The kernel sees plain 8-bit numbers, since the steps of
its channels are in the weights: those of the input multiply a column, those of the output divide a row, and the zeros are in the bias.

Left in float is what follows the last convolutions, and those themselves: box and score want the precision and cost nearly nothing. So are the few others that
alone would move the outputs most.
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
# Share of a channel's numbers left outside its range on either side: a few far ones would cost all others their steps.
OUTSIDE = 1e-4
STEPS = 255
# So many of the convolutions stay float: those that alone move the outputs most, measured on so many inputs.
LEFT, JUDGED_ON = 6, 4


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
    """{name: (lowest, highest)} of what goes into and comes out of the convolutions that become 8-bit, each an array by channel, always with 0 between; and
    how many inputs there were. A share OUTSIDE of the numbers lies outside."""
    names = {name for node in chosen(model.graph) for name in (node.input[0], node.output[0])}
    lows, highs, count = {}, {}, 0
    for picture in inputs:
        count += 1
        for name, value in run(model, picture).items():
            if name in names:
                low, high = bounds(value.transpose(0, 1).flatten(1))
                lows[name] = np.minimum(lows.get(name, 0.0), low)
                highs[name] = np.maximum(highs.get(name, 0.0), high)
    return {name: (lows[name], highs[name]) for name in lows}, count


def bounds(channels):
    """(lowest, highest) of each row."""
    k = int(channels.shape[1] * OUTSIDE) + 1
    return -torch.topk(-channels, k)[0][:, -1].numpy(), torch.topk(channels, k)[0][:, -1].numpy()


def chosen(graph):
    """The convolutions that become 8-bit: 1 x 1 over all channels, with weights in the file, and not among the last."""
    weights = {i.name: i.dims for i in graph.initializer}
    deep = inner(graph)

    def fits(node):
        given = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        return (node.op_type == "Conv" and node.output[0] in deep and given.get("group", 1) == 1
                and list(weights.get(node.input[1], ())[2:]) == [1, 1] and not any(given.get("pads", [])))

    return [node for node in graph.node if fits(node)]


def inner(graph):
    """Names of the values that some convolution still lies behind."""
    names = set()
    for node in reversed(graph.node):
        if node.op_type == "Conv":
            names.add(node.input[0])
        elif set(node.output) & names:
            names.update(node.input)
    return names


def hardy(model, ranges, inputs, left=LEFT):
    """Names of the values that chosen convolutions make, without the most harmful ones."""
    names = [node.output[0] for node in chosen(model.graph)]
    exact = [run(model, picture) for picture in inputs]
    damage = {}
    for name in names:
        alone = quantised(model, ranges, {name})
        damage[name] = sum(moved(model, values, run(alone, picture)) for picture, values in zip(inputs, exact))
    return set(sorted(names, key=damage.get)[:max(len(names) - left, 1)])


def moved(model, exact, rough):
    """How far the outputs lie from the exact ones, in their own spread: of each column of the last axis, all added up."""
    far = 0.0
    for output in model.graph.output:
        one, other = (v[output.name].reshape(-1, v[output.name].shape[-1]) for v in (exact, rough))
        far += float(((one - other).abs().mean(0) / (one.std(0, correction=0) + 1e-3)).sum())
    return far


def quantised(model, ranges, names=None):
    """A copy of the model whose chosen convolutions, all or those that make the named values, have 8-bit weights and see 8-bit activations."""
    model = onnx.load_from_string(model.SerializeToString())
    graph = model.graph
    weights = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    below, users = {node.output[0] for node in chosen(graph)} if names is None else names, {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node.op_type)
    constants, nodes, steps = {}, [], {}

    def constant(name, value):
        constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def put(kind, inputs, output, **attributes):
        nodes.append(onnx.helper.make_node(kind, inputs, [output], name=f"{output}/{kind}", **attributes))

    def scale_of(name):
        """Step and zero by channel, as arrays."""
        low, high = ranges[name]
        if sorted(users.get(name, [])) == ["Mul", "Sigmoid"]:
            low = np.maximum(low, SILU_LOW)
        elif set(users.get(name, [])) == {"Relu"}:
            low = np.zeros_like(low)
        step = (np.maximum(high - low, 1e-6) / STEPS).astype(np.float32)
        return step, np.clip(np.round(-low / step), 0, STEPS).astype(np.uint8)

    plain = constant("step/1", np.float32(1)), constant("zero/0", np.uint8(0))
    for node in graph.node:
        if node.op_type != "Conv" or node.output[0] not in below:
            nodes.append(node)
            continue
        origin, target = node.input[0], node.output[0]
        if origin not in steps:
            step, zero = steps[origin] = scale_of(origin)
            put("QuantizeLinear", [origin, constant(f"{origin}/steps", step), constant(f"{origin}/zeros", zero)], f"{origin}/8", axis=1)
            put("DequantizeLinear", [f"{origin}/8", *plain], f"{origin}/whole")
        into, out = steps[origin], scale_of(target)
        bias = weights[node.input[2]] if len(node.input) > 2 and node.input[2] else np.zeros(len(out[0]), np.float32)
        values, scale, offset = folded(weights[node.input[1]], bias, *into, *out)
        name, none = node.input[1], np.zeros(len(scale), np.int8)
        put("DequantizeLinear", [constant(f"{name}/8", values), constant(f"{name}/scale", scale), constant(f"{name}/zero", none)], f"{name}/back", axis=0)
        put("DequantizeLinear", [constant(f"{name}/bias", offset), f"{name}/scale", constant(f"{name}/bias/zero", none.astype(np.int32))], f"{name}/bias/back", axis=0)
        del node.input[:]
        node.input.extend([f"{origin}/whole", f"{name}/back", f"{name}/bias/back"])
        node.output[0] = f"{target}/sum"
        nodes.append(node)
        put("QuantizeLinear", [f"{target}/sum", *plain], f"{target}/made")
        put("DequantizeLinear", [f"{target}/made", constant(f"{target}/steps", out[0]), constant(f"{target}/zeros", out[1])], target, axis=1)
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(constants.values())
    used = {name for node in graph.node for name in node.input}
    kept = [i for i in graph.initializer if i.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    onnx.checker.check_model(model)
    return model


def folded(weights, bias, step_in, zero_in, step_out, zero_out):
    """(int8 weights, their scale by output channel, int32 bias on that scale) of a convolution from 8-bit numbers to 8-bit numbers."""
    real = weights * step_in.reshape(1, -1, 1, 1) / step_out.reshape(-1, 1, 1, 1)
    scale = (np.maximum(np.abs(real).reshape(len(real), -1).max(1), 1e-12) / WEIGHT_LIMIT).astype(np.float32)
    whole = np.clip(np.round(real / scale.reshape(-1, 1, 1, 1)), -WEIGHT_LIMIT, WEIGHT_LIMIT).astype(np.int8)
    shifted = whole.reshape(len(whole), -1).astype(np.int64) @ zero_in.astype(np.int64)
    offset = np.round((bias / step_out + zero_out) / scale) - shifted
    return whole, scale, np.clip(offset, -2**31, 2**31 - 1).astype(np.int32)


def quantise(folder, pictures, to, most=64):
    """Writes a copy of a model's folder with an int8 variant beside the float file; says how far its outputs lie from the float ones."""
    manifest = yaml.safe_load((folder / "model.yaml").read_text())
    model = onnx.load(str(folder / manifest["file"]))
    ranges, count = ranges_of(model, calibration(manifest, pictures, most))
    kept = hardy(model, ranges, list(calibration(manifest, pictures, JUDGED_ON)))
    small = quantised(model, ranges, kept)
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
    print(f"{target / file}: {(target / file).stat().st_size / 1e6:.2f} MB, calibrated on {count} inputs, {len(kept)} of "
          f"{len(chosen(model.graph))} convolutions of one pixel in 8 bits; outputs differ on average by "
          + ", ".join(f"{o.name} {float((exact[o.name] - rough[o.name]).abs().mean()):.4f}" for o in model.graph.output))
