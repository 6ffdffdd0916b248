"""Draws masks onto bare faces, since people who wear one at work are rare in the labelled pictures."""

import cv2
import numpy as np

from .onnxfile import open_net

COLOURS = [(238, 240, 240), (225, 226, 228), (222, 196, 160), (205, 170, 120), (205, 200, 170), (40, 38, 36), (70, 68, 66), (180, 180, 182)]


FINDER = 640  # side of the face finder's input
STRIDES = (8, 16, 32)


def open_finder(path):
    """YuNet (Wu et al. 2023) as a face finder."""
    return open_net(path)


def landmarks(finder, pixels, head_width, least=0.5):
    """Eyes, nose and corners of the mouth (5 x 2, pixels) of the face nearest to a crop's centre, or None. head_width: in pixels of the crop."""
    factor = min(110 / max(head_width, 1), FINDER / max(pixels.shape[:2]))
    large = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA)
    canvas = np.zeros((FINDER, FINDER, 3), np.uint8)
    canvas[:large.shape[0], :large.shape[1]] = large[:FINDER, :FINDER]
    finder.setInput(canvas.transpose(2, 0, 1)[None].astype(np.float32))
    centre, best = np.array(large.shape[1::-1]) / 2, None
    outputs = finder.forward([f"{name}_{s}" for s in STRIDES for name in ("cls", "obj", "kps")])
    for n, stride in enumerate(STRIDES):
        classes, objects, points = (o[0] for o in outputs[3 * n:3 * n + 3])
        side = FINDER // stride
        cells = np.stack([np.arange(side * side) % side, np.arange(side * side) // side], 1)
        for i in np.nonzero((classes * objects)[:, 0] >= least**2)[0]:
            face = (points[i].reshape(5, 2) + cells[i]) * stride
            far = np.linalg.norm(face.mean(0) - centre)
            if best is None or far < best[0]:
                best = far, face / factor
    return best[1] if best is not None and np.linalg.norm(best[1][0] - best[1][1]) >= 3 else None


def wear(rng, pixels, points, how):
    """The crop with a mask drawn; how: `worn` (nose to chin) or `wrong` (nose free, or under the chin)."""
    eyes, nose, mouth = points[:2].mean(0), points[2], points[3:].mean(0)
    across = points[1] - points[0]
    down = mouth - eyes
    apart = max(np.linalg.norm(across), 0.6 * np.linalg.norm(down))
    across = across / max(np.linalg.norm(across), 1e-6) * apart
    if how == "worn":
        top, bottom = eyes + (nose - eyes) * rng.uniform(0.35, 0.75), mouth + down * rng.uniform(0.55, 0.8)
    elif rng.random() < 0.6:
        top, bottom = nose + down * rng.uniform(0.12, 0.28), mouth + down * rng.uniform(0.55, 0.85)
    else:
        top, bottom = mouth + down * rng.uniform(0.2, 0.4), mouth + down * rng.uniform(0.8, 1.1)
    # The side of the face that is turned away is narrower.
    turn = float(np.clip((nose - eyes) @ across / (across @ across), -0.45, 0.45))
    left, right = -across * (0.62 + 0.75 * turn), across * (0.62 - 0.75 * turn)
    side = down * rng.uniform(-0.02, 0.12)
    outline = np.array([top, top + right * 0.55 + side * 0.5, top + right + side + down * 0.06, bottom + right * 0.72 - down * 0.25, bottom,
                        bottom + left * 0.72 - down * 0.25, top + left + side + down * 0.06, top + left * 0.55 + side * 0.5])
    return laid(rng, pixels, outline, top + right + side, top + left + side, across, down)


def laid(rng, pixels, outline, right, left, across, down):
    h, w = pixels.shape[:2]
    zoom = 4
    alpha = np.zeros((h * zoom, w * zoom), np.uint8)
    cv2.fillPoly(alpha, [np.round(smooth(outline) * zoom).astype(np.int32)], 255)
    shade = np.full((h * zoom, w * zoom), 255, np.uint8)
    for _ in range(rng.integers(0, 4)):  # folds
        at = outline[0] + (outline[4] - outline[0]) * rng.uniform(0.2, 0.85)
        ends = [at - across * 0.5, at + across * 0.5]
        cv2.line(shade, *[tuple(int(v * zoom) for v in e) for e in ends], int(rng.uniform(190, 235)), zoom)
    if rng.random() < 0.6:  # straps
        for from_, out in ((right, across), (left, -across)):
            cv2.line(alpha, tuple(int(v * zoom) for v in from_), tuple(int(v * zoom) for v in from_ + out * 0.35 - down * 0.15), 200, max(1, zoom // 2))
    alpha = cv2.GaussianBlur(cv2.resize(alpha, (w, h), interpolation=cv2.INTER_AREA), (0, 0), 0.5).astype(np.float32)[..., None] / 255
    shade = cv2.resize(shade, (w, h), interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] / 255
    # Light falls on the mask as on the face below it.
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(np.float32), (0, 0), max(1.0, np.linalg.norm(across) / 3))
    inside = grey[alpha[..., 0] > 0.5]
    light = (grey / max(float(inside.mean()) if len(inside) else 128.0, 20))[..., None] ** 0.7
    level = np.clip((inside.mean() if len(inside) else 128) / 150, 0.35, 1.15) ** rng.uniform(0.5, 1.0)
    colour = np.array(COLOURS[rng.integers(len(COLOURS))], np.float32) * rng.uniform(0.85, 1.08, 3)
    mask = np.clip(colour * level * light * shade + rng.normal(0, 3, (h, w, 1)), 0, 255)
    return np.clip(pixels * (1 - alpha) + mask * alpha, 0, 255).astype(np.uint8)


def smooth(outline, times=2):
    """Chaikin's corner cutting."""
    for _ in range(times):
        following = np.roll(outline, -1, 0)
        outline = np.stack([0.75 * outline + 0.25 * following, 0.25 * outline + 0.75 * following], 1).reshape(-1, 2)
    return outline
