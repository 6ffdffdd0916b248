"""Runs a model file node by node in torch, so that every value between input and output can be looked at.

Knows the operations of this project's models and those that quantisation adds; another one is an error that names it.
"""

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F


def attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def conv(a, x, w, b=None):
    low, high = a.get("pads", [0, 0, 0, 0])[:2], a.get("pads", [0, 0, 0, 0])[2:]
    x = F.pad(x, (low[1], high[1], low[0], high[0]))
    return F.conv2d(x, w, b, a.get("strides", [1, 1]), 0, a.get("dilations", [1, 1]), a.get("group", 1))


def maxpool(a, x):
    low, high = a.get("pads", [0, 0, 0, 0])[:2], a.get("pads", [0, 0, 0, 0])[2:]
    x = F.pad(x, (low[1], high[1], low[0], high[0]), value=float("-inf"))
    return F.max_pool2d(x, a["kernel_shape"], a.get("strides", [1, 1]))


def cut(a, x, starts, ends, axes=None, steps=None):
    axes = range(len(starts)) if axes is None else axes.tolist()
    steps = [1] * len(starts) if steps is None else steps.tolist()
    index = [slice(None)] * x.dim()
    for axis, start, end, step in zip(axes, starts.tolist(), ends.tolist(), steps):
        index[axis] = slice(start, end, step)
    return x[tuple(index)]


def resize(a, x, roi=None, scales=None, sizes=None):
    if a["mode"] != b"nearest":
        raise ValueError(f"Resize: mode {a['mode'].decode()} is not known here")
    size = sizes.tolist()[2:] if sizes is not None else [int(n * s) for n, s in zip(x.shape[2:], scales.tolist()[2:])]
    return F.interpolate(x, size=size, mode="nearest")


def pad(a, x, widths, value=None):
    n = x.dim()
    pairs = [(int(widths[i]), int(widths[i + n])) for i in range(n)]
    return F.pad(x, [w for pair in reversed(pairs) for w in pair], value=0.0 if value is None else float(value))


def reshape(a, x, shape):
    return x.reshape([x.shape[i] if n == 0 else n for i, n in enumerate(shape.tolist())])


def gemm(a, x, w, b=None):
    y = (x.T if a.get("transA") else x) @ (w.T if a.get("transB") else w) * a.get("alpha", 1.0)
    return y if b is None else y + b * a.get("beta", 1.0)


def spread(values, like, axis):
    """Per-channel values in the shape of what they belong to."""
    return values if values.dim() == 0 else values.reshape([-1 if i == axis else 1 for i in range(like.dim())])


def quantise(a, x, scale, zero):
    info = {torch.uint8: (0, 255), torch.int8: (-128, 127)}[zero.dtype]
    return torch.clamp(torch.round(x / spread(scale, x, a.get("axis", 1))) + spread(zero, x, a.get("axis", 1)), *info).to(zero.dtype)


def dequantise(a, x, scale, zero):
    return (x.float() - spread(zero, x, a.get("axis", 1)).float()) * spread(scale, x, a.get("axis", 1))


OPERATIONS = {
    "Conv": conv, "MaxPool": maxpool, "Slice": cut, "Resize": resize, "Pad": pad, "Reshape": reshape, "Gemm": gemm,
    "QuantizeLinear": quantise, "DequantizeLinear": dequantise,
    "Sigmoid": lambda a, x: torch.sigmoid(x), "Relu": lambda a, x: torch.relu(x), "Identity": lambda a, x: x,
    "Clip": lambda a, x, low=None, high=None: torch.clamp(x, None if low is None else low.item(), None if high is None else high.item()),
    "Add": lambda a, x, y: x + y, "Mul": lambda a, x, y: x * y, "Sub": lambda a, x, y: x - y, "Div": lambda a, x, y: x / y,
    "Sqrt": lambda a, x: torch.sqrt(x), "Concat": lambda a, *xs: torch.cat(xs, a["axis"]), "Transpose": lambda a, x: x.permute(a["perm"]),
    "Shape": lambda a, x: torch.tensor(x.shape), "Flatten": lambda a, x: x.flatten(a.get("axis", 1)),
    "ReduceMean": lambda a, x: x.mean(a["axes"], keepdim=bool(a.get("keepdims", 1))), "GlobalAveragePool": lambda a, x: x.mean((2, 3), keepdim=True),
    "ReduceL2": lambda a, x: x.norm(dim=a["axes"], keepdim=bool(a.get("keepdims", 1))),
    "Constant": lambda a: torch.from_numpy(np.array(numpy_helper.to_array(a["value"]))),
}


def run(model, picture):
    """{name: tensor} of every value that a picture (1 x 3 x H x W) gives rise to, the outputs among them."""
    graph = model.graph
    values = {i.name: torch.from_numpy(np.array(numpy_helper.to_array(i))) for i in graph.initializer}
    given = [i.name for i in graph.input if i.name not in values]
    values[given[0]] = picture
    with torch.no_grad():
        for node in graph.node:
            if node.op_type not in OPERATIONS:
                raise ValueError(f"operation {node.op_type} is not known to onnxrun.py; add it to OPERATIONS")
            values[node.output[0]] = OPERATIONS[node.op_type](attributes(node), *[values[i] if i else None for i in node.input])
    return values
