#!/usr/bin/env python3
"""Makes the toy models of the tests: whole networks of a few nodes whose answers can be worked out by hand.

squares  finds red squares of one 8-pixel cell: class head, box = the cell
badges   reads what surrounds a square: green = cap worn, blue = cap none; neither or both = undetermined. The same colours make mask worn and wrong
../Families/NAME  as squares, each answering in the output layout of its name
../Aprons/aprons  describes the clothes below a square: the embedding is the mean colour of the crop

Needs python3-onnx. The results are committed.
"""
import hashlib
import pathlib

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

HERE = pathlib.Path(__file__).parent


def constant(name, values, kind=np.float32):
    return numpy_helper.from_array(np.array(values, kind), name)


def write(path, nodes, inputs, outputs, initialisers):
    folder = HERE / path
    name = folder.name
    graph = helper.make_graph(nodes, name, inputs, outputs, initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="mingchu")
    model.ir_version = 8
    checker.check_model(model)
    folder.mkdir(exist_ok=True)
    save(model, str(folder / "model.onnx"))
    manifest = folder / "model.yaml"
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    text = manifest.read_text()
    lines = [f"sha256: {digest}" if line.startswith("sha256:") else line for line in text.splitlines()]
    manifest.write_text("\n".join(lines) + "\n")


def squares():
    nodes = [
        helper.make_node("Conv", ["images", "redness"], ["red"]),
        helper.make_node("AveragePool", ["red"], ["mean"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Sub", ["mean", "hundred"], ["above"]),
        helper.make_node("Mul", ["above", "tenth"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["score"]),
        helper.make_node("Concat", ["place", "score", "one"], ["grid"], axis=1),
        helper.make_node("Reshape", ["grid", "flat"], ["cells"]),
        helper.make_node("Transpose", ["cells"], ["fine"], perm=[0, 2, 1]),
        helper.make_node("Concat", ["fine", "coarse"], ["output"], axis=1),
    ]
    initialisers = [
        constant("redness", np.reshape([-0.5, -0.5, 1.0], (1, 3, 1, 1))), constant("hundred", 100.0), constant("tenth", 0.1),
        # dx, dy in the middle of the cell, log of a size of one cell.
        constant("place", np.stack([np.full((8, 8), v) for v in (0.5, 0.5, 0.0, 0.0)])[None]), constant("one", np.ones((1, 1, 8, 8))),
        constant("flat", [1, 6, 64], np.int64), constant("coarse", np.zeros((1, 20, 6))),
    ]
    write("squares", nodes, [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, 64, 64])],
          [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 84, 6])], initialisers)


def badges():
    nodes = [
        helper.make_node("ReduceMean", ["crops"], ["mean"], axes=[2, 3], keepdims=0),
        helper.make_node("MatMul", ["mean", "capWeights"], ["cap"]),
        helper.make_node("MatMul", ["mean", "maskWeights"], ["mask"]),
    ]
    # Rows: red, green, blue of the mean colour 0..1. The square's own red is the same in every case and weighs nothing.
    initialisers = [constant("capWeights", [[0, 0], [20, 0], [0, 20]]), constant("maskWeights", [[0, 0, 0], [20, 0, -10], [0, 20, -10]])]
    write("badges", nodes, [helper.make_tensor_value_info("crops", TensorProto.FLOAT, ["n", 3, 16, 16])],
          [helper.make_tensor_value_info("cap", TensorProto.FLOAT, ["n", 2]), helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["n", 3])],
          initialisers)


def score_nodes(rgb):
    """A logit and a score for each cell, flat: how red it is. `rgb`: red is the first channel and white is 1, not 255."""
    weights = [1.0, -0.5, -0.5] if rgb else [-0.5, -0.5, 1.0]
    nodes = [
        helper.make_node("Conv", ["images", "redness"], ["red"]),
        helper.make_node("AveragePool", ["red"], ["mean"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Sub", ["mean", "hundred"], ["above"]),
        helper.make_node("Mul", ["above", "tenth"], ["grid"]),
        helper.make_node("Reshape", ["grid", "cells"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["score"]),
    ]
    scale = 255.0 if rgb else 1.0
    return nodes, [constant("redness", np.reshape(weights, (1, 3, 1, 1)) * scale), constant("hundred", 100.0), constant("tenth", 0.1),
                   constant("cells", [1, 64, 1], np.int64)]


ROWS, COLUMNS = np.divmod(np.arange(64), 8)
# Centre and size of every cell in pixels.
CELLS = np.stack([COLUMNS * 8 + 4, ROWS * 8 + 4, np.full(64, 8), np.full(64, 8)], 1)[None]


def family(name, rgb, nodes, initialisers, outputs, inputs=()):
    shared, constants = score_nodes(rgb)
    write(f"../Families/{name}", shared + nodes, [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, 64, 64]), *inputs],
          outputs, constants + initialisers)


def tensor(name, *shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def families():
    one = constant("one", np.ones((1, 64, 1)))
    family("yolov5", True, [
        helper.make_node("Concat", ["boxes", "score", "one"], ["fine"], axis=2),
        helper.make_node("Concat", ["fine", "others"], ["output0"], axis=1),
    ], [constant("boxes", CELLS), one, constant("others", np.zeros((1, 188, 6)))], [tensor("output0", 1, 252, 6)])
    family("yolov8", True, [
        helper.make_node("Concat", ["boxes", "score"], ["fine"], axis=2),
        helper.make_node("Concat", ["fine", "others"], ["rows"], axis=1),
        helper.make_node("Transpose", ["rows"], ["output0"], perm=[0, 2, 1]),
    ], [constant("boxes", CELLS), constant("others", np.zeros((1, 20, 5)))], [tensor("output0", 1, 5, 84)])
    # From a cell's top left corner: left 0, top 0, right 1, bottom 1 strides, each as sure as can be.
    sides = np.zeros((1, 64, 4, 8))
    sides[:, :, [0, 1], 0] = sides[:, :, [2, 3], 1] = 50
    family("nanodet", False, [
        helper.make_node("Concat", ["score", "sides"], ["fine"], axis=2),
        helper.make_node("Concat", ["fine", "others"], ["output"], axis=1),
    ], [constant("sides", sides.reshape(1, 64, 32)), constant("others", np.zeros((1, 21, 33)))], [tensor("output", 1, 85, 33)])
    family("rtdetr", True, [helper.make_node("Identity", ["logit"], ["pred_logits"]), helper.make_node("Identity", ["boxes"], ["pred_boxes"])],
           [constant("boxes", CELLS / 64)], [tensor("pred_logits", 1, 64, 1), tensor("pred_boxes", 1, 64, 4)])
    corners = np.concatenate([CELLS[..., :2] - 4, CELLS[..., :2] + 4], 2) / 64
    family("rtdetr-deployed", True, [
        helper.make_node("Concat", ["orig_target_sizes", "orig_target_sizes"], ["twice"], axis=1),
        helper.make_node("Cast", ["twice"], ["sizes"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["corners", "sizes"], ["boxes"]),
        helper.make_node("Reshape", ["score", "flat"], ["scores"]),
        helper.make_node("Identity", ["zeros"], ["labels"]),
    ], [constant("corners", corners), constant("flat", [1, 64], np.int64), constant("zeros", np.zeros((1, 64)), np.int64)],
        [tensor("labels", 1, 64, kind=TensorProto.INT64), tensor("boxes", 1, 64, 4), tensor("scores", 1, 64)],
        [tensor("orig_target_sizes", 1, 2, kind=TensorProto.INT64)])


def aprons():
    write("../Aprons/aprons", [helper.make_node("ReduceMean", ["crops"], ["embedding"], axes=[2, 3], keepdims=0)],
          [tensor("crops", "n", 3, 16, 16)], [tensor("embedding", "n", 3)], [])


squares()
badges()
families()
aprons()
