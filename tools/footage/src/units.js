// The units along the walls: x along the wall, z out of it.
import { Matrix4 } from 'three';
import { clutter } from './textures.js';
import { fill, small, steel } from './small.js';

const legs = (b, w, d, h) => {
  for (const x of [-1, 1])
    for (const z of [-1, 1]) b.cylinder(x * (w / 2 - 0.05), h / 2, z * (d / 2 - 0.05), 0.02, 0.02, h, steel, 'steel', { seg: 8 });
};
export function table(b, r, w, d, { density = 0.7, splash = false, top = 'steel' } = {}) {
  const h = 0.86;
  legs(b, w, d, h);
  if (top === 'wood') b.box(0, h + 0.02, 0, w, 0.05, d, '#ffffff', 'matt', { map: clutter(r, 'wood') });
  else if (top === 'stone') b.box(0, h + 0.015, 0, w, 0.05, d, '#e6e4df', 'gloss');
  else b.box(0, h + 0.02, 0, w, 0.04, d, steel, 'steel');
  b.box(0, h - 0.05, 0, w - 0.04, 0.1, d - 0.06, '#c3c6c9', 'dullSteel');
  b.box(0, 0.24, 0, w - 0.1, 0.02, d - 0.1, '#c3c6c9', 'dullSteel');
  if (splash) b.box(0, h + 0.1, -d / 2 + 0.01, w, 0.14, 0.02, steel, 'steel');
  fill(b, r, w, d, h + 0.042, density);
  fill(b, r, w, d, 0.25, 0.6, ['pot', 'crate', 'carton', 'bowl', 'jar', 'sack', 'plates']);
}
export const units = {
  table: {
    w: [1.0, 2.0],
    work: ['chop', 'knead', 'arrange', 'plate', 'wipe'],
    make: (b, r, w) => {
      b.in(0, 0, 0.36, 0, () => table(b, r, w, 0.7, { splash: true, density: 0.75, top: r.weighted({ steel: 6, stone: 1, wood: 0.6 }) }));
      if (r.chance(0.8)) shelf(b, r, w);
    },
  },
  sink: {
    w: [1.1, 1.8],
    work: ['wipe', 'stir'],
    make: (b, r, w) => {
      const h = 0.88;
      b.in(0, 0, 0.36, 0, () => {
        legs(b, w, 0.7, h);
        const n = w > 1.4 ? 2 : 1,
          bw = 0.5;
        b.box(0, h, -0.3, w, 0.03, 0.1, steel, 'steel');
        b.box(0, h, 0.31, w, 0.03, 0.08, steel, 'steel');
        b.box(0, h + 0.1, -0.34, w, 0.2, 0.02, steel, 'steel');
        const xs = n === 2 ? [-w / 4, w / 4] : [-w / 5];
        let x0 = -w / 2;
        for (const x of xs) {
          b.box((x0 + x - bw / 2) / 2, h, 0, x - bw / 2 - x0, 0.03, 0.54, steel, 'steel');
          x0 = x + bw / 2;
          for (const k of [-1, 1]) {
            b.box(x + (k * bw) / 2, h - 0.13, 0, 0.01, 0.27, 0.54, '#8d9094', 'dullSteel');
            b.box(x, h - 0.13, k * 0.26, bw, 0.27, 0.01, '#8d9094', 'dullSteel');
          }
          b.box(x, h - 0.26, 0, bw, 0.01, 0.54, '#7d8084', 'dullSteel');
          b.tube([x, h, -0.28], [x, h + 0.34, -0.28], 0.014, steel);
          b.tube([x, h + 0.34, -0.28], [x, h + 0.3, -0.06], 0.013, steel);
          b.tube([x - 0.05, h + 0.06, -0.27], [x + 0.05, h + 0.06, -0.27], 0.012, steel);
        }
        b.box((x0 + w / 2) / 2, h, 0, w / 2 - x0, 0.03, 0.54, steel, 'steel');
        b.box(0, 0.24, 0, w - 0.1, 0.02, 0.6, '#c3c6c9', 'dullSteel');
        fill(b, r, w, 0.6, 0.25, 0.5, ['crate', 'pot', 'bowl', 'carton']);
        if (r.chance(0.7)) b.in(w / 2 - 0.22, h + 0.015, 0, 0, () => small[r.pick(['plates', 'bowl', 'bottle'])](b, r, 0, 0, 0));
      });
      if (r.chance(0.7)) shelf(b, r, w);
    },
  },
  stove: {
    w: [1.2, 1.8],
    work: ['stir', 'stir', 'plate'],
    make: (b, r, w, k) => {
      b.box(0, 0.42, 0.38, w, 0.78, 0.74, '#cfd2d5', 'steel');
      b.box(0, 0.83, 0.38, w, 0.04, 0.76, '#8d9094', 'dullSteel');
      b.box(0, 0.93, 0.02, w, 0.22, 0.03, steel, 'steel');
      const n = Math.max(2, Math.round(w / 0.55));
      for (let i = 0; i < n; i++) {
        const x = -w / 2 + (w / n) * (i + 0.5);
        b.ring(x, 0.86, 0.4, 0.15, 0.018, '#1b1b1d', 'rubber');
        b.cylinder(x, 0.857, 0.4, 0.05, 0.05, 0.02, '#2b2622', 'rubber');
        b.cylinder(x, 0.7, 0.765, 0.03, 0.03, 0.03, '#1b1b1d', 'plastic', { rot: new Matrix4().makeRotationX(Math.PI / 2) });
        (k.burners ??= []).push(b.world(x, 0.88, 0.4));
        if (r.chance(0.6)) {
          if (r.chance(0.5)) {
            b.lathe(
              x,
              0.875,
              0.4,
              [
                [0.02, 0],
                [0.12, 0.03],
                [0.2, 0.11],
                [0.21, 0.11],
                [0.13, 0.02],
              ],
              '#2a2724',
              [0.35, 0.5],
            );
            b.tube([x + 0.1, 0.97, 0.56], [x + 0.22, 1.02, 0.78], 0.014, '#3a2a1c', 'plastic');
          } else small.pot(b, r, x, 0.88, 0.4);
        }
      }
      for (let i = 0; i < 2; i++) {
        b.box(-w / 4 + (i * w) / 2, 0.38, 0.755, w / 2 - 0.06, 0.46, 0.015, '#9a9da1', 'dullSteel');
        b.tube([-w / 4 + (i * w) / 2 - 0.2, 0.58, 0.79], [-w / 4 + (i * w) / 2 + 0.2, 0.58, 0.79], 0.012, steel);
      }
      b.box(0, 2.12, 0.42, w + 0.2, 0.22, 0.84, '#d3d6d9', 'steel');
      b.box(0, 2.4, 0.3, w * 0.7, 0.4, 0.5, '#b1b4b8', 'dullSteel');
      b.box(0, 2.0, 0.83, w + 0.2, 0.03, 0.03, steel, 'steel');
    },
  },
  fridge: {
    w: [0.7, 1.3],
    work: [],
    make: (b, r, w) => {
      const white = r.chance(0.25),
        c = white ? '#eef0f1' : '#d3d6d9',
        k = white ? 'gloss' : 'steel',
        n = w > 1 ? 2 : 1;
      b.box(0, 0.98, 0.38, w, 1.86, 0.72, c, k);
      for (let i = 0; i < n; i++)
        for (const [y, h] of [
          [0.5, 0.84],
          [1.4, 0.9],
        ]) {
          const x = -w / 2 + (w / n) * (i + 0.5);
          b.box(x, y, 0.75, w / n - 0.03, h, 0.03, c, k);
          b.tube(
            [x + (i ? -1 : 1) * (w / n / 2 - 0.07), y - 0.15, 0.79],
            [x + (i ? -1 : 1) * (w / n / 2 - 0.07), y + 0.15, 0.79],
            0.012,
            '#5a5d61',
            'plastic',
          );
        }
      b.box(0, 1.9, 0.76, 0.16, 0.05, 0.01, '#16281c', 'gloss');
      b.box(0.045, 1.9, 0.766, 0.03, 0.015, 0.004, '#66ff88', 'matt', { glow: 1 });
      if (r.chance(0.5)) fill(b, r, w, 0.5, 1.92, 0.7, ['carton', 'crate', 'pot']);
      if (r.chance(0.5)) b.card(-0.1, 1.35, 0.768, 0.2, 0.28, clutter(r, 'paper'));
    },
  },
  oven: {
    w: [0.9, 1.2],
    work: ['look'],
    make: (b, r, w) => {
      b.box(0, 0.85, 0.4, w, 1.6, 0.76, '#cdd0d3', 'steel');
      for (const y of [0.55, 1.2]) {
        b.box(0, y, 0.785, w - 0.2, 0.42, 0.02, '#141416', [0.08, 0]);
        b.tube([-w / 2 + 0.15, y + 0.25, 0.82], [w / 2 - 0.15, y + 0.25, 0.82], 0.014, steel);
      }
      b.card(w / 2 - 0.12, 1.55, 0.786, 0.16, 0.16, clutter(r, 'panel'));
    },
  },
  rack: {
    w: [0.65, 0.75],
    work: [],
    make: (b, r, w) => {
      for (const x of [-1, 1]) for (const z of [0.06, 0.6]) b.box(x * (w / 2 - 0.03), 0.95, z, 0.03, 1.7, 0.03, steel, 'steel');
      for (let i = 0; i < 11; i++)
        if (r.chance(0.8)) {
          const y = 0.25 + i * 0.14;
          b.box(0, y, 0.34, w - 0.08, 0.015, 0.56, r.pick([steel, '#6d7074']), 'dullSteel');
          if (r.chance(0.75)) b.card(0, y + 0.012, 0.34, w - 0.14, 0.5, clutter(r, 'pastry'), 'up');
        }
    },
  },
  shelf: {
    w: [0.9, 1.5],
    work: ['arrange'],
    make: (b, r, w) => {
      for (const x of [-1, 1])
        for (const z of [0.04, 0.46]) b.cylinder(x * (w / 2 - 0.03), 0.95, z, 0.015, 0.015, 1.9, steel, 'steel', { seg: 8 });
      for (const y of [0.2, 0.7, 1.2, 1.75]) {
        b.box(0, y, 0.25, w, 0.025, 0.46, '#cfd2d5', 'dullSteel');
        b.in(0, y + 0.014, 0.25, 0, () =>
          fill(b, r, w, 0.4, 0, 0.9, ['carton', 'crate', 'jar', 'pot', 'plates', 'sack', 'bottle', 'bowl']),
        );
      }
    },
  },
  door: {
    w: [0.95, 1.1],
    work: [],
    make: (b, r, w) => {
      const c = r.pick(['#c9ccd0', '#e4e2da', '#7f97a8', '#8a6a4a']);
      b.box(0, 1.05, 0.02, w - 0.1, 2.1, 0.04, c, c === '#c9ccd0' ? 'dullSteel' : 'plastic');
      b.box(0, 2.13, 0.03, w, 0.07, 0.07, '#8d9094', 'plastic');
      for (const k of [-1, 1]) b.box(k * (w / 2 - 0.03), 1.05, 0.03, 0.06, 2.1, 0.07, '#8d9094', 'plastic');
      b.box(w / 2 - 0.18, 1.02, 0.06, 0.12, 0.03, 0.05, steel, 'steel');
      if (r.chance(0.5)) b.box(0, 1.6, 0.045, 0.3, 0.45, 0.01, '#9fb9c9', 'gloss', { glow: 0.25 });
    },
  },
  passage: {
    w: [1.1, 1.15],
    work: [],
    make: (b, r, w) => {
      b.box(0, 1.06, 0.012, w - 0.12, 2.12, 0.01, '#2c343a', 'matt');
      for (let i = 0; i < 6; i++)
        b.box(
          -w / 2 + 0.14 + (i * (w - 0.28)) / 5,
          1.05,
          0.022 + (i % 2) * 0.008,
          (w - 0.12) / 6 + 0.02,
          2.08,
          0.006,
          i % 2 ? '#7f96a1' : '#6b838f',
          'gloss',
        );
      b.box(0, 2.16, 0.04, w, 0.08, 0.08, '#9a9da1');
      for (const k of [-1, 1]) b.box(k * (w / 2 - 0.03), 1.06, 0.04, 0.06, 2.12, 0.08, '#9a9da1');
    },
  },
};
function shelf(b, r, w) {
  const rows = r.int(1, 2);
  for (let i = 0; i < rows; i++) {
    const y = 1.5 + i * 0.38;
    b.box(0, y, 0.17, w - 0.1, 0.025, 0.32, '#d3d6d9', 'steel');
    b.in(0, y + 0.015, 0.17, 0, () => fill(b, r, w - 0.15, 0.28, 0, 0.85, ['jar', 'pot', 'bottle', 'bowl', 'carton', 'plates', 'crate']));
  }
  if (rows === 1 || r.chance(0.5)) {
    b.tube([-w / 2 + 0.1, 1.35, 0.06], [w / 2 - 0.1, 1.35, 0.06], 0.01, steel);
    for (let x = -w / 2 + 0.2; x < w / 2 - 0.1; x += r.range(0.1, 0.22)) {
      const l = r.range(0.18, 0.32);
      b.tube([x, 1.34, 0.075], [x, 1.34 - l, 0.075], 0.006, steel);
      if (r.chance(0.7)) b.sphere(x, 1.34 - l, 0.09, 0.045, 0.045, 0.02, r.chance(0.8) ? steel : '#2b2b2d', 'steel');
    }
  }
}
