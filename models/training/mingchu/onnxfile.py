"""Runs a model file by OpenCV, which shares no code with torch."""

import cv2
import numpy as np
import torch


class Onnx:
    """A model file run by OpenCV; answers like the torch model."""

    def __init__(self, path, outputs):
        self.net, self.outputs = cv2.dnn.readNetFromONNX(str(path)), outputs

    def __call__(self, batch):
        rows = []
        for one in batch:
            self.net.setInput(one[None].numpy())
            rows.append([torch.from_numpy(np.array(o)) for o in self.net.forward(self.outputs)])
        answer = [torch.cat(parts) for parts in zip(*rows)]
        return answer[0] if self.outputs == ["output"] else answer
