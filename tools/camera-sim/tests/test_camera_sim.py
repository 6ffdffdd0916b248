"""The simulator against real clients (ffmpeg, ffprobe). Run: /usr/bin/python3 -m unittest discover tools/camera-sim/tests"""

import json
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

SIMULATOR = Path(__file__).resolve().parents[1]
DEADLINE = 40


def until(condition, what):
    end = time.monotonic() + DEADLINE
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {DEADLINE} s: {what}")
        time.sleep(0.05)
    return value


def make_clip(path, size, rate, seconds, *options):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}",
                    "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *options, str(path)], check=True)


class Simulator:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(["/usr/bin/python3", str(SIMULATOR), *map(str, arguments)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ready = self.process.stdout.readline().split()
        if ready[:1] != ["ready"]:
            self.process.wait(DEADLINE)
            raise AssertionError("the simulator did not come up")
        self.url = ready[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(DEADLINE)

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def state(self, camera):
        return next(state for state in json.loads(self.tell("status").removeprefix("ok ")) if state["camera"] == camera)


class Viewer:
    """An ffmpeg that decodes a camera; counts and keeps its small grey pictures."""

    def __init__(self, url):
        self.pictures = []
        self.process = subprocess.Popen(
            ["ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-probesize", "32768", "-analyzeduration", "0", "-i", url,
             "-an", "-vsync", "passthrough", "-vf", "scale=16:16", "-pix_fmt", "gray", "-f", "rawvideo", "-"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        while len(picture := self.process.stdout.read(256)) == 256:
            self.pictures.append(picture)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.thread.join()
        self.process.stdout.close()

    def wait_more(self, count):
        wanted = len(self.pictures) + count
        until(lambda: len(self.pictures) >= wanted, f"{count} more pictures")

    def ended(self):
        return self.process.poll() is not None


def packet_times(url, seconds):
    """Show times of the packets a client gets, without the first (ffprobe does not know it yet)."""
    out = subprocess.run(
        ["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-select_streams", "v", "-show_entries", "packet=pts_time", "-of", "json",
         "-read_intervals", f"%+{seconds}", url], stdout=subprocess.PIPE, check=True, timeout=DEADLINE + seconds).stdout
    return [float(packet["pts_time"]) for packet in json.loads(out)["packets"][1:] if "pts_time" in packet]


class CameraSimulatorTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.clip = Path(cls.folder.name, "clip.mp4")
        cls.small = Path(cls.folder.name, "small.mp4")
        cls.reordered = Path(cls.folder.name, "reordered.mp4")
        make_clip(cls.clip, "640x360", 25, 2, "-bf", "0", "-g", "25")
        make_clip(cls.small, "320x240", 10, 2, "-bf", "0", "-g", "10")
        make_clip(cls.reordered, "320x240", 25, 2, "-bf", "2", "-g", "250")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_times_go_on_without_a_step_over_the_seams_of_the_loop(self):
        with Simulator(self.clip) as simulator:
            times = packet_times(simulator.url + "cam1", 5)
        self.assertGreater(len(times), 100)
        steps = [b - a for a, b in zip(times, times[1:])]
        self.assertGreater(min(steps), 0.02)
        self.assertLess(max(steps), 0.06)

    def test_a_clip_with_reordered_pictures_loops_as_well(self):
        with Simulator(self.reordered) as simulator:
            times = sorted(packet_times(simulator.url + "cam1", 5))
        steps = [b - a for a, b in zip(times, times[1:])]
        self.assertGreater(len(times), 100)
        self.assertLess(max(steps[4:-4]), 0.06)

    def test_many_viewers_of_many_cameras_all_see_pictures(self):
        with Simulator("--cameras", 8, self.clip, self.small) as simulator:
            viewers = [Viewer(f"{simulator.url}cam{number % 8 + 1}") for number in range(16)]
            try:
                until(lambda: all(len(viewer.pictures) >= 30 for viewer in viewers), "30 pictures at every viewer")
                until(lambda: simulator.state("cam1")["viewers"] == 2, "two viewers counted")
            finally:
                for viewer in viewers:
                    viewer.__exit__()
            until(lambda: simulator.state("cam1")["viewers"] == 0, "gone viewers no longer counted")

    def test_cut_drops_the_connection_of_that_camera_only_and_serves_the_next(self):
        with Simulator("--cameras", 2, self.clip) as simulator, Viewer(simulator.url + "cam1") as one, Viewer(simulator.url + "cam2") as two:
            one.wait_more(5), two.wait_more(5)
            self.assertEqual(simulator.tell("cut cam1"), "ok")
            until(one.ended, "the cut viewer ends")
            two.wait_more(10)
            with Viewer(simulator.url + "cam1") as again:
                again.wait_more(10)

    def test_a_frozen_camera_keeps_the_connection_and_sends_nothing_until_restored(self):
        with Simulator("--cameras", 2, self.clip) as simulator, Viewer(simulator.url + "cam1") as one, Viewer(simulator.url + "cam2") as two:
            one.wait_more(5), two.wait_more(5)
            self.assertEqual(simulator.tell("freeze cam1"), "ok")
            two.wait_more(25)
            seen = len(one.pictures)
            two.wait_more(25)
            self.assertEqual(len(one.pictures), seen)
            self.assertFalse(one.ended())
            simulator.tell("restore cam1")
            one.wait_more(10)

    def test_a_still_camera_goes_on_sending_one_picture(self):
        with Simulator(self.clip) as simulator, Viewer(simulator.url + "cam1") as viewer:
            viewer.wait_more(5)
            self.assertEqual(simulator.tell("still cam1"), "ok")
            viewer.wait_more(30)
            viewer.wait_more(30)
            self.assertEqual(len(set(viewer.pictures[-20:])), 1)
            simulator.tell("restore cam1")
            viewer.wait_more(60)
            self.assertGreater(len(set(viewer.pictures[-20:])), 5)

    def test_a_garbled_camera_sends_nothing_to_be_made_out(self):
        with Simulator(self.clip) as simulator:
            simulator.tell("garble cam1")
            with Viewer(simulator.url + "cam1") as viewer:
                until(lambda: simulator.state("cam1")["viewers"] == 1 or viewer.ended(), "a viewer connects")
                with Viewer(simulator.url + "cam1") as other:
                    until(lambda: simulator.state("cam1")["position"] > 1.5, "some noise was sent")
                    self.assertLess(len(other.pictures), 10)
            simulator.tell("restore cam1")
            with Viewer(simulator.url + "cam1") as viewer:
                viewer.wait_more(10)

    def test_change_goes_over_to_another_picture_size_in_the_same_connection(self):
        with Simulator(self.clip) as simulator, Viewer(simulator.url + "cam1") as viewer:
            viewer.wait_more(5)
            self.assertEqual(simulator.tell(f"change cam1 {self.small}"), "ok")
            self.assertEqual(simulator.state("cam1")["length"], 2.0)
            viewer.wait_more(15)
            self.assertFalse(viewer.ended())
            shape = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=width,height", "-of", "csv=p=0",
                                    simulator.url + "cam1"], stdout=subprocess.PIPE, text=True, timeout=DEADLINE, check=True).stdout.strip()
            self.assertEqual(shape, "320,240")

    def test_a_change_of_codec_is_served_in_new_connections(self):
        h265, mjpeg = Path(self.folder.name, "h265.mp4"), Path(self.folder.name, "mjpeg.avi")
        make_clip(h265, "320x240", 10, 1, "-c:v", "libx265", "-x265-params", "keyint=10:log-level=none")
        make_clip(mjpeg, "320x240", 10, 1, "-c:v", "mjpeg", "-huffman", "default", "-pix_fmt", "yuvj420p")
        with Simulator(f"one={self.small}") as simulator:
            for clip in h265, mjpeg:
                with Viewer(simulator.url + "one") as viewer:
                    viewer.wait_more(5)
                    self.assertEqual("ok", simulator.tell(f"change one {clip}"))
                    until(viewer.ended, "the old connection ended")
            with Viewer(simulator.url + "one") as viewer:
                viewer.wait_more(5)

    def test_shifted_time_stamps_hold_up_no_picture(self):
        with Simulator(f"one={self.small}") as simulator, Viewer(simulator.url + "one") as viewer:
            for seconds in 3600, -3600:
                viewer.wait_more(5)
                self.assertEqual("ok", simulator.tell(f"shift one {seconds}"))
            viewer.wait_more(20)

    def test_what_is_lost_does_not_come_and_a_reset_ends_the_connection(self):
        with Simulator(f"one={self.small}") as simulator, Viewer(simulator.url + "one") as viewer:
            viewer.wait_more(5)
            self.assertEqual("ok", simulator.tell("lose one 100"))
            time.sleep(1)
            count = len(viewer.pictures)
            time.sleep(1)
            self.assertEqual(count, len(viewer.pictures))
            self.assertEqual("ok", simulator.tell("lose one 0"))
            viewer.wait_more(5)
            self.assertIn("not a percentage", simulator.tell("lose one 101"))
            self.assertEqual("ok", simulator.tell("reset one"))
            until(viewer.ended, "the connection was reset")

    def test_of_a_camera_with_sound_only_there_is_no_picture(self):
        with Simulator("--sound", "voice", f"one={self.small}") as simulator:
            out = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_type", "-of", "csv=p=0",
                                  simulator.url + "voice"], stdout=subprocess.PIPE, text=True, check=True, timeout=DEADLINE).stdout
            self.assertEqual(["audio"], out.split())

    def test_a_refusing_camera_answers_503_until_restored(self):
        with Simulator("--cameras", 2, self.clip) as simulator, Viewer(simulator.url + "cam2") as other:
            self.assertEqual(simulator.tell("refuse cam1"), "ok")
            refused = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", simulator.url + "cam1"],
                                     stderr=subprocess.PIPE, text=True, timeout=DEADLINE)
            self.assertIn("503", refused.stderr or "")
            other.wait_more(10)
            simulator.tell("restore cam1")
            with Viewer(simulator.url + "cam1") as viewer:
                viewer.wait_more(10)

    def test_a_login_is_asked_for(self):
        login = Path(self.folder.name, "login")
        login.write_text("kitchen:open sesame\n")
        for options in ([], ["--digest"]):
            with self.subTest(options=options), Simulator("--login-file", login, *options, "pastry=" + str(self.clip)) as simulator:
                refused = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", simulator.url + "pastry"],
                                         stderr=subprocess.PIPE, text=True, timeout=DEADLINE)
                self.assertIn("401", refused.stderr)
                with Viewer(simulator.url.replace("//", "//kitchen:open%20sesame@") + "pastry") as viewer:
                    viewer.wait_more(10)

    def test_wrong_words_are_answered_with_what_is_right(self):
        with Simulator(self.clip) as simulator:
            self.assertIn("commands: cut CAM", simulator.tell("explode cam1"))
            self.assertIn("cameras: cam1", simulator.tell("cut cam9"))
            self.assertIn("no such file", simulator.tell("change cam1 /nowhere.mp4"))
            self.assertIn("wrong number of words", simulator.tell("cut cam1 now"))
            self.assertEqual(simulator.state("cam1")["mode"], "live")

    def test_a_file_that_cannot_be_served_is_named(self):
        text = Path(self.folder.name, "text.mp4")
        text.write_text("no video")
        own = Path(self.folder.name, "own-tables.mov")
        make_clip(own, "320x240", 10, 1, "-c:v", "mjpeg", "-huffman", "optimal", "-pix_fmt", "yuvj420p")
        for path, reason in ((text, "no H.264, H.265 or MJPEG video"), (Path("/nowhere.mp4"), "no such file"), (own, "its pictures have Huffman tables of their own")):
            done = subprocess.run(["/usr/bin/python3", str(SIMULATOR), str(path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                  timeout=DEADLINE)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"{path}: {reason}", done.stderr)

    def test_it_ends_with_its_stdin_even_with_a_viewer(self):
        with Simulator(self.clip) as simulator, Viewer(simulator.url + "cam1") as viewer:
            viewer.wait_more(5)
            simulator.process.stdin.close()
            self.assertEqual(simulator.process.wait(DEADLINE), 0)


if __name__ == "__main__":
    unittest.main()
