import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu import augment, masks
from mingchu.folders import Box, Picture
from mingchu.pastes import Pastes, cut_out
from mingchu.scenes import item_of
from mingchu.splits import block_of, join_blocks
from mingchu.train_attributes import same_look
from mingchu.train_detector import covered_by_none

NAMES = ["head", "rodent", "fire"]


def picture(*boxes):
    return Picture("set", "a", Path("a.jpg"), tuple(Box(name, 0.5, 0.5, 0.2, 0.2) for name in boxes), "a")


def blob(side=80, colour=(40, 60, 90), ground=200):
    out = np.full((side, side, 3), ground, np.uint8)
    out[side // 4:-side // 4, side // 4:-side // 4] = colour
    return out


class Items(unittest.TestCase):
    def test_classes_that_a_set_neither_maps_nor_lists_are_unlabelled(self):
        item = item_of(picture("rat"), NAMES, {"map": {"rat": "rodent"}, "without": ["fire"]})
        self.assertEqual(item["labelled"].tolist(), [False, True, True])

    def test_what_the_teacher_misses_in_a_picture_is_labelled_there(self):
        item = item_of(picture("rat"), NAMES, {"map": {"rat": "rodent"}}, also=["head"])
        self.assertEqual(item["labelled"].tolist(), [True, True, False])

    def test_a_box_of_another_class_is_no_ground_for_negatives(self):
        item = item_of(picture("rat", "hamster"), NAMES, {"map": {"rat": "rodent"}})
        self.assertEqual((len(item["boxes"]), len(item["ignored"])), (1, 1))


class Pasting(unittest.TestCase):
    def test_a_thing_is_cut_out_of_its_ground(self):
        pixels, alpha = cut_out(blob(), [10, 10, 70, 70], glow=False)
        self.assertLess(abs(pixels.shape[0] - 40), 6)
        self.assertGreater(alpha.mean(), 0.9)

    def test_a_lamp_is_not_cut_out_as_fire(self):
        self.assertIsNone(cut_out(blob(colour=(255, 255, 255), ground=20), [10, 10, 70, 70], glow=True))
        self.assertIsNotNone(cut_out(blob(colour=(20, 160, 255), ground=20), [10, 10, 70, 70], glow=True))

    def test_pasted_boxes_hold_what_changed_and_leave_labelled_boxes_in_view(self):
        pastes = Pastes({"rodent": {"size": [20, 40]}}, chance=1.0)
        pastes.add("rodent", blob(), [10, 10, 70, 70])
        for seed in range(20):
            ground = np.full((200, 200, 3), 150, np.uint8)
            taken = np.array([[80, 80, 120, 120.0]])
            placed = pastes.put(np.random.default_rng(seed), ground, taken)
            changed = (ground != 150).any(2)
            for box, name in placed:
                x1, y1, x2, y2 = box.astype(int)
                self.assertEqual(name, "rodent")
                self.assertTrue(changed[y1:y2, x1:x2].any())
                changed[max(y1 - 1, 0):y2 + 1, max(x1 - 1, 0):x2 + 1] = False
            self.assertFalse(changed.any(), "something changed outside the boxes")
            self.assertGreater((ground[80:120, 80:120] == 150).all(2).mean(), 0.4)

    def test_nothing_is_pasted_without_chance(self):
        pastes = Pastes({"rodent": {"size": [20, 40]}}, chance=0.0)
        pastes.add("rodent", blob(), [10, 10, 70, 70])
        self.assertEqual(pastes.put(np.random.default_rng(1), blob(200), np.zeros((0, 4))), [])


class Lenses(unittest.TestCase):
    def test_a_fisheye_moves_boxes_with_what_is_in_them(self):
        for seed in range(10):
            ground = np.zeros((300, 300, 3), np.uint8)
            ground[40:90, 200:260] = 255
            out, boxes = augment.fisheye(np.random.default_rng(seed), ground, np.array([[200, 40, 260, 90.0]]))
            rows, columns = np.nonzero(out[..., 0] > 127)
            np.testing.assert_allclose(boxes[0], [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1], atol=2.5)


class Masks(unittest.TestCase):
    FACE = np.array([[40, 40], [60, 40], [50, 52], [43, 62], [57, 62.0]])

    def test_a_worn_mask_covers_nose_and_mouth_and_leaves_the_eyes(self):
        for seed in range(20):
            out = masks.wear(np.random.default_rng(seed), np.full((100, 100, 3), 120, np.uint8), self.FACE, "worn")
            changed = np.abs(out.astype(int) - 120).max(2) > 1
            self.assertTrue(changed[56, 50] or changed[58, 50])
            self.assertTrue(changed[62, 45:56].mean() > 0.8)
            self.assertFalse(changed[38, 38:63].any())

    def test_a_mask_worn_wrong_leaves_the_nose_free(self):
        for seed in range(20):
            out = masks.wear(np.random.default_rng(seed), np.full((100, 100, 3), 120, np.uint8), self.FACE, "wrong")
            changed = np.abs(out.astype(int) - 120).max(2) > 1
            self.assertFalse(changed[50, 47:54].any())
            self.assertTrue(changed.any())


class Groups(unittest.TestCase):
    def test_a_block_is_told_by_the_number_at_the_end(self):
        self.assertEqual([block_of(s, 8) for s in ("rat_00007", "rat_00008", "b2_017")], [0, 1, 2])

    def test_look_alikes_and_neighbours_end_up_in_one_group(self):
        self.assertEqual(join_blocks([0, 1, 2, 1], [0, 0, 5, 6]), [0, 0, 2, 0])


class Learning(unittest.TestCase):
    def test_two_views_that_agree_cost_less_than_two_that_do_not(self):
        looks = torch.eye(4)
        self.assertLess(float(same_look(torch.cat([looks, looks]))), float(same_look(torch.cat([looks, looks.roll(1, 0)]))))

    def test_a_hard_negative_lies_clear_of_every_known_box(self):
        known = np.array([[0, 0, 10, 10.0]])
        self.assertFalse(covered_by_none(np.array([1, 1, 9, 9.0]), known))
        self.assertTrue(covered_by_none(np.array([20, 20, 30, 30.0]), known))


if __name__ == "__main__":
    unittest.main()
