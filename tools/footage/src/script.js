// What people do over time: routes around the island, work at places, and the pose of every moment.
import { clamp, mix, smooth } from './random.js';
import { applyWork, restPose, walk } from './pose.js';

/** Shortest way from a to b that keeps out of the island. */
export function route(kitchen, a, b) {
  const pts = [a, b, ...kitchen.ring],
    [w, d] = kitchen.island ?? [0, 0];
  const blocked = (p, q) => {
    for (let i = 1; i < 20; i++) {
      const t = i / 20,
        x = mix(p[0], q[0], t),
        z = mix(p[1], q[1], t);
      if (Math.abs(x) < w / 2 + 0.2 && Math.abs(z) < d / 2 + 0.2) return true;
    }
    return false;
  };
  const cost = pts.map(() => Infinity),
    from = [],
    todo = new Set(pts.keys());
  cost[0] = 0;
  while (todo.size) {
    const i = [...todo].reduce((m, k) => (cost[k] < cost[m] ? k : m));
    todo.delete(i);
    for (const j of todo) {
      if (blocked(pts[i], pts[j]) && !(i < 2 && j < 2 ? false : i < 2 && Math.hypot(pts[i][0] - pts[j][0], pts[i][1] - pts[j][1]) < 0.9))
        continue;
      const c = cost[i] + Math.hypot(pts[i][0] - pts[j][0], pts[i][1] - pts[j][1]);
      if (c < cost[j]) {
        cost[j] = c;
        from[j] = i;
      }
    }
  }
  const way = [];
  for (let i = 1; i !== undefined && i !== 0; i = from[i]) way.unshift(pts[i]);
  return way;
}
const turn = (a, b) => {
  let d = (b - a) % (2 * Math.PI);
  if (d > Math.PI) d -= 2 * Math.PI;
  if (d < -Math.PI) d += 2 * Math.PI;
  return d;
};

/**
 * Plays steps at `fps` and gives per frame {x, z, yaw, shown, pose}.
 * Steps: {at: [x, z], yaw} jump, {go: [x, z]} walk, {work, yaw, for: seconds, glance: 0..1}, {gone: seconds}.
 * With `loop`, the last second glides into the pose just before the start.
 */
export function play(kitchen, steps, fps, seconds, { loop = true, speed = 0.95, phase = 0, cam } = {}) {
  const dt = 1 / (fps * 4),
    frames = Math.round(fps * seconds),
    out = [],
    queue = steps.map((s) => ({ ...s }));
  const s = { x: 0, z: 0, yaw: 0, shown: true, v: 0, ph: 0, name: null, prev: null, w: 0, glance: 0 };
  let step = null,
    left = 0,
    way = [];
  const next = () => {
    step = queue.shift() ?? { work: s.name ?? 'look', yaw: s.yaw, for: 1e9 };
    left = step.for ?? step.gone ?? 0;
    if (step.at) {
      [s.x, s.z] = step.at;
      s.yaw = step.yaw ?? s.yaw;
      return next();
    }
    if (step.go) way = route(kitchen, [s.x, s.z], step.go);
    s.shown = step.gone === undefined;
    if (step.work && s.w < 0.1) s.name = step.work;
  };
  next();
  if (step.work) {
    s.name = step.work;
    s.w = 1;
    s.yaw = step.yaw ?? s.yaw;
  }
  for (let i = 0; i < frames * 4; i++) {
    const t = i * dt;
    let want = 0,
      yaw = s.yaw;
    if (step.go) {
      while (way.length && Math.hypot(way[0][0] - s.x, way[0][1] - s.z) < (way.length > 1 ? 0.25 : 0.05)) way.shift();
      if (!way.length) {
        next();
      } else {
        const d = Math.hypot(way[0][0] - s.x, way[0][1] - s.z),
          dir = Math.atan2(way[0][0] - s.x, way[0][1] - s.z),
          off = Math.abs(turn(s.yaw, dir));
        yaw = dir;
        want = speed * clamp(1.25 - off * 0.9, 0.12, 1) * (way.length > 1 ? 1 : clamp(d / 0.35, 0.25, 1));
        const m = Math.min(d, s.v * dt);
        s.x += ((way[0][0] - s.x) / d) * m;
        s.z += ((way[0][1] - s.z) / d) * m;
      }
    } else {
      left -= dt;
      if (step.yaw !== undefined) yaw = step.yaw;
      if (left <= 0) next();
    }
    s.v += clamp(want - s.v, -2.5 * dt, 2 * dt);
    if (!step.go) s.v = Math.max(0, s.v - 3 * dt);
    s.yaw += clamp(turn(s.yaw, yaw) * 5, -3.2, 3.2) * dt;
    const stride = 1.15 * (0.6 + 0.4 * clamp(s.v / speed));
    s.ph += (s.v / stride) * dt;
    const busy = step.work && s.v < 0.35 ? step.work : step.go && step.carry ? 'carry' : null;
    if (busy && s.name !== busy) {
      s.w -= 3.2 * dt;
      if (s.w <= 0) {
        s.name = busy;
        s.w = 0;
      }
    } else s.w = clamp(s.w + (busy ? 2.2 : -2.8) * dt);
    s.glance += clamp((step.glance ?? 0) - s.glance, -dt, dt);
    if (i % 4 === 0)
      out.push({ x: s.x, z: s.z, yaw: s.yaw, shown: s.shown, pose: poseAt(s, t + phase, stride, cam), state: { ...s }, stride });
  }
  if (loop) {
    const n = Math.round(fps);
    for (let i = 0; i < n; i++) {
      const f = out[frames - n + i],
        a = smooth(0, 1, (i + 1) / n),
        o = poseAt(out[0].state, (frames - n + i) / fps - seconds + phase, 1.1, cam);
      if (out[0].shown && f.shown) f.pose = blend(f.pose, o, a);
    }
  }
  return out;
}
function blend(a, b, t) {
  const o = {};
  for (const k of Object.keys(a))
    o[k] = Array.isArray(a[k]) && Array.isArray(b[k]) ? a[k].map((v, i) => mix(v, b[k][i], t)) : typeof a[k] === 'number' ? mix(a[k], b[k], t) : a[k];
  return o;
}
function poseAt(s, t, stride, cam) {
  const p = restPose(),
    w = clamp(s.v / 0.5);
  p.drop = 0.012;
  p.lean = 0.03 + 0.012 * Math.sin(t * 1.5);
  p.headYaw = 0.15 * Math.sin(t * 0.7) + 0.1 * Math.sin(t * 1.9 + 1);
  p.headPitch = 0.1 + 0.04 * Math.sin(t * 1.1);
  if (w > 0.01) {
    const a = walk(p, s.ph, stride, w);
    p.handL = [0.24, 0.88, 0.05 + 0.17 * a.L * w];
    p.handR = [-0.24, 0.88, 0.05 + 0.17 * a.R * w];
  }
  if (s.name && s.w > 0) applyWork(p, s.name, t, smooth(0, 1, s.w));
  // A glance: the head comes up and turns towards the camera for a while, now and then.
  if (s.glance > 0 && cam) {
    const g = s.glance * smooth(-0.35, 0.25, Math.sin(t * 0.9)),
      to = clamp(turn(s.yaw, Math.atan2(cam[0] - s.x, cam[2] - s.z)), -0.85, 0.85);
    p.headYaw = mix(p.headYaw, to * 0.9, g * 0.8);
    p.headPitch = mix(p.headPitch, -0.08, g);
  }
  return p;
}
