import sys
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
import yaml
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu.onnxrun import run
from mingchu.quantise import WEIGHT_LIMIT, inner, pictures_in, prepared, quantise, quantised, ranges_of


def network(seed=3):
    """Convolution, SiLU, pooling, depthwise convolution with ReLU6, joined, and a last convolution: what the real models are made of."""
    rng = np.random.default_rng(seed)
    arrays = {"w1": rng.normal(0, 0.4, (8, 3, 3, 3)), "b1": rng.normal(0, 0.5, 8), "w2": rng.normal(0, 0.4, (8, 1, 3, 3)), "b2": rng.normal(0, 0.5, 8),
              "w3": rng.normal(0, 0.4, (4, 16, 1, 1)), "b3": rng.normal(0, 0.5, 4), "zero": np.array(0.0), "six": np.array(6.0)}
    nodes = [
        helper.make_node("Conv", ["images", "w1", "b1"], ["c1"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
        helper.make_node("Sigmoid", ["c1"], ["s1"]), helper.make_node("Mul", ["c1", "s1"], ["m1"]),
        helper.make_node("MaxPool", ["m1"], ["p1"], kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1]),
        helper.make_node("Conv", ["p1", "w2", "b2"], ["c2"], kernel_shape=[3, 3], pads=[1, 1, 1, 1], group=8),
        helper.make_node("Clip", ["c2", "zero", "six"], ["r2"]),
        helper.make_node("Concat", ["m1", "r2"], ["both"], axis=1),
        helper.make_node("Conv", ["both", "w3", "b3"], ["output"], kernel_shape=[1, 1]),
    ]
    graph = helper.make_graph(nodes, "small", [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, 16, 16])],
                              [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 4, 16, 16])],
                              [numpy_helper.from_array(a.astype(np.float32), n) for n, a in arrays.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])


def pictures(count=6, seed=5):
    torch.manual_seed(seed)
    return [torch.rand(1, 3, 16, 16) for _ in range(count)]


class Quantise(unittest.TestCase):
    def test_the_outputs_stay_near_those_of_the_float_file(self):
        model = network()
        ranges, count = ranges_of(model, pictures())
        small = quantised(model, ranges)
        self.assertEqual(count, 6)
        for picture in pictures(3, seed=9):
            exact, rough = run(model, picture)["output"], run(small, picture)["output"]
            self.assertLess(float((exact - rough).abs().mean()), 0.03 * float(exact.std()))
            self.assertGreater(float((exact - rough).abs().mean()), 0)

    def test_the_runner_gives_what_opencv_gives(self):
        model, picture = network(), pictures(1)[0]
        del model.graph.node[5].input[1:]
        model.graph.node[5].attribute.extend([helper.make_attribute("min", 0.0), helper.make_attribute("max", 6.0)])
        net = cv2.dnn.readNetFromONNX(np.frombuffer(model.SerializeToString(), np.uint8))
        net.setInput(picture.numpy())
        np.testing.assert_allclose(run(network(), picture)["output"].numpy(), net.forward("output"), atol=1e-4)

    def test_weights_are_whole_numbers_with_a_scale_per_channel(self):
        model = network()
        small = quantised(model, ranges_of(model, pictures())[0])
        values = {i.name: numpy_helper.to_array(i) for i in small.graph.initializer}
        for name, channels in (("w1", 8), ("w2", 8)):
            self.assertEqual(values[f"{name}/8"].dtype, np.int8)
            self.assertEqual(values[f"{name}/scale"].shape, (channels,))
            self.assertTrue((np.abs(values[f"{name}/8"]).reshape(channels, -1).max(1) == WEIGHT_LIMIT).all())
        self.assertNotIn("w1", values)

    def test_the_last_convolution_stays_float(self):
        model = network()
        self.assertNotIn("output", inner(model.graph))
        self.assertIn("w3", {i.name for i in quantised(model, ranges_of(model, pictures())[0]).graph.initializer})

    def test_a_clipped_value_is_quantised_after_the_clip_and_a_pooled_one_shares_its_scale(self):
        model = network()
        small = quantised(model, ranges_of(model, pictures())[0])
        made = {n.input[0]: n.input[1] for n in small.graph.node if n.op_type == "QuantizeLinear"}
        self.assertNotIn("c2", made)
        self.assertIn("r2", made)
        self.assertEqual(made["m1"], made["p1"])

    def test_an_operation_that_is_not_known_is_named(self):
        model = network()
        model.graph.node[1].op_type = "Gelu"
        with self.assertRaisesRegex(ValueError, "operation Gelu is not known"):
            run(model, pictures(1)[0])

    def test_a_folder_gets_a_variant_with_its_hash_and_the_model_itself_stays(self):
        with tempfile.TemporaryDirectory() as work:
            work = Path(work)
            (work / "models/small").mkdir(parents=True)
            (work / "pictures").mkdir()
            onnx.save(network(), str(work / "models/small/model.onnx"))
            spec = {"name": "images", "width": 16, "height": 16, "color": "rgb", "scale": 1 / 255, "fit": "letterbox"}
            (work / "models/small/model.yaml").write_text(yaml.safe_dump({"name": "small", "file": "model.onnx", "input": spec}))
            for n in range(3):
                cv2.imwrite(str(work / f"pictures/{n}.png"), np.random.default_rng(n).integers(0, 255, (12, 20, 3), np.uint8))
            before = (work / "models/small/model.yaml").read_text()
            quantise(work / "models/small", pictures_in(work / "pictures"), work / "out")
            self.assertEqual((work / "models/small/model.yaml").read_text(), before)
            variant, = yaml.safe_load((work / "out/small/model.yaml").read_text())["variants"]
            self.assertEqual((variant["precision"], variant["file"]), ("int8", "model.int8.onnx"))
            self.assertTrue((work / "out/small/model.onnx").exists())

    def test_a_centred_letterbox_has_its_padding_on_both_sides(self):
        spec = {"width": 16, "height": 16, "color": "bgr", "fit": "letterbox-centred", "pad": 7}
        picture = prepared(np.full((8, 16, 3), 200, np.uint8), spec)[0, 0].numpy()
        self.assertEqual((list(picture[:4, 0]), list(picture[4:12, 0]), list(picture[12:, 0])), ([7] * 4, [200] * 8, [7] * 4))


if __name__ == "__main__":
    unittest.main()
