// Things that should not be in a kitchen, as moving objects: rodent, cat, litter, puddle, fire. Each: {kind, code, meshes, at(t)}.
import { BufferAttribute, BufferGeometry, CircleGeometry, Matrix4, PlaneGeometry, Vector3 } from 'three';
import { lin } from './head.js';
import { clamp, noise, smooth } from './random.js';
import { cone, ellipsoid, smin, surface } from './sdf.js';

function solid(surf, color, rough = 0.9) {
  const g = new BufferGeometry(),
    n = surf.position.length / 3,
    tint = new Float32Array(3 * n),
    look = new Float32Array(4 * n);
  for (let i = 0; i < n; i++) {
    tint.set(color([surf.position[3 * i], surf.position[3 * i + 1], surf.position[3 * i + 2]]), 3 * i);
    look.set([rough, 0, surf.ao[i], 0], 4 * i);
  }
  g.setAttribute('position', new BufferAttribute(surf.position, 3));
  g.setAttribute('normal', new BufferAttribute(surf.normal, 3));
  g.setAttribute('tint', new BufferAttribute(tint, 3));
  g.setAttribute('surf', new BufferAttribute(look, 4));
  g.setAttribute('part', new BufferAttribute(new Float32Array(n).fill(4), 1));
  g.setAttribute('uv', new BufferAttribute(new Float32Array(2 * n).fill(-1), 2));
  g.setIndex(new BufferAttribute(surf.index, 1));
  return g;
}
/** A path [[x, z], ...] walked between from and to: position and heading at share s of its length. */
function along(path, s) {
  const legs = path.slice(1).map((p, i) => Math.hypot(p[0] - path[i][0], p[1] - path[i][1])),
    all = legs.reduce((a, b) => a + b);
  let d = clamp(s) * all,
    i = 0;
  while (i < legs.length - 1 && d > legs[i]) d -= legs[i++];
  const t = legs[i] ? d / legs[i] : 0,
    [a, b] = [path[i], path[i + 1]];
  return { x: a[0] + (b[0] - a[0]) * t, z: a[1] + (b[1] - a[1]) * t, yaw: Math.atan2(b[0] - a[0], b[1] - a[1]) };
}
export const flatten = (geo, hex, rough, glow = 0) => {
  const g = geo.index ? geo.toNonIndexed() : geo,
    n = g.attributes.position.count;
  g.setAttribute(
    'tint',
    new BufferAttribute(
      new Float32Array(3 * n).map((_, i) => lin(hex)[i % 3]),
      3,
    ),
  );
  g.setAttribute(
    'surf',
    new BufferAttribute(
      new Float32Array(4 * n).map((_, i) => [rough, 0, 1, glow][i % 4]),
      4,
    ),
  );
  g.setAttribute('part', new BufferAttribute(new Float32Array(n).fill(4), 1));
  g.attributes.uv.array.fill(-1);
  return g;
};

/** A rodent (or, scaled, a cat) running a path between `from` and `to`, with short stops. */
export function animal(engine, kind, path, from, to, { hex = '#4b4038', size = 1, code = 'rodent', pauses = 2, y = 0 } = {}) {
  const f =
    kind === 'cat'
      ? (p) => {
          const a = [Math.abs(p[0]), p[1], p[2]];
          let d = smin(ellipsoid(p, [0, 0.24, -0.08], [0.075, 0.085, 0.15]), ellipsoid(p, [0, 0.25, 0.08], [0.07, 0.085, 0.1]), 0.05);
          d = smin(d, ellipsoid(p, [0, 0.34, 0.21], [0.055, 0.052, 0.06]), 0.04);
          d = smin(d, cone(a, [0.03, 0.38, 0.19], [0.038, 0.415, 0.185], 0.018, 0.004), 0.008);
          for (const z of [-0.15, 0.11]) d = smin(d, cone(a, [0.045, 0.2, z], [0.045, 0.02, z + 0.02], 0.03, 0.02), 0.02);
          return smin(d, cone(p, [0, 0.28, -0.2], [0.03, 0.4, -0.42], 0.02, 0.012), 0.02) + 0.004 * noise(p[0] * 80, p[1] * 80, p[2] * 80);
        }
      : (p) => {
          const a = [Math.abs(p[0]), p[1], p[2]];
          let d = smin(ellipsoid(p, [0, 0.05, -0.04], [0.042, 0.046, 0.075]), ellipsoid(p, [0, 0.042, 0.05], [0.03, 0.032, 0.055]), 0.03);
          d = smin(d, cone(p, [0, 0.04, 0.08], [0, 0.03, 0.125], 0.022, 0.007), 0.015);
          d = smin(d, ellipsoid(a, [0.022, 0.072, 0.062], [0.012, 0.014, 0.005]), 0.004);
          for (const z of [-0.06, 0.05]) d = smin(d, cone(a, [0.028, 0.03, z], [0.034, 0.004, z + 0.018], 0.014, 0.008), 0.008);
          d = smin(d, cone(p, [0, 0.035, -0.1], [0.02, 0.012, -0.2], 0.01, 0.006), 0.01);
          return (
            smin(d, cone(p, [0.02, 0.012, -0.2], [-0.02, 0.01, -0.31], 0.006, 0.003), 0.004) +
            0.004 * (noise(p[0] * 160, p[1] * 160, p[2] * 160) - 0.5)
          );
        };
  const surf =
    kind === 'cat'
      ? surface(f, [-0.12, -0.01, -0.46], [0.12, 0.45, 0.3], 0.012)
      : surface(f, [-0.07, -0.01, -0.33], [0.07, 0.11, 0.15], 0.006);
  const c = lin(hex),
    mesh = engine.make(
      solid(surf, (p) => {
        const s = 0.7 + 0.6 * noise(p[0] * 60, p[1] * 60, p[2] * 60),
          belly = kind === 'cat' && noise(p[0] * 9 + 3, p[1] * 9, p[2] * 9) > 0.58;
        return belly ? [0.7, 0.68, 0.64] : kind !== 'cat' && p[2] < -0.11 ? lin('#a58478') : c.map((v) => v * s);
      }),
    );
  mesh.matrixAutoUpdate = false;
  engine.live.add(mesh);
  return {
    kind,
    code,
    meshes: [mesh],
    balls: [],
    at(t) {
      mesh.visible = t >= from && t <= to;
      this.balls = [];
      if (!mesh.visible) return;
      const u = (t - from) / (to - from),
        run = u - (pauses ? 0.06 * Math.sin(u * Math.PI * 2 * pauses) : 0),
        p = along(path, run),
        m = new Matrix4()
          .makeRotationY(p.yaw + 0.12 * Math.sin(t * 14))
          .setPosition(p.x, y + Math.abs(Math.sin(t * 16)) * 0.008 * size, p.z)
          .multiply(new Matrix4().makeScale(size, size, size));
      mesh.matrix.copy(m);
      mesh.matrixWorld.copy(m);
      this.balls = [[p.x, y + (kind === 'cat' ? 0.2 : 0.05), p.z, kind === 'cat' ? 0.13 : 0.06]];
    },
  };
}
/** Scraps and paper on the floor around x, z. */
export function litter(engine, r, x, z, from, to, { pieces = 11, spread = 0.34, size = 1 } = {}) {
  const meshes = [];
  for (let i = 0; i < pieces; i++) {
    const a = size * r.range(0.025, 0.06),
      s = [a, a * r.range(0.25, 0.7), a * r.range(0.6, 1.6)],
      q = r.range(0, 99),
      hex = r.pick(['#f1f0ea', '#7ba33f', '#d9583d', '#e8dfc9', '#b98b5a', '#9fd0e8', '#e9e9ee', '#c9a26b']);
    const m = engine.make(
      solid(
        surface(
          (p) => ellipsoid(p, [0, s[1] * 0.8, 0], s) + 0.03 * (noise(p[0] * 45 + q, p[1] * 45, p[2] * 45) - 0.5),
          [-0.1, -0.01, -0.12],
          [0.1, 0.1, 0.12],
          0.011,
        ),
        () => lin(hex),
      ),
    );
    m.matrixAutoUpdate = false;
    const t = r.range(0, 6.3),
      d = spread * Math.sqrt(r.next());
    m.matrix.makeRotationY(r.range(0, 6)).setPosition(x + Math.cos(t) * d, 0, z + Math.sin(t) * d);
    m.matrixWorld.copy(m.matrix);
    engine.live.add(m);
    meshes.push(m);
  }
  return {
    kind: 'litter',
    code: 'floor-litter',
    meshes,
    balls: [],
    reach: [[x, 0.05, z, 0.4]],
    at(t) {
      const on = t >= from && t <= to;
      for (const m of meshes) m.visible = on;
      this.balls = on ? [[x, 0.02, z, 0.1]] : [];
    },
  };
}
/** A puddle that spreads and, at the end, dries up under the mop. */
export function puddle(engine, x, z, radius, from, to, { hex = '#6f6f6c', alpha = 0.62, turn = 0, shape = 0 } = {}) {
  const g = new CircleGeometry(1, 64),
    P = g.attributes.position;
  g.rotateX(-Math.PI / 2);
  for (let i = 1; i < P.count; i++) {
    const px = P.getX(i),
      pz = P.getZ(i),
      s = 0.7 + 0.55 * noise(px * 1.7 + 9, 3 + shape, pz * 1.7);
    P.setXYZ(i, px * s, 0, pz * s * 0.75);
  }
  const flat = flatten(g, hex, 0.05),
    m = engine.make(flat, { alpha });
  flat.attributes.surf.array.forEach((_, i, a) => {
    if (i % 4 === 1) a[i] = 0.6;
  });
  m.matrixAutoUpdate = false;
  m.userData.noShadow = true;
  engine.live.add(m);
  return {
    kind: 'puddle',
    code: 'floor-wet',
    meshes: [m],
    balls: [],
    reach: [[x, 0, z, radius]],
    at(t) {
      m.visible = t >= from && t <= to;
      const s = radius * smooth(from, from + 1.5, t) * (1 - smooth(to - 1, to, t)) + 0.01;
      m.matrix
        .makeRotationY(turn)
        .multiply(new Matrix4().makeScale(s, 1, s))
        .setPosition(x, 0.006, z);
      m.matrixWorld.copy(m.matrix);
    },
  };
}
/** A cockroach on any surface: at a place, standing out along its normal; it keeps still there, or walks a path of places in the surface with stops. */
export function cockroach(engine, place, normal, { turn = 0, size = 1, hex = '#3a1d0c', path, from = 0, to = 1e9 } = {}) {
  const f = (p) => {
    const a = [Math.abs(p[0]), p[1], p[2]];
    let d = smin(ellipsoid(p, [0, 0.006, -0.004], [0.008, 0.005, 0.018]), ellipsoid(p, [0, 0.006, 0.014], [0.006, 0.004, 0.006]), 0.003);
    for (const [z, e] of [
      [0.008, 0.016],
      [0, -0.002],
      [-0.008, -0.022],
    ])
      d = smin(d, cone(a, [0.006, 0.004, z], [0.019, 0.001, e], 0.0013, 0.0009), 0.001);
    return smin(d, cone(a, [0.002, 0.006, 0.019], [0.012, 0.009, 0.042], 0.0009, 0.0006), 0.001);
  };
  const c = lin(hex),
    mesh = engine.make(
      solid(
        surface(f, [-0.024, -0.002, -0.03], [0.024, 0.014, 0.046], 0.0016),
        (p) => c.map((v) => v * (0.8 + 0.4 * noise(p[0] * 300, p[1], p[2] * 300))),
        0.25,
      ),
    );
  mesh.matrixAutoUpdate = false;
  engine.live.add(mesh);
  const up = new Vector3(),
    ahead = new Vector3(),
    right = new Vector3();
  return {
    kind: 'cockroach',
    code: 'cockroach',
    meshes: [mesh],
    balls: [],
    reach: path?.map((p) => [...p, 0.05]),
    at(t) {
      mesh.visible = t >= from && t <= to;
      up.copy(normal).normalize();
      ahead.set(Math.sin(turn), Math.cos(turn * 1.3), Math.cos(turn));
      if (path) {
        const u = clamp((t - from) / (to - from)) * (path.length - 1),
          i = Math.min(path.length - 2, Math.floor(u)),
          [a, b] = [new Vector3(...path[i]), new Vector3(...path[i + 1])];
        ahead.subVectors(b, a);
        place.lerpVectors(a, b, smooth(0.15, 0.85, u - i));
      }
      ahead.addScaledVector(up, -up.dot(ahead)).normalize();
      right.crossVectors(up, ahead);
      mesh.matrix
        .makeBasis(right, up, ahead)
        .setPosition(place)
        .multiply(new Matrix4().makeScale(size, size, size));
      mesh.matrixWorld.copy(mesh.matrix);
    },
  };
}
/** Flames and smoke over a pan: glowing tongues that face the camera. */
export function fire(
  engine,
  at,
  from,
  to,
  { size = 1, smoky = true, hues = ['#ffd873', '#ff8a1c', '#e8430f'], core = 0.35, thin = 1 } = {},
) {
  const meshes = [],
    cam = engine.camera.position;
  const tongue = (hexes, glow) => {
    const f = flatten(new PlaneGeometry(1, 1, 5, 12), hexes[0], 1, glow);
    const T = f.attributes.tint,
      Q = f.attributes.position;
    for (let i = 0; i < Q.count; i++) {
      const h = Q.getY(i) + 0.5,
        e = 1 - Math.abs(Q.getX(i)) * 2,
        c = lin(h < core && e > 0.65 - core ? hexes[0] : h < core + 0.35 ? hexes[1] : hexes[2]);
      T.setXYZ(i, ...c);
    }
    f.userData.base = Q.array.slice();
    return f;
  };
  for (let i = 0; i < 7; i++) {
    const m = engine.make(tongue(hues, 1.5), { alpha: 0.9 });
    m.userData.flame = i;
    meshes.push(m);
  }
  for (let i = 0; i < (smoky ? 5 : 0); i++) {
    const m = engine.make(tongue(['#8a8a8a', '#9a9a9a', '#a8a8a8'], 0.05), { alpha: 0.22 });
    m.userData.smoke = i;
    meshes.push(m);
  }
  for (const m of meshes) {
    m.matrixAutoUpdate = false;
    m.frustumCulled = false;
    m.renderOrder = 5;
    m.userData.noShadow = true;
    m.userData.ghost = m.userData.smoke !== undefined;
    m.material.side = 2;
    m.material.depthWrite = false;
    engine.live.add(m);
  }
  return {
    kind: 'fire',
    code: 'fire-smoke',
    meshes,
    balls: [],
    reach: [
      [at[0], at[1] + 0.2, at[2], 0.2],
      [at[0], at[1] + 0.9, at[2], 0.4],
    ],
    at(t) {
      const on = t >= from && t <= to,
        grow = smooth(from, from + 1, t) * (1 - smooth(to - 0.8, to, t));
      for (const m of meshes) {
        m.visible = on;
        if (!on) continue;
        const g = m.geometry,
          Q = g.attributes.position,
          B = g.userData.base,
          k = m.userData.flame ?? m.userData.smoke,
          smoke = m.userData.smoke !== undefined;
        for (let i = 0; i < B.length; i += 3) {
          const h = B[i + 1] + 0.5,
            w = smoke ? 0.5 + h : Math.max(0.04, 1 - h) * (0.7 + 0.6 * Math.sin(Math.PI * Math.min(1, h + 0.25)));
          const sway = (noise(h * 3 - t * 4 + k * 7, k * 3.1, t * 1.5) - 0.5) * h * (smoke ? 1.6 : 0.9);
          Q.array[i] = B[i] * w + sway;
          Q.array[i + 1] = h;
        }
        Q.needsUpdate = true;
        const height = (smoke ? 0.9 : 0.42 + 0.28 * noise(t * 5 + k * 3, k, 1)) * grow * size,
          width = (smoke ? 0.4 : 0.24 * thin) * (0.5 + 0.5 * grow) * size,
          v = new Vector3(cam.x - at[0], 0, cam.z - at[2]).normalize(),
          side = new Vector3(v.z, 0, -v.x),
          off = smoke ? 0 : ((k % 4) - 1.5) * 0.06 * size;
        m.matrix
          .makeBasis(side.clone().multiplyScalar(width), new Vector3(0, Math.max(0.01, height), 0), v)
          .setPosition(
            at[0] + side.x * off + v.x * 0.03 * k,
            at[1] + (smoke ? 0.25 * size : 0) + 0.06,
            at[2] + side.z * off + v.z * 0.03 * k,
          );
        m.matrixWorld.copy(m.matrix);
      }
    },
  };
}
