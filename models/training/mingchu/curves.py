"""Draws a training log."""

import json


def plot(log, path):
    """A curve of every number of the log over the epochs."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot

    rows = [json.loads(line) for line in open(log)]
    names = [n for n in rows[0] if n not in ("epoch", "seconds")]
    figure, axes = pyplot.subplots(1, len(names), figsize=(3 * len(names), 2.4))
    for axis, name in zip(axes, names):
        axis.plot([row[name] for row in rows])
        axis.set_title(name, fontsize=9)
        axis.set_xlabel("epoch", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=70)
