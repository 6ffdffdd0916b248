import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu.crops import UNDETERMINED, UNLABELLED, value_of
from mingchu.folders import DataError, read_set
from mingchu.scenes import item_of

NAMES = ["head", "rodent"]
MAP = {"head": "head", "rodent": "rodent"}


class LabelledPerPicture(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        (self.root / "images").mkdir()
        (self.root / "labels").mkdir()
        self.write("classes.txt", "head\nrodent\n")
        for stem, label in (("bare", "0 0.5 0.5 0.2 0.2\n"), ("no-rodent", ""), ("open", "")):
            self.write(f"labels/{stem}.txt", label)
            self.write(f"images/{stem}.jpg", "")

    def tearDown(self):
        self.folder.cleanup()

    def write(self, file, text):
        (self.root / file).write_text(text)

    def items(self):
        return {p.stem: item_of(p, NAMES, {"map": MAP}) for p in read_set(self.root)}

    def test_without_the_file_every_class_is_labelled_everywhere(self):
        for item in self.items().values():
            self.assertEqual([True, True], list(item["labelled"]))
            self.assertEqual(0, len(item["ignored"]))

    def test_a_class_is_labelled_only_where_a_line_says_so(self):
        self.write("labelled.csv", "stem,class,extent\nbare,head,boxes\nno-rodent,rodent,picture\n")
        items = self.items()
        self.assertEqual([[True, False], [False, True], [False, False]], [list(items[s]["labelled"]) for s in ("bare", "no-rodent", "open")])

    def test_beside_boxes_that_may_not_be_all_nothing_is_a_negative(self):
        self.write("labelled.csv", "stem,class,extent\nbare,head,boxes\nno-rodent,rodent,picture\n")
        items = self.items()
        self.assertEqual([[0, 0, 1, 1]], items["bare"]["ignored"].tolist())
        self.assertEqual(1, len(items["bare"]["boxes"]))
        self.assertEqual(0, len(items["no-rodent"]["ignored"]))

    def test_a_line_that_makes_no_sense_is_told(self):
        for line in ("bare,cook,picture", "bare,head,half"):
            self.write("labelled.csv", f"stem,class,extent\n{line}\n")
            with self.assertRaisesRegex(DataError, "labelled.csv"):
                read_set(self.root)

    def test_an_empty_word_teaches_nothing_and_unknown_teaches_doubt(self):
        attribute = {"values": [{"name": "none", "labels": ["bare"]}]}
        self.assertEqual([UNLABELLED, UNDETERMINED, 0], [value_of(attribute, word) for word in ("", "unknown", "bare")])


if __name__ == "__main__":
    unittest.main()
