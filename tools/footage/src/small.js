// Small things on tops and shelves: each stands at x, y, z. A bin stands on the floor at the origin.
import { Matrix4 } from 'three';
import { clutter } from './textures.js';

export const steel = '#dfe2e4';
export const small = {
  bowl: (b, r, x, y, z) => {
    const s = r.range(0.09, 0.17);
    b.lathe(
      x,
      y,
      z,
      [
        [0.01, 0.004],
        [s * 0.5, 0.004],
        [s * 0.9, s * 0.4],
        [s, s * 0.62],
        [s * 0.96, s * 0.6],
        [s * 0.5, 0.02],
        [0, 0.02],
      ],
      r.chance(0.7) ? steel : '#f2f2f0',
      r.chance(0.7) ? 'steel' : 'gloss',
    );
    if (r.chance(0.5))
      b.sphere(x, y + s * 0.3, z, s * 0.72, s * 0.2, s * 0.72, r.pick(['#e9dcc0', '#7a4a2a', '#8fae4f', '#c8442f', '#f0eadb']), 'matt');
  },
  pot: (b, r, x, y, z) => {
    const s = r.range(0.1, 0.2),
      h = s * r.range(0.9, 1.5),
      c = r.chance(0.8) ? steel : '#2a2a2c';
    b.cylinder(x, y + h / 2, z, s, s, h, c, 'steel', { open: true });
    b.cylinder(x, y + 0.01, z, s, s, 0.02, c, 'steel');
    if (r.chance(0.6)) {
      b.cylinder(x, y + h + 0.01, z, s * 1.03, s * 0.9, 0.025, c, 'steel');
      b.cylinder(x, y + h + 0.04, z, 0.02, 0.025, 0.03, '#222222');
    } else b.cylinder(x, y + h * 0.75, z, s * 0.96, s * 0.96, 0.01, r.pick(['#8a4b23', '#d9b36a', '#5a2a18', '#dcd8c8']), 'gloss');
    for (const k of [-1, 1]) b.box(x + k * (s + 0.025), y + h * 0.75, z, 0.05, 0.015, 0.06, c, 'steel');
  },
  crate: (b, r, x, y, z) => {
    const w = r.range(0.26, 0.42),
      h = r.range(0.1, 0.24),
      d = r.range(0.22, 0.32),
      c = r.pick(['#3f8f4a', '#c9d13a', '#2d5fae', '#c23b32', '#e8e6df', '#e0902f', '#9fb6c6']);
    b.box(x, y + 0.01, z, w, 0.02, d, c);
    for (const k of [-1, 1]) {
      b.box(x + k * (w / 2), y + h / 2, z, 0.015, h, d, c);
      b.box(x, y + h / 2, z + k * (d / 2), w, h, 0.015, c);
    }
    if (r.chance(0.6)) b.card(x, y + h * 0.8, z, w * 0.96, d * 0.96, clutter(r, 'veg'), 'up');
  },
  carton: (b, r, x, y, z) => {
    const w = r.range(0.22, 0.4),
      h = r.range(0.16, 0.3),
      d = r.range(0.2, 0.32);
    b.box(x, y + h / 2, z, w, h, d, '#ffffff', 'matt', { map: clutter(r, 'carton'), fit: true, yaw: r.range(-0.2, 0.2) });
  },
  board: (b, r, x, y, z) => {
    b.box(x, y + 0.012, z, 0.42, 0.024, 0.28, r.pick(['#f0efe8', '#5fae5f', '#d8c33a', '#c0493d', '#4a82c4']), 'plastic', {
      yaw: r.range(-0.4, 0.4),
    });
    for (let i = 0; i < r.int(0, 6); i++)
      b.sphere(
        x + r.range(-0.14, 0.14),
        y + 0.035,
        z + r.range(-0.08, 0.08),
        0.035,
        0.02,
        0.025,
        r.pick(['#d9583d', '#7ba33f', '#e8dfc9', '#e0902f', '#b5564d']),
        'matt',
      );
    b.box(x + 0.12, y + 0.03, z + 0.05, 0.19, 0.004, 0.035, steel, 'steel', { yaw: r.range(0, 3) });
  },
  bottle: (b, r, x, y, z) => {
    for (let i = 0; i < r.int(1, 4); i++) {
      const s = r.range(0.028, 0.045),
        h = r.range(0.18, 0.3),
        c = r.pick(['#5a2a12', '#e8c53a', '#c23b32', '#e9e9e6', '#2f6b3f', '#1b1b1d', '#d9d2bf']);
      b.lathe(
        x + i * 0.09,
        y,
        z + r.range(-0.05, 0.05),
        [
          [0, 0],
          [s, 0.005],
          [s, h * 0.62],
          [s * 0.35, h * 0.8],
          [s * 0.33, h],
          [0, h],
        ],
        c,
        'gloss',
      );
    }
  },
  tray: (b, r, x, y, z) => {
    const yaw = r.range(-0.15, 0.15);
    b.box(x, y + 0.008, z, 0.5, 0.016, 0.36, r.pick([steel, '#2b2b2d', '#b9bcc0']), 'dullSteel', { yaw });
    b.card(x, y + 0.019, z, 0.47, 0.33, clutter(r, 'pastry'), 'up');
  },
  plates: (b, r, x, y, z) => {
    const n = r.int(4, 16);
    for (let i = 0; i < n; i++) b.cylinder(x, y + 0.008 + i * 0.015, z, 0.07, 0.115, 0.013, '#f4f3ef', 'gloss');
  },
  jar: (b, r, x, y, z) => {
    for (let i = 0; i < r.int(2, 4); i++) {
      const s = r.range(0.05, 0.08),
        h = r.range(0.12, 0.22);
      b.cylinder(x + i * 0.17, y + h / 2, z, s, s, h, r.pick(['#e9e6da', '#b5352f', '#d9a441', '#f2f2f2', '#7a4a2a']), 'gloss', {
        map: r.chance(0.5) ? clutter(r, 'label') : null,
        fit: true,
      });
      b.cylinder(x + i * 0.17, y + h + 0.012, z, s, s, 0.025, r.pick(['#2b2b2d', '#c23b32', '#e8e8e8', '#2d5fae']), 'plastic');
    }
  },
  scale: (b, r, x, y, z) => {
    b.box(x, y + 0.04, z, 0.26, 0.08, 0.28, '#d8dadd', 'plastic');
    b.box(x, y + 0.09, z - 0.02, 0.25, 0.012, 0.22, steel, 'steel');
    b.box(x, y + 0.05, z + 0.142, 0.12, 0.04, 0.005, '#1d2b22', 'gloss');
  },
  mixer: (b, r, x, y, z) => {
    const c = r.pick(['#e9e9e6', '#b5352f', '#4a4d52', '#c9ccd0']);
    b.box(x, y + 0.03, z, 0.24, 0.06, 0.36, c, 'gloss');
    b.box(x, y + 0.2, z - 0.13, 0.13, 0.34, 0.12, c, 'gloss');
    b.box(x, y + 0.4, z, 0.15, 0.13, 0.38, c, 'gloss');
    b.lathe(
      x,
      y + 0.06,
      z + 0.07,
      [
        [0.03, 0],
        [0.09, 0.03],
        [0.12, 0.18],
        [0.115, 0.18],
        [0, 0.02],
      ],
      steel,
      'steel',
    );
  },
  sack: (b, r, x, y, z) => {
    b.sphere(x, y + 0.11, z, 0.24, 0.12, 0.17, r.pick(['#e9e2d0', '#d8c7a3', '#f2f0ea']), 'matt');
  },
  papers: (b, r, x, y, z) => b.card(x, y + 0.004, z, 0.21, 0.29, clutter(r, 'paper'), 'up'),
  veg: (b, r, x, y, z) => {
    const c = r.pick(['#7ba33f', '#d9583d', '#e0902f', '#efe9da', '#8a3d6b', '#c9a26b']);
    for (let i = 0; i < r.int(3, 9); i++)
      b.sphere(x + r.range(-0.12, 0.12), y + 0.035, z + r.range(-0.1, 0.1), r.range(0.03, 0.06), 0.035, r.range(0.03, 0.05), c, 'plastic');
  },
};
const kinds = Object.keys(small);
export function fill(b, r, w, d, y, density = 0.7, list = kinds) {
  for (let x = -w / 2 + 0.2; x < w / 2 - 0.15; x += r.range(0.3, 0.6))
    if (r.chance(density)) b.in(x, y, r.range(-0.2, 0.2) * d, 0, () => small[r.pick(list)](b, r, 0, 0, 0), d < 0.35 ? 0.72 : 1);
}
/** A bin (state: closed, open, over); returns the height of its rim. */
export function bin(b, r, state) {
  const c = r.pick(['#3c4046', '#2d5fae', '#2f7a45', '#6b6f74', '#b5352f', '#4d4f52']),
    round = r.chance(0.5),
    h = r.range(0.5, 0.68);
  if (round) b.cylinder(0, h / 2, 0, 0.18, 0.22, h, c, 'plastic', { open: state !== 'closed' });
  else
    for (const [x, z, w, d] of [
      [-0.2, 0, 0.02, 0.36],
      [0.2, 0, 0.02, 0.36],
      [0, 0.18, 0.42, 0.02],
      [0, -0.18, 0.42, 0.02],
    ])
      b.box(x, h / 2, z, w, h, d, c);
  if (state === 'closed') {
    b.box(0, h + 0.015, 0, round ? 0.01 : 0.45, 0.03, round ? 0.01 : 0.4, c);
    if (round) b.sphere(0, h, 0, 0.23, 0.07, 0.23, c);
    return h;
  }
  b.cylinder(0, h - 0.03, 0, 0.2, 0.235, 0.1, '#17181a', 'gloss', { open: true });
  if (state === 'open') {
    b.cylinder(0, h * 0.7, 0, 0.17, 0.17, 0.01, '#3a352c', 'matt');
    return h;
  }
  for (let i = 0; i < 22; i++) {
    const a = r.range(0, 6.3),
      q = r.range(0, 0.17),
      y = h + r.range(-0.04, 0.16) - q * 0.3;
    const k = r.int(0, 3);
    if (k === 0)
      b.box(Math.cos(a) * q, y, Math.sin(a) * q, 0.11, 0.08, 0.1, r.pick(['#d8c7a3', '#f2f2f0', '#c23b32', '#b98b5a']), 'matt', { yaw: a });
    else if (k === 1)
      b.sphere(Math.cos(a) * q, y, Math.sin(a) * q, 0.08, 0.05, 0.06, r.pick(['#e9e9ee', '#7ba33f', '#c9a26b', '#f4f4f4']), 'plastic');
    else if (k === 2)
      b.cylinder(
        Math.cos(a) * q,
        y + 0.03,
        Math.sin(a) * q,
        0.035,
        0.035,
        0.18,
        r.pick(['#9fd0e8', '#e8e8e8', '#2f6b3f', '#c8a02f']),
        'gloss',
        { rot: new Matrix4().makeRotationZ(a) },
      );
    else b.sphere(Math.cos(a) * q, y, Math.sin(a) * q, 0.1, 0.07, 0.09, '#1d1e20', 'gloss');
  }
  return h;
}
