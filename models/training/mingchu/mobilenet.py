"""MobileNetV2 (Sandler et al. 2018) up to its stride-16 stage, with one output per attribute.

Batch normalisation is folded into the convolutions, as in the start weights. Input: N x 3 x H x W, RGB -1..1.
"""

import torch
from torch import nn
from torch.nn import functional as F

# (expansion, channels, stride) of each inverted residual block; later blocks of the paper are left out for speed.
BLOCKS = [(1, 16, 1), (6, 24, 2), (6, 24, 1), (6, 32, 2), (6, 32, 1), (6, 32, 1), (6, 64, 2), (6, 64, 1), (6, 64, 1), (6, 64, 1),
          (6, 96, 1), (6, 96, 1), (6, 96, 1)]


class Convolution(nn.Module):
    """A convolution padded as TensorFlow does, where a stride of two pads right and bottom only; ReLU6 unless linear."""

    def __init__(self, cin, cout, size=1, stride=1, groups=1, linear=False):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, size, stride, 0 if stride == 2 else size // 2, groups=groups)
        self.pad, self.linear = stride == 2, linear

    def forward(self, x):
        if self.pad:
            x = F.pad(x, (0, 1, 0, 1))
        x = self.conv(x)
        return x if self.linear else F.relu6(x)


class Inverted(nn.Module):
    def __init__(self, cin, expansion, cout, stride):
        super().__init__()
        wide = cin * expansion
        self.layers = nn.Sequential(*([Convolution(cin, wide)] if expansion > 1 else []),
                                    Convolution(wide, wide, 3, stride, wide), Convolution(wide, cout, linear=True))
        self.add = stride == 1 and cin == cout

    def forward(self, x):
        return x + self.layers(x) if self.add else self.layers(x)


class Attributes(nn.Module):
    """counts: number of values of each attribute, in order. The first `frozen` blocks are left as they are.

    Output: the logits of every attribute, then, where `embedding` is not 0, that many features of how the crop looks (not normalised).
    """

    def __init__(self, counts, embedding=0, features=192):
        super().__init__()
        self.frozen = 0
        self.entry = Convolution(3, 32, 3, 2)
        channels, blocks = 32, []
        for expansion, cout, stride in BLOCKS:
            blocks.append(Inverted(channels, expansion, cout, stride))
            channels = cout
        self.blocks = nn.Sequential(*blocks)
        self.mix = nn.Conv2d(channels, features, 1)
        self.drop = nn.Dropout(0.3)
        self.out = nn.ModuleList([nn.Linear(features, count) for count in counts])
        self.embedding = nn.Linear(features, embedding) if embedding else None

    def forward(self, x):
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self.blocks[:self.frozen](self.entry(x))
        x = F.relu6(self.mix(self.blocks[self.frozen:](x))).mean((2, 3))
        answers = [out(self.drop(x)) for out in self.out]
        return answers + [self.embedding(x)] if self.embedding else answers


def load_start(model, path):
    """Copies the ImageNet convolutions onto the model, by order."""
    given = torch.load(str(path), map_location="cpu")
    kernels = [k for k in given if k.endswith("weight") and k.startswith("features")]
    convolutions = [m for part in (model.entry, model.blocks) for m in part.modules() if isinstance(m, nn.Conv2d)]
    for name, conv in zip(kernels, convolutions):
        weight = given[name].float()
        if weight.shape != conv.weight.shape:
            raise ValueError(f"{path}: {name} is {tuple(weight.shape)}, expected {tuple(conv.weight.shape)}")
        conv.weight.data, conv.bias.data = weight, given[name[:-6] + "bias"].float()
