import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from mingchu.folders import Box, DataError, Picture, parse_line, read_set
from mingchu.splits import hashed_split, in_ranges, join_alike, load_splits, recording_of, split_set

KITCHEN = load_splits()["kitchen_heads"]


def picture(source):
    return Picture("kitchen_heads", source, Path(source), (), source)


class Splits(unittest.TestCase):
    def test_a_recording_never_straddles_two_splits(self):
        names = [r["name"] for r in KITCHEN["recordings"]]
        self.assertEqual(len(names), len(set(names)))

    def test_sources_find_their_recording(self):
        for source, name in (("Frame_802_12_jpg", "kitchen-jan3-jan4"), ("Frame_8802_12_jpg", "kitchen-jan5"), ("Frame_12_802_137_jpg", "kitchen-jan7"),
                             ("Frame_10_502_137_jpg", "kitchen-dining"), ("youtube-300_jpg", "factory-green"), ("youtube-331_jpg", "factory-films"),
                             ("youtube-336_jpg", "restaurant-team"), ("hairnet_104_mp4-1_jpg", "office-aug27-west"), ("hairr_mp4-4_jpg", "office-dec25-dec26"),
                             ("hairrr1_mp4-3_jpg", "office-dec24"), ("251_png_jpg", "single-pictures")):
            self.assertEqual(recording_of(KITCHEN, source)["name"], name, source)

    def test_frames_of_one_recording_stay_together(self):
        rows = split_set([picture(f"Frame_8802_{n}_jpg") for n in range(50)], KITCHEN)
        self.assertEqual({split for _, split, _ in rows}, {"test"})

    def test_a_set_split_by_source_keeps_a_kitchen_whole(self):
        rows = split_set([picture(f"kitchen_{n // 5}") for n in range(200)], load_splits()["rendered"])
        self.assertEqual(len({(recording, split) for _, split, recording in rows}), 40)

    def test_a_source_without_recording_is_an_error(self):
        with self.assertRaisesRegex(DataError, "no recording matches 'x'"):
            recording_of({"recordings": [{"name": "a", "pattern": "b", "split": "train"}]}, "x")

    def test_ranges_include_their_ends(self):
        self.assertEqual([n for n in range(1, 9) if in_ranges(n, [[2, 4], 7])], [2, 3, 4, 7])

    def test_a_hashed_split_is_stable_and_keeps_its_shares(self):
        splits = [hashed_split(f"picture {n}", {"val": 0.1, "test": 0.2}) for n in range(4000)]
        self.assertEqual(splits, [hashed_split(f"picture {n}", {"val": 0.1, "test": 0.2}) for n in range(4000)])
        self.assertAlmostEqual(splits.count("test") / 4000, 0.2, delta=0.02)
        self.assertAlmostEqual(splits.count("val") / 4000, 0.1, delta=0.02)

    def test_alike_pictures_are_joined_through_others(self):
        a = [0] * 64
        b, c, far = [1] * 5 + [0] * 59, [1] * 10 + [0] * 54, [0, 1] * 32
        self.assertEqual(join_alike([a, b, far, c], most=6), [0, 0, 2, 0])


class Folders(unittest.TestCase):
    def test_a_bad_label_line_is_named(self):
        with self.assertRaisesRegex(DataError, r"a\.txt:3: expected"):
            parse_line(Path("a.txt"), 2, "7 0.1 0.1 0.1 0.1", ["head"])

    def test_a_folder_without_classes_is_refused(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(DataError, "images is missing"):
            read_set(folder)

    def test_a_set_is_read_with_its_attributes(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for part in ("images", "labels"):
                (root / part).mkdir()
            (root / "images" / "p.jpg").write_bytes(b"")
            (root / "labels" / "p.txt").write_text("0 0.5 0.5 0.25 0.5\n")
            (root / "classes.txt").write_text("head\n")
            (root / "attributes.csv").write_text("stem,box,head,mask\np,0,net,none\n")
            (found,) = read_set(root)
        self.assertEqual(found.boxes, (Box("head", 0.5, 0.5, 0.25, 0.5),))
        self.assertEqual(found.attributes[0]["head"], "net")


if __name__ == "__main__":
    unittest.main()
