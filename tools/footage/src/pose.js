// Turns a pose (a few numbers) into bone matrices: spine chain by angles, limbs by two-bone inverse kinematics.
import { Matrix4, Quaternion, Vector3 } from 'three';
import { boneNames, joints, side } from './body.js';

const V = (a) => new Vector3(a[0], a[1], a[2]);
const basis = (dir, pole) => {
  const y = dir.clone().normalize(),
    x = new Vector3().crossVectors(y, pole);
  if (x.lengthSq() < 1e-6) x.set(1, 0, 0);
  x.normalize();
  return new Matrix4().makeBasis(x, y, new Vector3().crossVectors(x, y));
};
/** Matrix that carries the rest segment a->b (twist given by its pole) to A->B. */
const carry = (a, b, pole, A, B, POLE) => {
  const rest = basis(b.clone().sub(a), pole),
    now = basis(B.clone().sub(A), POLE);
  return new Matrix4()
    .makeTranslation(A.x, A.y, A.z)
    .multiply(now)
    .multiply(rest.transpose())
    .multiply(new Matrix4().makeTranslation(-a.x, -a.y, -a.z));
};
const about = (p, q, to = p) =>
  new Matrix4()
    .makeTranslation(to.x, to.y, to.z)
    .multiply(new Matrix4().makeRotationFromQuaternion(q))
    .multiply(new Matrix4().makeTranslation(-p.x, -p.y, -p.z));
const euler = (yaw, pitch, roll) =>
  new Quaternion()
    .setFromAxisAngle(new Vector3(0, 1, 0), yaw)
    .multiply(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), pitch))
    .multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), roll));

/** Middle joint of a limb from a to t with lengths l1, l2 bending towards pole; the end is clamped to reach. */
function bend(a, t, l1, l2, pole) {
  const d = t.clone().sub(a);
  let l = d.length();
  const max = (l1 + l2) * 0.995;
  if (l > max) {
    d.multiplyScalar(max / l);
    l = max;
  }
  if (l < Math.abs(l1 - l2) + 0.03) {
    l = Math.abs(l1 - l2) + 0.03;
    d.setLength(l);
  }
  const n = d.clone().normalize(),
    up = pole.clone().addScaledVector(n, -pole.dot(n)).normalize();
  const x = (l1 * l1 - l2 * l2 + l * l) / (2 * l),
    y = Math.sqrt(Math.max(0, l1 * l1 - x * x));
  return { mid: a.clone().addScaledVector(n, x).addScaledVector(up, y), end: a.clone().add(d) };
}

export const restPose = () => ({
  drop: 0,
  lean: 0.03,
  twist: 0,
  roll: 0,
  hipYaw: 0,
  headYaw: 0,
  headPitch: 0.1,
  headRoll: 0,
  handL: [0.25, 0.86, 0.06],
  handR: [-0.25, 0.86, 0.06],
  footL: [0.11, 0.085, 0, 0],
  footR: [-0.11, 0.085, 0, 0],
  out: 0.5,
});

/** Bone matrices in the person's own frame (at 1.75 m scale), by name, plus head. */
export function solve(p) {
  const out = {},
    pelvis = V(joints.pelvis),
    pq = euler(p.hipYaw, p.lean * 0.25, p.roll);
  out.pelvis = about(pelvis, pq, pelvis.clone().add(new Vector3(0, -p.drop, -p.lean * 0.12)));
  const waist = V(joints.waist),
    w = waist.clone().applyMatrix4(out.pelvis),
    cq = euler(p.twist, p.lean, p.roll * -0.5);
  out.chest = about(waist, cq, w);
  const head0 = V(joints.head),
    hj = head0.clone().applyMatrix4(out.chest),
    hq = euler(p.twist * 0.6 + p.headYaw, p.headPitch + p.lean * 0.35, p.headRoll);
  const neck0 = V(joints.neck),
    nj = neck0.clone().applyMatrix4(out.chest);
  hj.add(new Vector3(0, 0, 0.02 + p.headPitch * 0.025).applyQuaternion(cq));
  out.head = about(head0, hq, hj);
  out.neck = carry(neck0, head0, new Vector3(1, 0, 0), nj, hj, new Vector3(1, 0, 0).applyQuaternion(cq.clone().slerp(hq, 0.5)));
  for (const [n, k] of [
    ['L', 1],
    ['R', -1],
  ]) {
    const s0 = V(side('shoulder', k)),
      e0 = V(side('elbow', k)),
      w0 = V(side('wrist', k)),
      t0 = V(side('tip', k));
    const S = s0.clone().applyMatrix4(out.chest),
      T = V(p['hand' + n]);
    const lift = Math.max(0, T.y - S.y + 0.15) * 0.12;
    S.y += lift;
    const pole = new Vector3(k * p.out, -0.7, -0.55),
      a = bend(S, T, s0.distanceTo(e0), e0.distanceTo(w0), pole),
      P0 = new Vector3(0, 0, -1);
    const bendPole = a.mid.clone().sub(S.clone().lerp(a.end, 0.5));
    if (bendPole.length() < 0.01) bendPole.copy(pole);
    out['arm' + n] = carry(s0, e0, P0, S, a.mid, bendPole);
    out['fore' + n] = carry(e0, w0, P0, a.mid, a.end, bendPole);
    const dir = a.end
      .clone()
      .sub(a.mid)
      .normalize()
      .lerp(
        ...(p.grip && n === 'R'
          ? [V(p.grip).normalize(), 0.85]
          : [p.palm ? new Vector3(-0.25 * k, -0.25, 1).normalize() : new Vector3(0, -1, 0.1), 0.55]),
      )
      .normalize();
    out['hand' + n] = carry(w0, t0, P0, a.end, a.end.clone().addScaledVector(dir, 0.17), bendPole);
    const h0 = V(side('hip', k)),
      k0 = V(side('knee', k)),
      a0 = V(side('ankle', k)),
      o0 = V(side('toe', k));
    const H = h0.clone().applyMatrix4(out.pelvis),
      f = p['foot' + n],
      l = bend(H, new Vector3(f[0], f[1], f[2]), h0.distanceTo(k0), k0.distanceTo(a0), new Vector3(k * 0.12, 0, 1));
    out['thigh' + n] = carry(h0, k0, new Vector3(0, 0, 1), H, l.mid, new Vector3(k * 0.12, 0, 1));
    out['shin' + n] = carry(k0, a0, new Vector3(0, 0, 1), l.mid, l.end, new Vector3(k * 0.12, 0, 1));
    const toe = new Vector3(0.015 * k, -0.055, 0.17).applyAxisAngle(new Vector3(1, 0, 0), f[3]);
    out['foot' + n] = carry(a0, o0, new Vector3(1, 0, 0), l.end, l.end.clone().add(toe), new Vector3(1, 0, 0));
  }
  return out;
}
export const bonesOf = (m) => boneNames.map((n) => m[n]);

/** Feet and arms of a walk; phase in cycles, stride in metres (two steps), weight 0..1 fades the walk in. */
export function walk(p, phase, stride, weight = 1) {
  const foot = (ph, k) => {
    ph -= Math.floor(ph);
    const S = stride * 0.62 * weight,
      x = 0.085 * k;
    if (ph < 0.62) {
      const t = ph / 0.62;
      return [x, 0.085 + Math.max(0, t - 0.75) * 0.22 * weight, S * (0.5 - t), Math.max(0, t - 0.75) * 2 * weight];
    }
    const t = (ph - 0.62) / 0.38,
      e = t * t * (3 - 2 * t);
    return [x, 0.085 + (0.055 * (1 - t) + 0.075 * Math.sin(Math.PI * t)) * weight, S * (e - 0.5), (0.5 * (1 - t) - 0.25 * t) * weight];
  };
  const c = Math.cos(phase * 2 * Math.PI - 0.4);
  p.footL = foot(phase, 1);
  p.footR = foot(phase + 0.5, -1);
  p.drop += (0.025 + 0.02 * Math.cos(phase * 4 * Math.PI)) * weight;
  p.hipYaw -= 0.09 * c * weight;
  p.twist += 0.1 * c * weight;
  p.roll += 0.025 * Math.sin(phase * 2 * Math.PI) * weight;
  return { L: -c, R: c };
}

/** Hand paths of kitchen work in front of the body; s is time in seconds. Returns {L, R, lean, pitch, yaw}. */
export const works = {
  chop: (s) => ({
    L: [0.13, 1.0, 0.36],
    R: [-0.1 + 0.06 * Math.sin(s * 0.7), 1.02 + 0.035 * Math.sin(s * 13), 0.36],
    lean: 0.16,
    pitch: 0.42,
    yaw: 0.1 * Math.sin(s * 0.5),
  }),
  knead: (s) => {
    const a = Math.sin(s * 4.4);
    return {
      L: [0.11, 1.02 - 0.03 * a, 0.36 + 0.08 * a],
      R: [-0.11, 1.02 - 0.03 * a, 0.37 + 0.08 * a],
      lean: 0.24 + 0.06 * a,
      pitch: 0.4,
      yaw: 0.08 * Math.sin(s * 0.6),
    };
  },
  stir: (s) => ({
    L: [0.2, 1.03, 0.32],
    R: [-0.08 + 0.07 * Math.cos(s * 4), 1.1, 0.38 + 0.07 * Math.sin(s * 4)],
    lean: 0.1,
    pitch: 0.36,
    yaw: -0.1 + 0.12 * Math.sin(s * 0.4),
  }),
  wipe: (s) => ({
    L: [0.24, 1.0, 0.28],
    R: [-0.08 + 0.2 * Math.sin(s * 2.6), 0.99, 0.42 + 0.1 * Math.cos(s * 2.6)],
    lean: 0.28,
    pitch: 0.35,
    yaw: 0.2 * Math.sin(s * 2.6),
  }),
  arrange: (s) => {
    const t = (k) => [
      0.16 * Math.sin(s * 1.1 + k * 2) + k * 0.12,
      1.04 + 0.06 * Math.max(0, Math.sin(s * 2.2 + k)),
      0.36 + 0.1 * Math.sin(s * 0.8 + k),
    ];
    return { L: t(1), R: t(-1), lean: 0.17, pitch: 0.4, yaw: 0.2 * Math.sin(s * 0.9) };
  },
  plate: (s) => ({
    L: [0.14, 1.12, 0.34],
    R: [-0.06 + 0.05 * Math.sin(s * 3), 1.15 + 0.04 * Math.sin(s * 2.3), 0.36],
    lean: 0.08,
    pitch: 0.45,
    yaw: 0.12 * Math.sin(s * 0.8),
  }),
  look: (s) => ({
    L: [0.25, 0.86, 0.08],
    R: [-0.25, 0.86, 0.08],
    lean: 0.02,
    pitch: 0.02 + 0.08 * Math.sin(s * 0.9),
    yaw: 0.6 * Math.sin(s * 0.75),
  }),
  hips: (s) => ({ L: [0.22, 1.02, 0.08], R: [-0.22, 1.02, 0.08], lean: 0.0, pitch: 0.05, yaw: 0.4 * Math.sin(s * 0.8), out: 1.6 }),
  carry: (s) => ({ L: [0.2, 1.14, 0.36], R: [-0.2, 1.14, 0.36], lean: -0.02, pitch: 0.12, yaw: 0.1 * Math.sin(s), palm: true }),
  phone: (s) => ({
    L: [0.24, 0.9, 0.1],
    R: [-0.1, 1.22, 0.28],
    lean: 0.04,
    pitch: 0.5,
    yaw: -0.05 + 0.05 * Math.sin(s),
    grip: [0.25, 0.8, 0.5],
  }),
  call: (s) => ({
    L: [0.22, 0.98, 0.14],
    R: [-0.16, 1.5, 0.1],
    lean: 0.02,
    pitch: 0.08,
    yaw: 0.2 * Math.sin(s * 0.5),
    grip: [0.2, 1, -0.3],
  }),
  smoke: (s) => ({
    L: [0.24, 0.88, 0.08],
    R: [-0.12, 1.42, 0.22],
    lean: 0.0,
    pitch: 0.0,
    yaw: 0.25 * Math.sin(s * 0.4),
    grip: [0.45, 0.9, -0.25],
  }),
  pick: () => ({ L: [0.18, 0.75, 0.3], R: [-0.12, 0.42, 0.5], lean: 0.85, pitch: 0.3, yaw: 0, drop: 0.14 }),
  reach: (s) => ({ L: [0.16, 1.5, 0.38], R: [-0.18, 1.58 + 0.05 * Math.sin(s * 2), 0.38], lean: 0.0, pitch: -0.3, yaw: 0.1 * Math.sin(s) }),
};
export function applyWork(p, name, s, weight = 1) {
  const w = works[name](s),
    l = (a, b) => a + (b - a) * weight;
  for (const h of ['L', 'R']) p['hand' + h] = p['hand' + h].map((v, i) => l(v, w[h][i]));
  p.lean = l(p.lean, w.lean);
  p.headPitch = l(p.headPitch, w.pitch);
  p.headYaw = l(p.headYaw, w.yaw);
  p.drop = l(p.drop, w.drop ?? 0);
  p.out = l(p.out, w.out ?? 0.5);
  if (w.palm && weight > 0.5) p.palm = true;
  if (w.grip && weight > 0.5) p.grip = w.grip;
  return p;
}
