"""YOLOX-nano (Ge et al. 2021): a depthwise CSP backbone, a two-way feature pyramid and a decoupled head.

Batch normalisation is folded into the convolutions, as in the start weights, so every convolution has a bias.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)
FROZEN = ("stem", "down.0", "stages.0")  # what `Yolox.frozen` leaves as it is


class Unit(nn.Module):
    """Convolution and SiLU."""

    def __init__(self, cin, cout, size=1, stride=1, groups=1):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, size, stride, size // 2, groups=groups)

    def forward(self, x):
        return F.silu(self.conv(x))


class Separable(nn.Sequential):
    """Depthwise 3x3, then pointwise."""

    def __init__(self, cin, cout, stride=1):
        super().__init__(Unit(cin, cin, 3, stride, cin), Unit(cin, cout))


class Residual(nn.Module):
    def __init__(self, channels, add):
        super().__init__()
        self.one = Unit(channels, channels)
        self.two = Separable(channels, channels)
        self.add = add

    def forward(self, x):
        y = self.two(self.one(x))
        return x + y if self.add else y


class CrossStage(nn.Module):
    """Half of the channels go through residual blocks, half around them."""

    def __init__(self, cin, cout, depth, add=True):
        super().__init__()
        self.through = Unit(cin, cout // 2)
        self.around = Unit(cin, cout // 2)
        self.blocks = nn.Sequential(*(Residual(cout // 2, add) for _ in range(depth)))
        self.join = Unit(cout, cout)

    def forward(self, x):
        through, around = self.through(x), self.around(x)
        return self.join(torch.cat([self.blocks(through), around], 1))


class Pyramid(nn.Module):
    """Max pools of growing size side by side."""

    def __init__(self, channels):
        super().__init__()
        self.shrink = Unit(channels, channels // 2)
        self.join = Unit(channels * 2, channels)

    def forward(self, x):
        x = self.shrink(x)
        return self.join(torch.cat([x] + [F.max_pool2d(x, k, 1, k // 2) for k in (5, 9, 13)], 1))


class Branch(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(Separable(channels, channels), Separable(channels, channels))

    def forward(self, x):
        return self.layers(x)


class Yolox(nn.Module):
    """Input: N x 3 x H x W, BGR 0..255. Output: N x cells x (4 + 1 + classes), see forward.

    Set `frozen` to leave the layers of full and half resolution as they are: they cost most and learn least.
    """

    def __init__(self, classes, width=16):
        super().__init__()
        w = width
        self.classes = classes
        self.frozen = False
        self.stem = Unit(12, w, 3)
        self.down = nn.ModuleList([Separable(w, 2 * w, 2), Separable(2 * w, 4 * w, 2), Separable(4 * w, 8 * w, 2),
                                   Separable(8 * w, 16 * w, 2)])
        self.stages = nn.ModuleList([CrossStage(2 * w, 2 * w, 1), CrossStage(4 * w, 4 * w, 3), CrossStage(8 * w, 8 * w, 3),
                                     CrossStage(16 * w, 16 * w, 1, add=False)])
        self.pool = Pyramid(16 * w)
        self.shrink5, self.merge4 = Unit(16 * w, 8 * w), CrossStage(16 * w, 8 * w, 1, add=False)
        self.shrink4, self.merge3 = Unit(8 * w, 4 * w), CrossStage(8 * w, 4 * w, 1, add=False)
        self.down3, self.merge4b = Separable(4 * w, 4 * w, 2), CrossStage(8 * w, 8 * w, 1, add=False)
        self.down4, self.merge5b = Separable(8 * w, 8 * w, 2), CrossStage(16 * w, 16 * w, 1, add=False)
        h = 4 * w
        self.entry = nn.ModuleList([Unit(c * w, h) for c in (4, 8, 16)])
        self.class_branch = nn.ModuleList([Branch(h) for _ in STRIDES])
        self.box_branch = nn.ModuleList([Branch(h) for _ in STRIDES])
        self.class_out = nn.ModuleList([nn.Conv2d(h, classes, 1) for _ in STRIDES])
        self.box_out = nn.ModuleList([nn.Conv2d(h, 4, 1) for _ in STRIDES])
        self.object_out = nn.ModuleList([nn.Conv2d(h, 1, 1) for _ in STRIDES])

    def features(self, x):
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = torch.cat([x[..., ::2, ::2], x[..., 1::2, ::2], x[..., ::2, 1::2], x[..., 1::2, 1::2]], 1)
            x = self.stages[0](self.down[0](self.stem(x)))
        c3 = self.stages[1](self.down[1](x))
        c4 = self.stages[2](self.down[2](c3))
        c5 = self.stages[3](self.pool(self.down[3](c4)))
        p5 = self.shrink5(c5)
        p4 = self.shrink4(self.merge4(torch.cat([double(p5), c4], 1)))
        out3 = self.merge3(torch.cat([double(p4), c3], 1))
        out4 = self.merge4b(torch.cat([self.down3(out3), p4], 1))
        out5 = self.merge5b(torch.cat([self.down4(out4), p5], 1))
        return out3, out4, out5

    def forward(self, x, logits=False):
        """Rows of (dx, dy, log w, log h, objectness, classes...) per grid cell, strides one after the other.

        Objectness and classes are probabilities, or logits for the loss.
        """
        rows = []
        for i, feature in enumerate(self.features(x)):
            entry = self.entry[i](feature)
            classes = self.class_out[i](self.class_branch[i](entry))
            boxes = self.box_branch[i](entry)
            boxes, objects = self.box_out[i](boxes), self.object_out[i](boxes)
            if not logits:
                objects, classes = objects.sigmoid(), classes.sigmoid()
            rows.append(torch.cat([boxes, objects, classes], 1).flatten(2))
        return torch.cat(rows, 2).permute(0, 2, 1)


def double(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def grid(width, height):
    """Column, row and stride of every output row, as an array of cells x 3."""
    parts = []
    for stride in STRIDES:
        y, x = np.mgrid[:height // stride, :width // stride]
        parts.append(np.stack([x.ravel(), y.ravel(), np.full(x.size, stride)], 1))
    return np.concatenate(parts).astype(np.float32)


def decode(raw, cells):
    """Rows of (x1, y1, x2, y2) in pixels of the input from raw rows; torch or numpy."""
    exp = torch.exp if isinstance(raw, torch.Tensor) else np.exp
    cat = torch.cat if isinstance(raw, torch.Tensor) else np.concatenate
    stride = cells[:, 2:3]
    centre = (raw[..., :2] + cells[:, :2]) * stride
    half = exp(raw[..., 2:4].clip(-8, 8)) * stride / 2
    return cat([centre - half, centre + half], -1)


def load_start(model, path, size=416):
    """Copies the convolutions of an ONNX YOLOX of the same shape onto the model, by order of execution.

    Class outputs are left as they are when the number of classes differs. Returns the class outputs' weights and biases.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    given = [(values[n.input[1]], values[n.input[2]]) for n in graph.node if n.op_type == "Conv"]
    wanted, hooks = [], []
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            hooks.append(module.register_forward_pre_hook(lambda m, _: wanted.append(m)))
    with torch.no_grad():
        model(torch.zeros(1, 3, size, size))
    for hook in hooks:
        hook.remove()
    if len(given) != len(wanted):
        raise ValueError(f"{path}: {len(given)} convolutions, expected {len(wanted)}")
    theirs = []
    for (weight, bias), conv in zip(given, wanted):
        is_class = any(conv is out for out in model.class_out)
        if is_class:
            theirs.append((weight, bias))
        if tuple(conv.weight.shape) == weight.shape:
            conv.weight.data = torch.tensor(weight)
            conv.bias.data = torch.tensor(bias)
        elif not is_class:
            raise ValueError(f"{path}: convolution {weight.shape} does not fit {tuple(conv.weight.shape)}")
    return theirs
