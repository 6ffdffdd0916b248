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
from mingchu.quantise import WEIGHT_LIMIT, chosen, folded, pictures_in, prepared, quantise, quantised, ranges_of


def network(seed=3, spread=1.0):
    """Convolution, SiLU, two of 1 x 1 on the same values, a depthwise one between, joined, and a last one: what the real models are made of. The channels of the
    depthwise one differ by spread in range."""
    rng = np.random.default_rng(seed)
    channels = np.geomspace(1 / spread, spread, 8)
    arrays = {"w1": rng.normal(0, 0.4, (8, 3, 3, 3)), "b1": rng.normal(0, 0.5, 8), "w2": rng.normal(0, 0.4, (8, 8, 1, 1)), "b2": rng.normal(0, 0.5, 8),
              "w3": rng.normal(0, 0.4, (8, 1, 3, 3)) * channels.reshape(-1, 1, 1, 1), "b3": rng.normal(0, 0.5, 8) * channels,
              "w4": rng.normal(0, 0.4, (6, 8, 1, 1)) / channels.reshape(1, -1, 1, 1), "w5": rng.normal(0, 0.4, (4, 14, 1, 1)), "b5": rng.normal(0, 0.5, 4),
              "w6": rng.normal(0, 0.4, (8, 8, 1, 1))}
    nodes = [
        helper.make_node("Conv", ["images", "w1", "b1"], ["c1"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
        helper.make_node("Sigmoid", ["c1"], ["s1"]), helper.make_node("Mul", ["c1", "s1"], ["m1"]),
        helper.make_node("Conv", ["m1", "w2", "b2"], ["c2"], kernel_shape=[1, 1]),
        helper.make_node("Sigmoid", ["c2"], ["s2"]), helper.make_node("Mul", ["c2", "s2"], ["m2"]),
        helper.make_node("Conv", ["m1", "w6"], ["c6"], kernel_shape=[1, 1]), helper.make_node("Relu", ["c6"], ["r6"]),
        helper.make_node("Conv", ["m2", "w3", "b3"], ["c3"], kernel_shape=[3, 3], pads=[1, 1, 1, 1], group=8), helper.make_node("Relu", ["c3"], ["r3"]),
        helper.make_node("Conv", ["r3", "w4"], ["c4"], kernel_shape=[1, 1]), helper.make_node("Relu", ["c4"], ["r4"]),
        helper.make_node("Concat", ["r4", "r6"], ["both"], axis=1),
        helper.make_node("Conv", ["both", "w5", "b5"], ["output"], kernel_shape=[1, 1]),
    ]
    graph = helper.make_graph(nodes, "small", [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, 16, 16])],
                              [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 4, 16, 16])],
                              [numpy_helper.from_array(a.astype(np.float32), n) for n, a in arrays.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])


def pictures(count=6, seed=5):
    torch.manual_seed(seed)
    return [torch.rand(1, 3, 16, 16) for _ in range(count)]


class Quantise(unittest.TestCase):
    def test_the_outputs_stay_near_those_of_the_float_file_however_much_channels_differ(self):
        for spread in (1.0, 100.0):
            model = network(spread=spread)
            ranges, count = ranges_of(model, pictures())
            small = quantised(model, ranges)
            self.assertEqual(count, 6)
            for picture in pictures(3, seed=9):
                exact, rough = run(model, picture)["output"], run(small, picture)["output"]
                self.assertLess(float((exact - rough).abs().mean()), 0.03 * float(exact.std()))
                self.assertGreater(float((exact - rough).abs().mean()), 0)

    def test_the_runner_gives_what_opencv_gives(self):
        model, picture = network(), pictures(1)[0]
        net = cv2.dnn.readNetFromONNX(np.frombuffer(model.SerializeToString(), np.uint8))
        net.setInput(picture.numpy())
        np.testing.assert_allclose(run(network(), picture)["output"].numpy(), net.forward("output"), atol=1e-4)

    def test_convolutions_of_one_pixel_get_whole_weights_with_a_scale_per_channel_and_all_others_stay(self):
        model = network()
        self.assertEqual([n.output[0] for n in chosen(model.graph)], ["c2", "c6", "c4"])
        values = {i.name: numpy_helper.to_array(i) for i in quantised(model, ranges_of(model, pictures())[0]).graph.initializer}
        for name, channels in (("w2", 8), ("w6", 8), ("w4", 6)):
            self.assertEqual(values[f"{name}/8"].dtype, np.int8)
            self.assertEqual(values[f"{name}/scale"].shape, (channels,))
            self.assertTrue((np.abs(values[f"{name}/8"]).reshape(channels, -1).max(1) == WEIGHT_LIMIT).all())
            self.assertNotIn(name, values)
        self.assertLessEqual({"w1", "w3", "w5"}, set(values))

    def test_what_two_convolutions_read_is_made_8_bit_once(self):
        model = network()
        small = quantised(model, ranges_of(model, pictures())[0])
        self.assertEqual(sorted(n.input[0] for n in small.graph.node if n.op_type == "QuantizeLinear"), ["c2/sum", "c4/sum", "c6/sum", "m1", "r3"])

    def test_steps_and_zeros_of_channels_are_in_weights_and_bias(self):
        rng = np.random.default_rng(1)
        weights, bias = rng.normal(0, 1, (5, 7, 1, 1)), rng.normal(0, 1, 5)
        step_in, step_out = rng.uniform(0.001, 0.1, 7), np.full(5, 0.02)
        zero_in, zero_out = rng.integers(0, 255, 7).astype(np.uint8), rng.integers(0, 255, 5).astype(np.uint8)
        whole, scale, offset = folded(weights, bias, step_in, zero_in, step_out, zero_out)
        given = rng.integers(0, 255, 7).astype(np.uint8)
        exact = weights[:, :, 0, 0] @ ((given.astype(float) - zero_in) * step_in) + bias
        found = (whole[:, :, 0, 0].astype(np.int64) @ given.astype(np.int64) + offset) * scale
        np.testing.assert_allclose((found - zero_out) * step_out, exact, atol=0.02 * np.abs(weights).max() * 255 * step_in.max())

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
