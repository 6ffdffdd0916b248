"""What cameras do to pictures: geometry with boxes, and everything that happens to the pixels."""

import cv2
import numpy as np

from .geometry import visible_share, warp_boxes


def affine(rng, width, height, size, stretch, scale=(0.5, 1.5), turn=7.0, shift=0.15):
    """A 2x3 map of a picture into a size x size frame.

    `stretch` widens pictures that were squeezed to a square when the set was made, with a probability of one half.
    """
    fit = size / max(width, height)
    zoom = fit * np.exp(rng.uniform(*np.log(scale)))
    wide = np.exp(rng.normal(0, 0.08)) * (rng.uniform(1.2, 1.78) if stretch and rng.random() < 0.5 else 1.0)
    angle = np.deg2rad(rng.uniform(-turn, turn)) if rng.random() < 0.3 else 0.0
    flip = -1 if rng.random() < 0.5 else 1
    sx, sy = zoom * np.sqrt(wide) * flip, zoom / np.sqrt(wide)
    cos, sin = np.cos(angle), np.sin(angle)
    linear = np.array([[cos * sx, -sin * sy], [sin * sx, cos * sy]])
    centre = size / 2 + rng.uniform(-shift, shift, 2) * size
    return np.concatenate([linear, (centre - linear @ (width / 2, height / 2))[:, None]], 1)


def warp(picture, boxes, matrix, size, fill):
    shrink = np.sqrt(abs(np.linalg.det(matrix[:, :2])))
    if shrink < 0.7:  # warpAffine has no area averaging: without this, small heads turn into noise no camera shows
        picture = cv2.GaussianBlur(picture, (0, 0), 0.35 / shrink)
    picture = cv2.warpAffine(picture, matrix, (size, size), flags=cv2.INTER_LINEAR, borderValue=fill)
    inside, share = visible_share(warp_boxes(boxes, matrix), size, size)
    return picture, inside, share


def fisheye(rng, picture, boxes):
    """Barrel distortion of a wide lens; boxes are bounds of their distorted outlines."""
    size = picture.shape[0]
    k = rng.uniform(0.05, 0.35)
    half = size / 2
    y, x = (np.mgrid[:size, :size] - half + 0.5) / half
    stretch = (1 + k * (x * x + y * y)) / (1 + k)
    out = cv2.remap(picture, (x * stretch * half + half - 0.5).astype(np.float32), (y * stretch * half + half - 0.5).astype(np.float32),
                    cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if not len(boxes):
        return out, boxes
    # The map goes from the distorted radius to the true one; boxes need its inverse.
    distorted = np.linspace(0, 2, 400)
    true = distorted * (1 + k * distorted**2) / (1 + k)
    share = np.linspace(0, 1, 5)
    outline = np.concatenate([np.stack(np.broadcast_arrays(a, b), 1) for a, b in ((share, 0), (share, 1), (0, share), (1, share))])
    points = boxes[:, None, :2] + outline[None] * (boxes[:, None, 2:] - boxes[:, None, :2])
    points = (points - half) / half
    radius = np.maximum(np.linalg.norm(points, axis=2, keepdims=True), 1e-6)
    points = points / radius * np.interp(radius, true, distorted) * half + half
    return out, np.concatenate([points.min(1), points.max(1)], 1).clip(0, size)


def pixels(rng, picture, strength=1.0):
    """Light, colour, infrared, steam, blur, low resolution, noise and compression."""
    chance = lambda p: rng.random() < p * strength
    out = picture.astype(np.float32)
    if chance(0.7):
        out = (out - 128) * rng.uniform(0.7, 1.3) + 128 + rng.uniform(-30, 30)
    if chance(0.3):
        out = 255 * (np.clip(out, 0, 255) / 255) ** np.exp(rng.normal(0, 0.35))
    if chance(0.5):
        out *= rng.uniform(0.85, 1.15, 3)
    if chance(0.5):
        grey = out.mean(2, keepdims=True)
        out = grey + (out - grey) * rng.uniform(0.3, 1.4)
    if chance(0.12):
        out = infrared(rng, out)
    if chance(0.08):
        out = steam(rng, out)
    out = np.clip(out, 0, 255).astype(np.uint8)
    if chance(0.25):
        out = blur(rng, out)
    if chance(0.2):
        out = coarse(rng, out)
    if chance(0.25):
        out = np.clip(out + rng.normal(0, rng.uniform(2, 14), out.shape), 0, 255).astype(np.uint8)
    if chance(0.45):
        out = compress(out, int(rng.uniform(18, 80)))
    return out


def infrared(rng, picture):
    """A night picture: grey from random channel weights, lit from the middle."""
    grey = (picture * rng.dirichlet((1, 1, 1))).sum(2, keepdims=True)
    h, w = picture.shape[:2]
    y, x = np.mgrid[-1:1:h * 1j, -1:1:w * 1j]
    return np.repeat(grey * (1.1 - rng.uniform(0, 0.5) * (x**2 + y**2))[..., None], 3, 2)


def steam(rng, picture):
    """A white soft cloud over a part of the picture."""
    h, w = picture.shape[:2]
    cloud = cv2.resize(rng.random((5, 5)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    cover = np.clip(cloud - rng.uniform(0.2, 0.6), 0, 1)[..., None] * rng.uniform(0.4, 1.0)
    return picture * (1 - cover) + rng.uniform(190, 250) * cover


def blur(rng, picture):
    if rng.random() < 0.5:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.8))
    length = int(rng.integers(3, 9))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(picture, -1, kernel / max(kernel.sum(), 1e-6))


def coarse(rng, picture):
    """Shrunk and enlarged again, as a substream or digital zoom does."""
    h, w = picture.shape[:2]
    factor = rng.uniform(0.4, 0.9)
    small = cv2.resize(picture, (max(2, int(w * factor)), max(2, int(h * factor))), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)


def compress(picture, quality):
    return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
