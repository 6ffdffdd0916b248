import copy
import tempfile
import unittest
from pathlib import Path

import torch

from mingchu.folders import DataError
from mingchu.progress import go_on, keep, rate_share


class Progress(unittest.TestCase):
    def test_an_interrupted_run_goes_on_to_the_same_weights(self):
        with tempfile.TemporaryDirectory() as work:
            straight = run(range(6))
            parts = run(range(3), keep_in=Path(work))
            again = fresh()
            first, more = go_on(Path(work), *again)
            self.assertEqual((3, [1, 2]), (first, more["hardness"]))
            run(range(first, 6), again)
            self.assertTrue(torch.equal(straight[0].weight, again[0].weight))
            self.assertFalse(torch.equal(parts[0].weight, again[0].weight))

    def test_without_an_interrupted_run_it_says_what_to_do(self):
        with tempfile.TemporaryDirectory() as work, self.assertRaisesRegex(DataError, "without --resume"):
            go_on(Path(work), *fresh())

    def test_a_rate_that_falls_late_is_alike_for_all_lengths_before(self):
        for step in (0, 99, 100, 500):
            self.assertEqual(rate_share(step, 1000, 0.25), rate_share(step, 3000, 0.25))
        self.assertEqual(1.0, rate_share(749, 1000, 0.25))

    def test_the_rate_rises_first_and_never_rises_again(self):
        for falls in (1.0, 0.25):
            rates = [rate_share(step, 1000, falls) for step in range(1000)]
            self.assertEqual(sorted(rates[:100]), rates[:100])
            self.assertEqual(sorted(rates[100:], reverse=True), rates[100:])
            self.assertAlmostEqual(0.02, rates[-1], places=3)


def fresh():
    torch.manual_seed(1)
    model = torch.nn.Linear(3, 2)
    return model, copy.deepcopy(model), torch.optim.AdamW(model.parameters(), 0.1)


def run(epochs, parts=None, keep_in=None):
    model, averaged, optimiser = parts = parts or fresh()
    for epoch in epochs:
        loss = (model(torch.arange(3.0) + epoch) ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if keep_in:
            keep(keep_in, epoch, model, averaged, optimiser, hardness=[1, 2])
    return parts
