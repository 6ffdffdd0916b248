import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu.assign import assign
from mingchu.crops import UNDETERMINED, UNLABELLED
from mingchu.losses import detector_loss, object_weights
from mingchu.scenes import Scenes, keep
from mingchu.train_attributes import loss_of, softmax, temperature_of
from mingchu.yolox import Yolox, decode, grid

CELLS = torch.from_numpy(grid(64, 64))


def target(boxes=(), names=(), labelled=(True, True), ignored=()):
    tensor = lambda rows: torch.tensor(rows, dtype=torch.float32).reshape(-1, 4)
    return {"boxes": tensor(boxes), "names": torch.tensor(names, dtype=torch.long), "labelled": torch.tensor(labelled), "ignored": tensor(ignored)}


def gradient(raw, targets):
    raw = raw.clone().requires_grad_(True)
    detector_loss(raw, targets, CELLS)[0].backward()
    return raw.grad


class PartialLabels(unittest.TestCase):
    def raw(self, class_logits=(-4.0, -4.0), objects=0.0):
        raw = torch.zeros(1, len(CELLS), 7)
        raw[..., 4], raw[..., 5], raw[..., 6] = objects, class_logits[0], class_logits[1]
        return raw

    def test_an_unlabelled_class_that_is_seen_is_no_negative(self):
        grad = gradient(self.raw(class_logits=(-4.0, 4.0)), [target(labelled=(True, False))])
        self.assertEqual(float(grad.abs().sum()), 0.0)

    def test_the_same_cell_is_a_negative_where_the_class_is_labelled(self):
        grad = gradient(self.raw(class_logits=(-4.0, 4.0)), [target(labelled=(True, True))])
        self.assertGreater(float(grad[..., 4].min()), 0.0)

    def test_an_unlabelled_class_gets_no_gradient_on_a_positive_cell(self):
        grad = gradient(self.raw(), [target([[8, 8, 40, 40]], [0], (True, False))])
        self.assertEqual(float(grad[..., 6].abs().sum()), 0.0)
        self.assertGreater(float(grad[..., 5].abs().sum()), 0.0)

    def test_an_ignored_region_is_no_negative_but_its_surroundings_are(self):
        grad = gradient(self.raw(), [target(ignored=[[0, 0, 32, 64]])])
        centres = (CELLS[:, 0] + 0.5) * CELLS[:, 2]
        self.assertEqual(float(grad[0, centres < 32, 4].abs().sum()), 0.0)
        self.assertGreater(float(grad[0, centres > 32, 4].min()), 0.0)

    def test_positives_count_even_in_an_ignored_region(self):
        weights = object_weights(torch.zeros(3, 1), torch.tensor([True]), torch.tensor([1]), torch.tensor([True, True, False]))
        self.assertEqual(weights.tolist(), [0, 1, 1])


class Assignment(unittest.TestCase):
    def test_cells_near_a_box_answer_for_it_and_no_cell_for_two(self):
        predicted = decode(torch.zeros(len(CELLS), 7), CELLS)
        boxes = torch.tensor([[4, 4, 20, 20], [40, 40, 60, 60.0]])
        cell, box, overlap = assign(predicted, torch.zeros(len(CELLS)), torch.zeros(len(CELLS), 1), boxes, torch.tensor([0, 0]), CELLS)
        self.assertEqual(set(box.tolist()), {0, 1})
        self.assertEqual(len(cell), len(set(cell.tolist())))
        self.assertEqual(len(overlap), len(cell))

    def test_no_boxes_no_positives(self):
        cell, box, overlap = assign(torch.zeros(4, 4), torch.zeros(4), torch.zeros(4, 1), torch.zeros(0, 4), torch.zeros(0, dtype=torch.long), CELLS[:4])
        self.assertEqual(len(cell) + len(box) + len(overlap), 0)


class Network(unittest.TestCase):
    def test_the_rows_of_the_output_fit_the_grid(self):
        with torch.no_grad():
            raw = Yolox(1)(torch.zeros(1, 3, 64, 64))
        self.assertEqual(raw.shape, (1, len(CELLS), 6))
        self.assertTrue(bool(((raw[..., 4:] >= 0) & (raw[..., 4:] <= 1)).all()))

    def test_decoding_is_the_same_in_numpy_and_torch(self):
        raw = torch.randn(len(CELLS), 6)
        np.testing.assert_allclose(decode(raw, CELLS).numpy(), decode(raw.numpy(), CELLS.numpy()), rtol=1e-4, atol=1e-3)


class SceneBoxes(unittest.TestCase):
    def test_tiny_and_cut_off_boxes_are_ignored_instead_of_taught(self):
        boxes = np.array([[0, 0, 30, 30], [0, 0, 3, 3], [0, 0, 30, 30], [5, 5, 20, 20.0]])
        kept = keep(boxes, np.array([1, 1, 0.2, 1]), np.array([0, 0, 0]), 3, np.array([True]))
        self.assertEqual((len(kept["boxes"]), len(kept["names"]), len(kept["ignored"])), (1, 1, 3))


class AttributeLoss(unittest.TestCase):
    def grad(self, value, sight=1.0):
        logits = torch.tensor([[2.0, 0.0, 0.0]], requires_grad=True)
        loss_of([logits], torch.tensor([[value]]), torch.tensor([sight])).backward()
        return logits.grad[0]

    def test_an_unlabelled_attribute_gives_no_gradient(self):
        self.assertEqual(float(self.grad(UNLABELLED).abs().sum()), 0.0)

    def test_an_undetermined_head_pulls_towards_a_flat_answer(self):
        self.assertGreater(float(self.grad(UNDETERMINED)[0]), 0.0)

    def test_a_head_too_coarse_to_see_is_flat_whatever_its_value(self):
        self.assertGreater(float(self.grad(0, sight=0.0)[0]), 0.0)
        self.assertLess(float(self.grad(0, sight=1.0)[0]), 0.0)

    def test_overconfident_logits_get_a_temperature_above_one(self):
        rng = np.random.default_rng(0)
        truth = rng.integers(0, 2, 2000)
        wrong = rng.random(2000) < 0.3
        logits = np.where((truth ^ wrong)[:, None] == [0, 1], 6.0, 0.0)
        self.assertGreater(temperature_of(logits, truth), 2.0)
        np.testing.assert_allclose(softmax(logits).sum(1), 1)


if __name__ == "__main__":
    unittest.main()
