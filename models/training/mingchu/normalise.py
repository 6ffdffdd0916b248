"""Batch normalisation for networks whose start weights have it folded into the convolutions: put in for training, folded back for use.

Without it a fine-tuning of the detector learns several times slower.
"""

import copy

import torch
from torch import nn


def holders(model, skip):
    """(name, module) of every module with a convolution `conv` whose name does not begin with one of `skip`."""
    return [(name, module) for name, module in model.named_modules()
            if isinstance(getattr(module, "conv", None), nn.Conv2d) and not name.startswith(tuple(skip))]


@torch.no_grad()
def normalised(model, batches, skip=(), momentum=0.03, eps=1e-3):
    """Puts a batch normalisation behind the convolutions, set so that the answers stay as they are; `batches` tell the usual values."""
    sums, hooks = {}, []
    chosen = holders(model, skip)
    for name, module in chosen:
        note = lambda m, _, out, name=name: sums.setdefault(name, []).append((out.mean((0, 2, 3)), (out * out).mean((0, 2, 3))))
        hooks.append(module.conv.register_forward_hook(note))
    for batch in batches:
        model(batch)
    for hook in hooks:
        hook.remove()
    for name, module in chosen:
        mean = torch.stack([m for m, _ in sums[name]]).mean(0)
        variance = (torch.stack([s for _, s in sums[name]]).mean(0) - mean * mean).clamp(min=1e-6)
        norm = nn.BatchNorm2d(len(mean), eps=eps, momentum=momentum)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.data = (variance + eps).sqrt()
        norm.bias.data = mean.clone()
        module.conv = nn.Sequential(module.conv, norm)
    return model


@torch.no_grad()
def folded(model):
    """A copy in which every normalisation is part of its convolution again: same answers, the start weights' layout."""
    model = copy.deepcopy(model).eval()
    for module in model.modules():
        pair = getattr(module, "conv", None)
        if isinstance(pair, nn.Sequential) and len(pair) == 2 and isinstance(pair[1], nn.BatchNorm2d):
            conv, norm = pair
            factor = norm.weight / (norm.running_var + norm.eps).sqrt()
            conv.weight.data = conv.weight * factor[:, None, None, None]
            conv.bias.data = (conv.bias - norm.running_mean) * factor + norm.bias
            module.conv = conv
    return model
