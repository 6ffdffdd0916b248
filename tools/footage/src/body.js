// A clothed body in its rest pose (arms down at 45 degrees) with bone weights. +y up, +z forward, +x the person's left; metres at 1.75 m height.
import { cone, len, ellipsoid, smin, smax, surface } from './sdf.js';
import { lin } from './head.js';
import { noise } from './random.js';

export const joints = {
  pelvis: [0, 0.95, 0],
  waist: [0, 1.06, 0],
  neck: [0, 1.47, -0.012],
  head: [0, 1.525, 0.0],
  shoulder: [0.178, 1.415, -0.012],
  elbow: [0.38, 1.21, -0.015],
  wrist: [0.56, 1.03, 0.005],
  tip: [0.68, 0.91, 0.01],
  hip: [0.092, 0.92, 0],
  knee: [0.1, 0.5, 0.012],
  ankle: [0.1, 0.085, -0.02],
  toe: [0.115, 0.03, 0.15],
};
const mirror = (p, s) => [p[0] * s, p[1], p[2]];
export const side = (name, s) => mirror(joints[name], s);

/** look: {build, hips, sleeve: long|short, top: jacket|coat|shirt|tshirt, bottom: trousers|skirt, colors..., gloves} */
export function buildBody(r, look, skin) {
  const b = look.build,
    J = joints,
    slack = { jacket: 0.016, coat: 0.02, shirt: 0.012, tshirt: 0.007 }[look.top];
  const w = (p, s, a) => (noise(p[0] * s + look.seed, p[1] * s * 0.55, p[2] * s) - 0.5) * a;
  const torso = (p) => {
    let d = ellipsoid(p, [0, 1.29, 0.002], [0.165 * b, 0.19, 0.108 * b]);
    d = smin(d, ellipsoid(p, [0, 1.1, 0.012 + 0.02 * (b - 1)], [0.142 * b, 0.17, 0.105 * b * b]), 0.08);
    d = smin(d, ellipsoid(p, [0, 0.94, -0.006], [0.162 * look.hips, 0.14, 0.116 * look.hips]), 0.08);
    if (look.woman) d = smin(d, ellipsoid([Math.abs(p[0]), p[1], p[2]], [0.075, 1.285, 0.085], [0.06, 0.055, 0.05]), 0.05);
    return smin(d, cone([Math.abs(p[0]), p[1], p[2]], [0.03, 1.43, -0.012], [0.165, 1.405, -0.014], 0.06, 0.062 * b), 0.06);
  };
  const arm = (a, x) =>
    smin(cone(a, J.shoulder, J.elbow, 0.055 * b + x, 0.043 * b + x), cone(a, J.elbow, J.wrist, 0.043 * b + x, 0.03 + x), 0.03);
  const hand = (a) => {
    let d = ellipsoid(a, [0.6, 0.99, 0.005], [0.045, 0.045, 0.024]);
    for (let i = 0; i < 4; i++)
      d = smin(
        d,
        cone(
          a,
          [0.615, 0.975, -0.022 + i * 0.018],
          [0.672 - Math.abs(i - 1.5) * 0.008, 0.917 + Math.abs(i - 1.5) * 0.008, -0.026 + i * 0.02],
          0.0105,
          0.009,
        ),
        0.01,
      );
    return smin(d, cone(a, [0.585, 0.985, 0.02], [0.625, 0.965, 0.05], 0.013, 0.0095), 0.015);
  };
  const cuff = look.sleeve === 'short' ? 0.33 : 0.545;
  const leg = (a, x) =>
    smin(
      cone(a, [0.09, 0.9, -0.004], J.knee, 0.085 * look.hips + x, 0.056 + x),
      cone(a, J.knee, [0.1, 0.1, -0.015], 0.056 + x, 0.042 + x * 1.6),
      0.05,
    );
  const shoe = (a) =>
    smax(
      smin(ellipsoid(a, [0.112, 0.045, 0.06], [0.048, 0.05, 0.125]), ellipsoid(a, [0.1, 0.06, -0.03], [0.045, 0.07, 0.055]), 0.03),
      -p0(a),
      0.01,
    );
  const p0 = (a) => a[1] - 0.002;
  const hem = look.top === 'coat' ? 0.52 : look.top === 'jacket' ? 0.8 : 0.84;
  const skirt = (p, low, rx, rz) => {
    const t = (1.02 - p[1]) / (1.02 - low);
    return smax(len(p[0] / (rx + 0.03 * t), (p[2] - 0.004) / (rz + 0.045 * t)) * rx - rx, Math.max(low - p[1], p[1] - 1.06), 0.02);
  };
  const wear = (p) => {
    const a = [Math.abs(p[0]), p[1], p[2]];
    const wr = w(p, 12, 0.012) + w(p, 29, 0.005);
    let d = smin(torso(p) - slack, arm(a, 0), 0.045);
    if (a[0] > 0.2 && a[0] < cuff) d = smin(d, arm(a, slack + 0.004), 0.01);
    if (look.top !== 'tshirt') d = smin(d, skirt(p, hem, 0.168 * look.hips + slack, 0.122 * look.hips + slack), 0.03);
    d = smin(d, leg(a, 0.014), 0.03);
    if (look.bottom === 'skirt') d = smin(d, skirt(p, 0.46, 0.17 * look.hips, 0.13 * look.hips), 0.02);
    d += wr * (a[0] > cuff || p[1] < 0.1 ? 0 : 1);
    d = smin(d, hand(a), 0.012);
    d = Math.min(d, shoe(a));
    return smin(
      d,
      cone(p, [0, 1.44, -0.014], [0, 1.5, -0.012], look.top === 'tshirt' ? 0.058 : 0.066, look.top === 'tshirt' ? 0.05 : 0.06),
      0.03,
    );
  };
  const parts = [],
    top = lin(look.topColor).map((c) => c * 0.8),
    low = lin(look.bottomColor),
    shoeC = lin(look.shoeColor),
    glove = look.gloves ? lin(look.gloveColor) : skin;
  const fold = (p) => 0.95 + 0.1 * noise(p[0] * 22 + look.seed, p[1] * 14, p[2] * 22);
  parts.push({
    name: 'body',
    surface: surface(wear, [-0.74, 0, -0.24], [0.74, 1.54, 0.28], 0.0175),
    rough: 0.85,
    color: (p) => {
      const ax = Math.abs(p[0]),
        s = fold(p);
      if (ax > 0.54 && p[1] > 0.8) return glove;
      if (ax > cuff && p[1] > 0.8) return skin;
      if (p[1] > 1.485 && ax < 0.08) return look.top === 'tshirt' ? skin : top.map((x) => x * s);
      if (p[1] < 0.1) return shoeC;
      if (look.neckerchief && p[1] > 1.44 && ax < 0.09) return lin(look.neckerchief);
      if (p[1] > hem + 0.015 || ax > 0.26) return top.map((x) => x * s);
      if (look.bottom === 'skirt' && p[1] < 0.46) return skin;
      return low.map((x) => x * s);
    },
    part: (p) => (Math.abs(p[0]) > 0.54 && p[1] > 0.8 ? (p[0] > 0 ? 5 : 6) : 4),
  });
  if (look.apron) {
    const c = lin(look.apronColor),
      bib = look.apron === 'bib';
    const f = (p) => {
      const upper = smax(
        torso(p) - slack - 0.02 - Math.max(0, w(p, 14, 0.02)),
        Math.max(Math.abs(p[0]) - 0.105 - (1.36 - p[1]) * 0.14, 0.03 - p[2], p[1] - (bib ? 1.36 : 1.05), 0.98 - p[1]),
        0.01,
      );
      const lower = smax(
        skirt(p, look.apronLow, 0.196 * look.hips + slack, 0.158 * look.hips + slack) - w(p, 10, 0.02),
        0.0 - p[2] - 0.02,
        0.012,
      );
      return smin(upper, lower, 0.015);
    };
    parts.push({
      name: 'apron',
      surface: surface(f, [-0.28, 0.3, -0.05], [0.28, 1.42, 0.3], 0.018),
      rough: 0.9,
      color: (p) => {
        const s = fold([p[0] * 1.3, p[1], p[2]]);
        return (p[1] > 1.0 && p[1] < 1.03 ? c.map((x) => x * 0.7) : c).map((x) => x * s);
      },
    });
  }
  for (const part of parts) part.weights = weights(part.surface.position, part.name === 'apron');
  return parts;
}

export const boneNames = [
  'pelvis',
  'chest',
  'armL',
  'foreL',
  'handL',
  'armR',
  'foreR',
  'handR',
  'thighL',
  'shinL',
  'footL',
  'thighR',
  'shinR',
  'footR',
  'neck',
];
const segments = () => {
  const s = {
    pelvis: [[0, 0.93, 0], [0, 1.04, 0], 0.15],
    chest: [[0, 1.14, 0], [0, 1.4, 0], 0.13],
    neck: [[0, 1.49, -0.012], [0, 1.56, 0], 0.05],
  };
  for (const [n, k] of [
    ['L', 1],
    ['R', -1],
  ]) {
    s['arm' + n] = [side('shoulder', k), side('elbow', k), 0.05];
    s['fore' + n] = [side('elbow', k), side('wrist', k), 0.04];
    s['hand' + n] = [side('wrist', k), side('tip', k), 0.03];
    s['thigh' + n] = [side('hip', k).map((v, i) => (i === 1 ? v - 0.06 : v)), side('knee', k), 0.075];
    s['shin' + n] = [side('knee', k), side('ankle', k), 0.05];
    s['foot' + n] = [side('ankle', k), side('toe', k), 0.05];
  }
  return s;
};
/** Three strongest bones per vertex: {bone: Uint8Array(3n), weight: Float32Array(3n)}. */
function weights(pos, apron) {
  const seg = segments(),
    n = pos.length / 3,
    bone = new Uint8Array(3 * n),
    weight = new Float32Array(3 * n);
  for (let i = 0; i < n; i++) {
    const p = [pos[3 * i], pos[3 * i + 1], pos[3 * i + 2]],
      all = [];
    boneNames.forEach((name, k) => {
      const [a, b, r] = seg[name],
        sgn = name.endsWith('L') ? 1 : name.endsWith('R') ? -1 : 0,
        leg = /thigh|shin|foot/.test(name);
      if (sgn && !leg && p[0] * sgn < 0.1) return;
      if (apron && !leg && sgn) return;
      if (apron && /shin|foot/.test(name)) return;
      // Cloth hangs from the hips: it follows the thighs only in part.

      let d = Math.max(cone(p, a, b, 0, 0) - r, 0) + 0.012;
      if (sgn && leg) d += Math.max(0, -p[0] * sgn) * (p[1] > 0.75 ? 0.6 : 1.2) + (p[1] > 0.88 ? (p[1] - 0.88) * 0.6 : 0);
      all.push([1 / d ** 3.2, k]);
    });
    all.sort((x, y) => y[0] - x[0]);
    const sum = all[0][0] + all[1][0] + (all[2]?.[0] ?? 0);
    for (let j = 0; j < 3; j++) {
      bone[3 * i + j] = all[j]?.[1] ?? 0;
      weight[3 * i + j] = (all[j]?.[0] ?? 0) / sum;
    }
  }
  return { bone, weight };
}
