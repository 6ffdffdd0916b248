"""Runs a model file by OpenCV, which shares no code with torch."""

import cv2
import numpy as np
import onnx
import onnx.numpy_helper
import torch


def open_net(path):
    """The file as an OpenCV network. OpenCV 4.6 reads the limits of Clip as attributes only, as before opset 11."""
    model = onnx.load(str(path))
    values = {i.name: i for i in model.graph.initializer}
    values.update({n.output[0]: n.attribute[0].t for n in model.graph.node if n.op_type == "Constant"})
    for node in model.graph.node:
        if node.op_type == "Clip" and len(node.input) == 3:
            limits = [float(onnx.numpy_helper.to_array(values[name])) for name in node.input[1:]]
            del node.input[1:]
            node.attribute.extend([onnx.helper.make_attribute(k, v) for k, v in zip(("min", "max"), limits)])
    return cv2.dnn.readNetFromONNX(np.frombuffer(model.SerializeToString(), np.uint8))


class Onnx:
    """A model file run by OpenCV; answers like the torch model."""

    def __init__(self, path, outputs):
        self.net, self.outputs = open_net(path), outputs

    def __call__(self, batch):
        rows = []
        for one in batch:
            self.net.setInput(one[None].numpy())
            rows.append([torch.from_numpy(np.array(o)) for o in self.net.forward(self.outputs)])
        answer = [torch.cat(parts) for parts in zip(*rows)]
        return answer[0] if self.outputs == ["output"] else answer
