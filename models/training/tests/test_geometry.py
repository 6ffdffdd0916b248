import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu.crops import MARGIN, UNDETERMINED, UNLABELLED, centred, cut, grown, value_of, values_of
from mingchu.geometry import crop, iou, letterbox, nms, region, visible_share, warp_boxes
from mingchu.measure import at_threshold, average_precision, match, wilson

CAP = {"name": "cap", "column": "head", "values": [{"name": "worn", "labels": ["net", "cap"]}, {"name": "none", "labels": ["bare"]}]}


class Geometry(unittest.TestCase):
    def test_overlap_of_halves(self):
        np.testing.assert_allclose(iou([0, 0, 10, 10], [[0, 0, 10, 10], [0, 5, 10, 15], [20, 20, 30, 30]]), [[1, 1 / 3, 0]])

    def test_the_better_of_two_overlapping_boxes_stays(self):
        boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [50, 50, 60, 60.0]])
        self.assertEqual(list(nms(boxes, np.array([0.5, 0.9, 0.1]), 0.5)), [1, 2])

    def test_a_letterbox_keeps_the_aspect_at_the_top_left(self):
        picture, scale = letterbox(np.full((50, 100, 3), 7, np.uint8), 40, 40)
        self.assertEqual(scale, 0.4)
        self.assertEqual((picture[:20] == 7).all() and (picture[20:] == 114).all(), True)

    def test_a_region_is_in_widths_and_heights_from_the_centre(self):
        np.testing.assert_allclose(region([10, 10, 20, 30], 1, 1, 0.5, 2), [5, 10, 25, 60])

    def test_a_crop_over_the_border_is_padded(self):
        out = crop(np.full((10, 10, 3), 9, np.uint8), (-5, 5, 5, 15))
        self.assertEqual(out.shape, (10, 10, 3))
        self.assertTrue((out[:5, 5:] == 9).all() and (out[5:] == 114).all() and (out[:, :5] == 114).all())

    def test_a_crop_wholly_outside_is_pad(self):
        self.assertTrue((crop(np.zeros((10, 10, 3), np.uint8), (50, 50, 60, 55)) == 114).all())

    def test_a_quarter_turn_swaps_the_sides(self):
        np.testing.assert_allclose(warp_boxes([[0, 0, 4, 2]], np.array([[0, -1, 10], [1, 0, 0.0]])), [[8, 0, 10, 4]])

    def test_what_is_cut_off_is_no_longer_visible(self):
        inside, share = visible_share(np.array([[-5, 0, 5, 10.0]]), 100, 100)
        np.testing.assert_allclose(inside, [[0, 0, 5, 10]])
        np.testing.assert_allclose(share, [0.5])


class Crops(unittest.TestCase):
    def test_the_middle_of_a_cut_is_the_region_the_product_cuts(self):
        picture = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
        shape = {"left": 1, "right": 1, "top": 1, "bottom": 1}
        direct = crop(picture, region([90, 90, 110, 110], 1, 1, 1, 1))
        self.assertEqual(cut(picture, [90, 90, 110, 110], shape, 400)[0].shape[0], round(40 * (1 + 2 * MARGIN)))
        np.testing.assert_array_equal(centred(cut(picture, [90, 90, 110, 110], shape, 400)[0], 40), direct)

    def test_a_word_that_no_value_lists_is_undetermined(self):
        self.assertEqual([value_of(CAP, w) for w in ("net", "cap", "bare", "unknown", "other")], [0, 0, 1, UNDETERMINED, UNDETERMINED])

    def test_a_box_without_a_row_is_unlabelled(self):
        self.assertEqual(values_of([CAP], None, "hairnet", {}), (UNLABELLED,))

    def test_a_set_without_rows_labels_only_what_its_classes_mean(self):
        mask = {"name": "mask", "values": [{"name": "worn"}, {"name": "none"}]}
        spec = {"classes": {"no_mask": {"mask": "none"}}}
        self.assertEqual(values_of([CAP, mask], None, "no_mask", spec), (UNLABELLED, 1))

    def test_a_face_grows_upwards_to_a_head(self):
        np.testing.assert_allclose(grown(np.array([0, 0, 10, 20.0]), {"width": 1.2, "height": 1.5, "down": -0.1}), [-1, -7, 11, 23])


class Measures(unittest.TestCase):
    def test_a_second_detection_of_a_box_is_a_miss(self):
        rows = match(np.array([[0, 0, 10, 10], [0, 0, 10, 11.0]]), [0.9, 0.8], np.array([[0, 0, 10, 10.0]]))
        self.assertEqual([hit for _, hit in rows], [True, False])

    def test_a_detection_on_an_ignored_box_does_not_count(self):
        self.assertEqual(match(np.array([[0, 0, 10, 10.0]]), [0.9], np.zeros((0, 4)), np.array([[0, 0, 10, 10.0]])), [])

    def test_average_precision_by_hand(self):
        rows = [(0.9, True), (0.8, False), (0.7, True)]
        self.assertAlmostEqual(average_precision(rows, 2), 0.5 * 1 + 0.5 * 2 / 3)
        self.assertAlmostEqual(average_precision(rows, 4), 0.25 * 1 + 0.25 * 2 / 3)
        self.assertEqual(average_precision([], 3), 0)

    def test_precision_and_recall_at_a_threshold(self):
        self.assertEqual(at_threshold([(0.9, True), (0.5, False), (0.1, True)], 4, 0.5), (0.5, 0.25))

    def test_an_interval_holds_its_share(self):
        low, high = wilson(9, 10)
        self.assertTrue(0.55 < low < 0.9 < high < 1)


if __name__ == "__main__":
    unittest.main()
