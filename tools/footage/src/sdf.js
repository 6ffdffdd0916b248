// Signed distance fields (metres) and their surfaces: how every organic shape is made.
import { clamp } from './random.js';

// Math.hypot is many times slower than a square root here, and this is the inner loop.
export const len = (x, y) => Math.sqrt(x * x + y * y);
export const smin = (a, b, k) => {
  if (a - b > k) return b;
  if (b - a > k) return a;
  const h = clamp(0.5 + (0.5 * (b - a)) / k);
  return b + (a - b) * h - k * h * (1 - h);
};
export const smax = (a, b, k) => -smin(-a, -b, k);
export const ellipsoid = (p, c, r) => {
  const x = (p[0] - c[0]) / r[0],
    y = (p[1] - c[1]) / r[1],
    z = (p[2] - c[2]) / r[2];
  const u = x / r[0],
    v = y / r[1],
    w = z / r[2],
    k0 = Math.sqrt(x * x + y * y + z * z),
    k1 = Math.sqrt(u * u + v * v + w * w);
  return k1 < 1e-9 ? -Math.min(...r) : (k0 * (k0 - 1)) / k1;
};
/** Capsule from a to b whose radius goes from ra to rb. */
export const cone = (p, a, b, ra, rb) => {
  const bx = b[0] - a[0],
    by = b[1] - a[1],
    bz = b[2] - a[2];
  const px = p[0] - a[0],
    py = p[1] - a[1],
    pz = p[2] - a[2];
  const t = clamp((px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz));
  const x = px - bx * t,
    y = py - by * t,
    z = pz - bz * t;
  return Math.sqrt(x * x + y * y + z * z) - (ra + (rb - ra) * t);
};

/** The zero surface of f inside lo..hi by surface nets at step h: {position, normal, ao, index}. */
export function surface(f, lo, hi, h) {
  const n = [0, 1, 2].map((i) => Math.ceil((hi[i] - lo[i]) / h) + 2);
  const [nx, ny] = n,
    v = new Float32Array(n[0] * n[1] * n[2]);
  const at = (i, j, k) => i + nx * (j + ny * k);
  for (let k = 0; k < n[2]; k++)
    for (let j = 0; j < n[1]; j++) for (let i = 0; i < nx; i++) v[at(i, j, k)] = f([lo[0] + i * h, lo[1] + j * h, lo[2] + k * h]);
  const cell = new Int32Array(v.length).fill(-1),
    pos = [],
    idx = [];
  const corner = [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
    [1, 0, 1],
    [0, 1, 1],
    [1, 1, 1],
  ];
  const edge = [
    [0, 1],
    [0, 2],
    [0, 4],
    [1, 3],
    [1, 5],
    [2, 3],
    [2, 6],
    [3, 7],
    [4, 5],
    [4, 6],
    [5, 7],
    [6, 7],
  ];
  for (let k = 0; k < n[2] - 1; k++)
    for (let j = 0; j < ny - 1; j++)
      for (let i = 0; i < nx - 1; i++) {
        let x = 0,
          y = 0,
          z = 0,
          c = 0;
        for (const [a, b] of edge) {
          const A = corner[a],
            B = corner[b];
          const va = v[at(i + A[0], j + A[1], k + A[2])],
            vb = v[at(i + B[0], j + B[1], k + B[2])];
          if (va < 0 === vb < 0) continue;
          const t = va / (va - vb);
          x += A[0] + (B[0] - A[0]) * t;
          y += A[1] + (B[1] - A[1]) * t;
          z += A[2] + (B[2] - A[2]) * t;
          c++;
        }
        if (!c) continue;
        cell[at(i, j, k)] = pos.length / 3;
        pos.push(lo[0] + (i + x / c) * h, lo[1] + (j + y / c) * h, lo[2] + (k + z / c) * h);
      }
  const step = [1, nx, nx * ny];
  for (let k = 1; k < n[2] - 1; k++)
    for (let j = 1; j < ny - 1; j++)
      for (let i = 1; i < nx - 1; i++) {
        const o = at(i, j, k);
        for (let a = 0; a < 3; a++) {
          if (v[o] < 0 === v[o + step[a]] < 0) continue;
          const b = step[(a + 1) % 3],
            c = step[(a + 2) % 3];
          const q = [cell[o - b - c], cell[o - c], cell[o], cell[o - b]];
          if (q.includes(-1)) continue;
          if (v[o] < 0) idx.push(q[0], q[1], q[2], q[0], q[2], q[3]);
          else idx.push(q[0], q[2], q[1], q[0], q[3], q[2]);
        }
      }
  return finish(f, pos, idx, h);
}

function finish(f, pos, idx, h) {
  const count = pos.length / 3,
    nor = new Float32Array(pos.length),
    ao = new Float32Array(count),
    e = h * 0.35;
  const grad = (p) => {
    const g = [
      f([p[0] + e, p[1], p[2]]) - f([p[0] - e, p[1], p[2]]),
      f([p[0], p[1] + e, p[2]]) - f([p[0], p[1] - e, p[2]]),
      f([p[0], p[1], p[2] + e]) - f([p[0], p[1], p[2] - e]),
    ];
    const l = Math.hypot(...g) || 1;
    return [g[0] / l, g[1] / l, g[2] / l, l / (2 * e)];
  };
  for (let i = 0; i < count; i++) {
    const p = [pos[3 * i], pos[3 * i + 1], pos[3 * i + 2]];
    const g = grad(p),
      d = clamp(f(p) / Math.max(g[3], 0.3), -h, h) * 0.8;
    for (let a = 0; a < 3; a++) {
      p[a] -= g[a] * d;
      pos[3 * i + a] = p[a];
      nor[3 * i + a] = g[a];
    }
    // Occlusion read off the field itself: how much nearer the surface is than it would be in the open.
    let occ = 0;
    for (const [s, w] of [
      [0.012, 0.5],
      [0.03, 0.6],
      [0.07, 0.6],
      [0.14, 0.4],
    ])
      occ += w * clamp(1 - f([p[0] + g[0] * s, p[1] + g[1] * s, p[2] + g[2] * s]) / s);
    ao[i] = clamp(1 - occ * 0.75, 0.15, 1);
  }
  // Surface nets do not promise a winding; the gradient does.
  for (let t = 0; t < idx.length; t += 3) {
    const [a, b, c] = [idx[t] * 3, idx[t + 1] * 3, idx[t + 2] * 3];
    const ux = pos[b] - pos[a],
      uy = pos[b + 1] - pos[a + 1],
      uz = pos[b + 2] - pos[a + 2];
    const wx = pos[c] - pos[a],
      wy = pos[c + 1] - pos[a + 1],
      wz = pos[c + 2] - pos[a + 2];
    const s = (uy * wz - uz * wy) * nor[a] + (uz * wx - ux * wz) * nor[a + 1] + (ux * wy - uy * wx) * nor[a + 2];
    if (s < 0) {
      const x = idx[t + 1];
      idx[t + 1] = idx[t + 2];
      idx[t + 2] = x;
    }
  }
  return { position: new Float32Array(pos), normal: nor, ao, index: new Uint32Array(idx) };
}
