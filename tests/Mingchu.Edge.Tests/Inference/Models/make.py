#!/usr/bin/env python3
"""Makes the toy models of the tests: whole networks of a few nodes whose answers can be worked out by hand.

squares  finds red squares of one 8-pixel cell: class head, box = the cell
badges   reads what surrounds a square: green = cap worn, blue = cap none; neither or both = undetermined. The same colours make mask worn and wrong

Needs python3-onnx. Run in this folder; the results are committed.
"""
import hashlib
import pathlib

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

HERE = pathlib.Path(__file__).parent


def constant(name, values, kind=np.float32):
    return numpy_helper.from_array(np.array(values, kind), name)


def write(name, nodes, inputs, outputs, initialisers):
    graph = helper.make_graph(nodes, name, inputs, outputs, initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="mingchu")
    model.ir_version = 8
    checker.check_model(model)
    folder = HERE / name
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


squares()
badges()
