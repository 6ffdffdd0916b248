// A random kitchen: room, furniture, lamps, camera, and the places where people stand.
import { PerspectiveCamera, Vector3 } from 'three';
import { Builder } from './builder.js';
import { brushed, clutter, plaster, tiles } from './textures.js';
import { bin, small } from './small.js';
import { table, units } from './units.js';

const floors = [
  (r) => tiles(r, { color: '#b9b7b0', grout: '#8b8984', count: 4 }),
  (r) => tiles(r, { color: '#a2543c', grout: '#5f3a2e', count: 4 }),
  (r) => tiles(r, { color: '#d3d0c8', grout: '#9a9790', count: 4, pattern: 'flower' }),
  (r) => tiles(r, { color: '#6d7479', grout: '#4a4f53', count: 4 }),
  (r) => tiles(r, { color: '#e0ddd4', grout: '#3c3e42', count: 4, pattern: 'check', gap: 1 }),
  (r) => tiles(r, { color: '#9aa79a', grout: '#7c877c', count: 8 }),
  (r) => tiles(r, { color: '#7f6a55', grout: '#5a4a3b', count: 4, pattern: 'brick', ratio: 0.5 }),
  (r) => plaster(r, r.pick(['#9a9d9c', '#7d8c86', '#b39b84'])),
];
const walls = [
  (r) => tiles(r, { color: '#eceae4', grout: '#c3c0b8', count: 4, vary: 0.03 }),
  (r) => tiles(r, { color: '#f0efeb', grout: '#b9b8b3', count: 4, ratio: 0.5, pattern: 'brick', vary: 0.03 }),
  (r) => plaster(r, r.pick(['#dedbd2', '#cfd6d8', '#e3dcc8', '#c8d2c6'])),
  (r) => tiles(r, { color: '#d6e2e4', grout: '#a9b8ba', count: 8, vary: 0.03 }),
  (r) => tiles(r, { color: '#e6dcc6', grout: '#bcae93', count: 4, vary: 0.04 }),
  (r) => tiles(r, { color: '#c9cdd0', grout: '#a9adb0', count: 2, ratio: 2, vary: 0.02, gap: 2 }),
];
/** fix: any of {floor, wall, camera: {pos, look, fov}, size: [w, h, d], wallUnits: {n, e, s, w: names of units, or bin:closed, bin:open, bin:over}, lamp}. */
export function makeKitchen(r, fix = {}) {
  const [W, H, D] = fix.size ?? [r.range(5.0, 7.0), r.range(2.7, 3.1), r.range(4.4, 6.2)],
    lo = [-W / 2, 0, -D / 2],
    hi = [W / 2, H, D / 2];
  const b = new Builder(brushed(r)),
    k = { lo, hi, spots: [], ring: [], bins: [] };
  const floor = floors[fix.floor ?? r.int(0, floors.length - 1)](r),
    wall = walls[fix.wall ?? r.int(0, walls.length - 1)](r),
    ceiling = plaster(r, '#eeeeea'),
    s = r.range(0.9, 1.4);
  const plane = (x, y, z, w, h, d, map, scale) =>
    b.in(x, y, z, 0, () => b.box(0, 0, 0, w / scale, h / scale, d / scale, '#ffffff', 'tile', { map, room: true }), scale);
  plane(0, -0.05, 0, W, 0.1, D, floor, s);
  plane(0, H + 0.05, 0, W, 0.1, D, ceiling, 1);
  plane(0, H / 2, -D / 2 - 0.05, W, H, 0.1, wall, 1);
  plane(0, H / 2, D / 2 + 0.05, W, H, 0.1, wall, 1);
  plane(-W / 2 - 0.05, H / 2, 0, 0.1, H, D, wall, 1);
  plane(W / 2 + 0.05, H / 2, 0, 0.1, H, D, wall, 1);
  if (r.chance(0.5)) {
    const c = r.pick(['#8d9094', '#5f6468', '#3d5f8a', '#7a4a3a']);
    for (const [x, z, w, d] of [
      [0, -D / 2, W, 0.03],
      [0, D / 2, W, 0.03],
      [-W / 2, 0, 0.03, D],
      [W / 2, 0, 0.03, D],
    ])
      b.box(x, 0.06, z, w, 0.12, d, c, 'tile', { room: true });
  }

  const frames = { n: [0, -D / 2, 0, W], e: [W / 2, 0, -Math.PI / 2, D], s: [0, D / 2, Math.PI, W], w: [-W / 2, 0, Math.PI / 2, D] };
  const corner = fix.corner ?? r.pick(['sw', 'se', 'nw', 'ne']);
  for (const side of ['n', 'e', 's', 'w']) {
    const [fx, fz, yaw, length] = frames[side],
      near = corner.includes(side),
      ends = side === 'n' || side === 's' ? 0.05 : 0.85;
    const list =
      fix.wallUnits?.[side] ??
      Array.from({ length: 8 }, () =>
        r.weighted(
          near
            ? { table: 4, sink: 2, door: 1.2, stove: 0 }
            : { table: 3, sink: 1.6, stove: 1.6, fridge: 1.4, oven: 1, rack: 1, shelf: 1.2, door: 0.7 },
        ),
      );
    b.in(fx, 0, fz, yaw, () => {
      let x = -length / 2 + ends;
      for (const name of list) {
        if (name.startsWith('bin:')) {
          placeBin(b, k, r, x + 0.32, 0.4, { bin: name.slice(4) });
          x += 0.68;
          continue;
        }
        const u = units[name],
          w = r.range(...u.w),
          gap = r.range(0.02, 0.1);
        if (x + w > length / 2 - ends) {
          if (x + 0.6 < length / 2 - ends && r.chance(0.5)) placeBin(b, k, r, x + 0.32, 0.4, fix);
          break;
        }
        b.in(x + w / 2, 0, 0, 0, () => {
          u.make(b, r, w, k);
          if (u.work.length) {
            const p = b.world(0, 0, 1.04 + r.range(-0.02, 0.05));
            k.spots.push({ x: p[0], z: p[2], yaw: yaw + Math.PI, works: u.work, unit: name, side });
          }
          if (name === 'door' || name === 'passage') {
            const p = b.world(0, 0, 0.35);
            k.doors = [...(k.doors ?? []), { x: p[0], z: p[2], yaw }];
          }
        });
        x += w + gap;
        if (r.chance(0.22) && x + 0.55 < length / 2 - ends) {
          placeBin(b, k, r, x + 0.26, 0.36, fix);
          x += 0.55;
        }
      }
      for (let i = 0; i < 3; i++)
        if (r.chance(0.7)) {
          const px = r.range(-length / 2 + 0.5, length / 2 - 0.5),
            y = r.range(1.75, H - 0.35);
          const t = r.int(0, 4);
          if (t < 2) b.card(px, y, 0.012, r.range(0.2, 0.5), r.range(0.28, 0.4), clutter(r, 'paper'));
          else if (t === 2) b.box(px, y, 0.05, 0.3, 0.4, 0.1, '#d8d8d4');
          else if (t === 3) b.tube([px, y, 0.06], [px, H, 0.06], 0.03, '#c9ccd0', 'plastic');
          else {
            b.cylinder(px, 1.2, 0.1, 0.07, 0.07, 0.42, '#c0272b', 'gloss');
            b.cylinder(px, 1.44, 0.1, 0.03, 0.03, 0.08, '#1b1b1d');
          }
        }
      if (!near && r.chance(0.3)) {
        const px = r.range(-length / 3, length / 3);
        b.box(px, 2.1, 0.02, 1.1, 0.7, 0.04, '#e6eef2', 'gloss', { glow: 0.9 });
        b.box(px, 2.1, 0.045, 0.04, 0.7, 0.02, '#e9e9e6');
      }
    });
  }
  const tw = Math.min(W - 3.6, r.range(1.6, 2.6)),
    td = r.range(0.7, 0.95),
    turn = D - td < 3.5;
  if (tw > 0.9 && (fix.island ?? r.chance(0.88))) {
    b.in(0, 0, 0, turn ? 0 : 0, () => table(b, r, tw, td, { density: 0.8, top: r.weighted({ steel: 6, stone: 1.5, wood: 0.7 }) }));
    for (const sz of [-1, 1])
      for (const fx of tw > 1.7 ? [-0.27, 0.27] : [0])
        k.spots.push({
          x: fx * tw + r.range(-0.1, 0.1),
          z: sz * (td / 2 + 0.3),
          yaw: sz > 0 ? Math.PI : 0,
          works: ['chop', 'knead', 'arrange', 'plate', 'wipe', 'stir'],
          unit: 'island',
          side: sz > 0 ? 's' : 'n',
        });
    for (const sx of [-1, 1])
      k.spots.push({
        x: sx * (tw / 2 + 0.32),
        z: r.range(-0.1, 0.1),
        yaw: sx > 0 ? -Math.PI / 2 : Math.PI / 2,
        works: ['arrange', 'plate'],
        unit: 'island',
        side: sx > 0 ? 'e' : 'w',
      });
    k.island = [tw, td];
  }
  const ix = (k.island?.[0] ?? 0.6) / 2 + 0.5,
    iz = (k.island?.[1] ?? 0.6) / 2 + 0.46;
  k.ring = [
    [-ix, -iz],
    [ix, -iz],
    [ix, iz],
    [-ix, iz],
  ];
  const lampH = H - 0.02,
    n = W > 6 ? 3 : 2,
    warm = fix.warm ?? r.range(-0.08, 0.14);
  k.lamps = Array.from({ length: n }, (_, i) => ({
    pos: [-W / 2 + (W / n) * (i + 0.5), lampH, r.range(-0.3, 0.3)],
    w: r.range(0.3, 0.6),
    d: r.range(0.9, 1.3),
  }));
  for (const l of k.lamps) b.box(l.pos[0], H - 0.005, l.pos[2], l.w, 0.02, l.d, '#ffffff', 'matt', { glow: 4, room: true });
  const contrast = fix.contrast ?? r.range(0.5, 1.3),
    c = [1 + warm, 1, 1 - warm];
  k.lampColor = c.map((v) => v * 1.9 * contrast);
  k.sky = c.map((v, i) => (0.42 + (i === 2 ? 0.02 : 0)) * v);
  k.parts = b.parts();
  const a = fix.camera ?? randomCamera(r, corner, lo, hi);
  k.camera = new PerspectiveCamera(a.fov, 16 / 9, 0.08, 20);
  k.camera.position.set(...a.pos);
  k.camera.lookAt(new Vector3(...a.look));
  k.camera.rotateZ(a.roll ?? 0);
  k.cornerName = corner;
  return k;
}
function placeBin(b, k, r, x, z, fix) {
  const state = fix.bin ?? r.weighted({ closed: 3, open: 3, over: 4 });
  b.in(x, 0, z, r.range(-0.2, 0.2), () => {
    const rim = bin(b, r, state);
    k.bins.push({ state, rim, own: b.at.clone().invert() });
    // What fell beside a bin has no label of its own, so only clips have it.
    if (state === 'over' && fix.bin) for (let i = 0; i < 5; i++) small.veg(b, r, r.range(-0.3, 0.3), 0, r.range(0.2, 0.5));
  });
}
function randomCamera(r, corner, lo, hi) {
  const sx = corner.includes('w') ? -1 : 1,
    sz = corner.includes('n') ? -1 : 1,
    H = hi[1],
    mid = r.chance(0.25);
  const pos = mid
    ? [r.range(-0.5, 0.5) * hi[0], H - r.range(0.15, 0.5), sz * (hi[2] - 0.2)]
    : [sx * (hi[0] - r.range(0.15, 0.6)), H - r.range(0.12, 0.6), sz * (hi[2] - r.range(0.15, 0.6))];
  return {
    pos,
    look: [r.range(-0.6, 0.6) - pos[0] * 0.1, r.range(0.3, 0.95), r.range(-0.6, 0.6) - pos[2] * 0.1],
    fov: r.range(46, 68),
    roll: r.range(-0.06, 0.06),
  };
}
