// Seeded randomness and smooth noise: the same seed gives the same picture.
export class Random {
  constructor(seed) {
    this.s = (seed * 2654435761) >>> 0;
    for (let i = 0; i < 4; i++) this.next();
  }
  next() {
    let t = (this.s = (this.s + 0x6d2b79f5) >>> 0);
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  range(a, b) {
    return a + (b - a) * this.next();
  }
  int(a, b) {
    return Math.floor(this.range(a, b + 1));
  }
  chance(p) {
    return this.next() < p;
  }
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }
  /** Picks a key of {key: weight}. */
  weighted(table) {
    const keys = Object.keys(table);
    let x = this.next() * keys.reduce((n, k) => n + table[k], 0);
    for (const k of keys) if ((x -= table[k]) < 0) return k;
    return keys[keys.length - 1];
  }
  shuffle(list) {
    const a = [...list];
    for (let i = a.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [a[i], a[j]] = [a[j], a[i]];
    }
    return a;
  }
}

const hash = (x, y, z) => {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647 - 1013);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};
/** Value noise, 0..1. */
export function noise(x, y, z) {
  const i = Math.floor(x),
    j = Math.floor(y),
    k = Math.floor(z);
  const s = (t) => t * t * (3 - 2 * t),
    u = s(x - i),
    v = s(y - j),
    w = s(z - k);
  const l = (a, b, t) => a + (b - a) * t;
  const h = (a, b, c) => hash(i + a, j + b, k + c);
  return l(
    l(l(h(0, 0, 0), h(1, 0, 0), u), l(h(0, 1, 0), h(1, 1, 0), u), v),
    l(l(h(0, 0, 1), h(1, 0, 1), u), l(h(0, 1, 1), h(1, 1, 1), u), v),
    w,
  );
}
export const clamp = (x, a = 0, b = 1) => Math.min(b, Math.max(a, x));
export const smooth = (a, b, x) => {
  const t = clamp((x - a) / (b - a));
  return t * t * (3 - 2 * t);
};
export const mix = (a, b, t) => a + (b - a) * t;
