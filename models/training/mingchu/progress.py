"""Where a training run stands, kept after every epoch, so that an interrupted one goes on as if it had not been; and its learning rate."""

import numpy as np
import torch

from .folders import DataError

FILE = "state.pth"


def keep(work, epoch, model, averaged, optimiser, **more):
    """Keeps what `go_on` needs; `epoch` is the one just ended."""
    # Written beside and renamed: a run killed in mid-write leaves the epoch before.
    beside = work / (FILE + ".part")
    torch.save({"epoch": epoch, "model": model.state_dict(), "averaged": averaged.state_dict(), "optimiser": optimiser.state_dict(), **more}, beside)
    beside.replace(work / FILE)


def go_on(work, model, averaged, optimiser):
    """Puts networks and optimiser where the run in `work` left them; gives the next epoch and what else was kept."""
    path = work / FILE
    if not path.exists():
        raise DataError(f"{path} does not exist; there is no interrupted run to go on with, start without --resume")
    state = torch.load(path)
    model.load_state_dict(state.pop("model"))
    averaged.load_state_dict(state.pop("averaged"))
    optimiser.load_state_dict(state.pop("optimiser"))
    return state.pop("epoch") + 1, state


def rate_share(step, steps, falls=1.0, warm=100, least=0.02):
    """Share of the full learning rate at a step: risen after `warm`, fallen along a cosine over the last `falls` of all steps.

    A rate that falls late lets the number of epochs be chosen while a run is under way: up to the fall all lengths are alike.
    """
    if step < warm:
        return (step + 1) / warm
    begin = max(warm, steps * (1 - falls))
    if step < begin:
        return 1.0
    return least + (1 - least) * 0.5 * (1 + np.cos(np.pi * (step - begin) / max(steps - begin, 1)))
