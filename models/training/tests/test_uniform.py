import unittest

import numpy as np

from mingchu.uniform import likeness


class Uniform(unittest.TestCase):
    def test_likeness_is_the_mean_cosine_to_the_three_nearest_looks(self):
        looks = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [-1, 0]])
        self.assertAlmostEqual((1 + 0.8 + 0.6) / 3, likeness(np.array([[1.0, 0]]), looks)[0])

    def test_one_odd_look_makes_nobody_own(self):
        looks = np.array([[1.0, 0], [0, 1], [0, 1], [0, 1]])
        self.assertLess(likeness(np.array([[1.0, 0]]), looks)[0], 0.4)
