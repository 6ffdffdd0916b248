import sys
import unittest
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu.mobilenet import Attributes
from mingchu.normalise import folded, normalised
from mingchu.yolox import FROZEN, Yolox


class Normalisation(unittest.TestCase):
    def models(self):
        torch.manual_seed(0)
        return ((Yolox(3), torch.rand(4, 3, 64, 64) * 255, FROZEN), (Attributes([2, 3], 8), torch.rand(4, 3, 48, 48) * 2 - 1, ("entry", "blocks.0.")))

    def answers(self, model, pictures):
        with torch.no_grad():
            given = model.eval()(pictures)
        return given if isinstance(given, list) else [given]

    def test_putting_it_in_and_folding_it_back_leaves_the_answers_as_they_are(self):
        for model, pictures, skip in self.models():
            before = self.answers(model, pictures)
            names = set(model.state_dict())
            model = normalised(model, [pictures], skip)
            for a, b, c in zip(before, self.answers(model, pictures), self.answers(folded(model), pictures)):
                torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-3)
                torch.testing.assert_close(a, c, rtol=1e-3, atol=1e-3)
            self.assertEqual(names, set(folded(model).state_dict()), "the layout of the start weights is not kept")

    def test_what_training_changed_is_in_the_folded_network(self):
        for model, pictures, skip in self.models():
            before = self.answers(model, pictures)
            model = normalised(model, [pictures], skip).train()
            optimiser = torch.optim.SGD(model.parameters(), 0.01)
            given = model(pictures)
            sum(g.square().mean() for g in (given if isinstance(given, list) else [given])).backward()
            optimiser.step()
            after, same = self.answers(model, pictures), self.answers(folded(model), pictures)
            self.assertGreater(max(float((a - b).abs().max()) for a, b in zip(before, after)), 1e-4)
            for a, b in zip(after, same):
                torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-3)

    def test_what_is_frozen_has_none(self):
        model, pictures, skip = self.models()[0]
        normalised(model, [pictures], skip)
        self.assertIsInstance(model.stem.conv, torch.nn.Conv2d)
        self.assertNotIsInstance(model.merge4.join.conv, torch.nn.Conv2d)


if __name__ == "__main__":
    unittest.main()
