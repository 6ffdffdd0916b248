"""Draws a training log."""

import json


def plot(log, path):
    """A curve of every number of the log over the epochs."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot

    rows = [json.loads(line) for line in open(log)]
    names = list(dict.fromkeys(name for row in rows for name in row if name not in ("epoch", "seconds")))
    columns = min(len(names), 6)
    figure, axes = pyplot.subplots(-(-len(names) // columns), columns, figsize=(2.6 * columns, 2.1 * -(-len(names) // columns)), squeeze=False)
    for axis, name in zip(axes.flat, names):
        points = [(row["epoch"], row[name]) for row in rows if name in row]
        axis.plot(*zip(*points))
        axis.set_title(name, fontsize=9)
    for axis in axes.flat[len(names):]:
        axis.axis("off")
    figure.tight_layout()
    figure.savefig(path, dpi=70)
    pyplot.close(figure)
