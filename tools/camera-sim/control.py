"""The control line: one command per line, one answer per command."""

import json

from clip import Clip, ClipError

HELP = ("cut CAM | reset CAM | refuse CAM | freeze CAM | still CAM | garble CAM | change CAM FILE | shift CAM SECONDS | lose CAM PERCENT"
        " | restore CAM | status")
PLAIN, WITH_VALUE = ("cut", "reset", "refuse", "freeze", "still", "garble", "restore"), ("change", "shift", "lose")


def answer(cameras, line):
    """`ok`, `ok JSON` for status, or `error: ...`."""
    words = line.split(maxsplit=2)
    if words == ["status"]:
        return "ok " + json.dumps([camera.state() for camera in cameras.values()], ensure_ascii=False)
    verb, camera = words[0] if words else "", cameras.get(words[1]) if len(words) > 1 else None
    if verb not in PLAIN + WITH_VALUE:
        return f"error: unknown command '{line}'; commands: {HELP}"
    if camera is None:
        return f"error: no camera '{words[1] if len(words) > 1 else ''}'; cameras: {', '.join(cameras)}"
    if len(words) != (3 if verb in WITH_VALUE else 2):
        return f"error: wrong number of words in '{line}'; commands: {HELP}"
    try:
        if verb == "change":
            camera.change(Clip.read(words[2]))
        elif verb in WITH_VALUE:
            getattr(camera, verb)(words[2])
        else:
            getattr(camera, verb)()
        return "ok"
    except (ClipError, ValueError) as error:
        return f"error: {error}"
