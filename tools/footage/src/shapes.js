// Distance fields of heads and what is worn on them.
import { cone, ellipsoid, len, smax, smin } from './sdf.js';
import { noise } from './random.js';

export function skull(q, h) {
  const p = [q[0] / h.w, q[1] / h.long, q[2]],
    ax = [Math.abs(p[0]), p[1], p[2]];
  let d = ellipsoid(p, [0, 0.128, -0.008], [0.074, 0.097, 0.094]);
  d = smin(d, ellipsoid(p, [0, 0.068, 0.026], [0.058 * h.jaw, 0.08, 0.064]), 0.03);
  d = smin(d, ellipsoid(p, [0, 0.004, 0.06], [0.024 * h.jaw, 0.018, 0.02]), 0.025);
  d = smin(d, ellipsoid(ax, [0.037, 0.07, 0.062], [0.024 * h.cheek, 0.022, 0.02]), 0.02);
  return d;
}
export function face(p, h) {
  let d = skull(p, h);
  const q = [p[0] / h.w, p[1] / h.long, p[2]],
    ax = [Math.abs(q[0]), q[1], q[2]];
  d = smin(d, ellipsoid(ax, [0.026, 0.12, 0.076], [0.03, 0.008, 0.014 + 0.003 * h.brow]), 0.015);
  d = smax(d, -ellipsoid(ax, [0.031, 0.104, 0.094], [0.018, 0.011, 0.014]), 0.012);
  d = Math.min(d, ellipsoid(ax, [0.031, 0.103, 0.0755], [0.0125, 0.0115, 0.0125]));
  d = smin(d, cone(q, [0, 0.108, 0.088], [0, 0.07, 0.103 + 0.006 * h.nose], 0.008, 0.011 * h.nose), 0.012);
  d = smin(d, ellipsoid(ax, [0.011, 0.064, 0.097], [0.008, 0.007, 0.009]), 0.008);
  d = smin(d, ellipsoid(q, [0, 0.035, 0.0865], [0.023, 0.009, 0.01]), 0.01);
  d = smin(d, ellipsoid(ax, [0.078, 0.088, -0.004], [0.01, 0.031, 0.019]), 0.008);
  return smin(d, cone(p, [0, -0.1, -0.022], [0, 0.04, -0.012], 0.058, 0.05), 0.03);
}
/** Signed height over the hairline plane: through the forehead and the nape. */
export const over = (p, front, back) => {
  const dy = front - back,
    dz = 0.178;
  const l = len(dy, dz);
  return ((p[1] - back) * dz - (p[2] + 0.09) * dy) / l;
};

export function hairField(h, under, cut) {
  const n = (p, s) => noise(p[0] * s + h.seed, p[1] * s * 0.6, p[2] * s) - 0.5;
  const thick =
    { bald: -0.01, buzz: 0.004, short: 0.012, side: 0.015, medium: 0.02, bob: 0.02, long: 0.018, bun: 0.01, tail: 0.011 }[h.hair] *
    (under ? 0.5 : 1);
  return (p) => {
    let d = skull(p, h) - thick - n(p, 55) * 0.012;
    d = smax(d, -over(p, h.hair === 'bald' ? 0.3 : h.hair === 'medium' ? 0.15 : 0.172, 0.01) - n(p, 30) * 0.02, 0.012);
    if (h.hair === 'side' || h.hair === 'medium') d = smin(d, ellipsoid(p, [0.02, 0.2, 0.05], [0.06, 0.025, 0.04]), 0.02);
    if (h.hair === 'bob' || h.hair === 'long') {
      const low = h.hair === 'bob' ? 0.0 : -0.12;
      let s = ellipsoid(p, [0, 0.07 + low / 2, -0.035], [0.1, 0.14 - low / 2, 0.085]) - n(p, 60) * 0.014;
      s = smax(s, p[2] - 0.035 - (p[1] > 0.13 ? 0.03 : 0), 0.01);
      s = smax(s, low - 0.02 - p[1], 0.015);
      d = smin(d, s, 0.02);
    }
    if (h.hair === 'bun') d = smin(d, ellipsoid(p, [0, 0.13, -0.125], [0.038, 0.036, 0.033]) - n(p, 80) * 0.01, 0.01);
    if (h.hair === 'tail') d = smin(d, cone(p, [0, 0.12, -0.11], [0, -0.08, -0.14], 0.032, 0.015) - n(p, 70) * 0.012, 0.012);
    if (cut) d = smax(d, p[1] - 0.19, 0.01);
    return d;
  };
}

export const caps = {
  toque: (h, r) => {
    const top = r.range(0.3, 0.38),
      puff = r.range(0.1, 0.125);
    return (p) => {
      const a = Math.atan2(p[2], p[0]);
      let band = smax(len(p[0] / 0.96, p[2] + 0.004) - 0.096 * h.w, Math.abs(p[1] - 0.205 - p[2] * 0.15) - 0.05, 0.006);
      band = smax(band, -over(p, 0.155, 0.09), 0.006);
      return smin(
        band,
        ellipsoid(p, [0, top - 0.03, -0.005], [puff, 0.055, puff]) - 0.006 * Math.cos(a * 13) * (p[1] > 0.24 ? 1 : 0),
        0.035,
      );
    };
  },
  pillbox: (h, r) => {
    const top = r.range(0.235, 0.262);
    return (p) =>
      smax(smax(len(p[0] * 1.13, p[2] + 0.008) - 0.1 * h.w, p[1] - top - p[2] * 0.12, 0.012), -over(p, 0.155, 0.085), 0.006) -
      0.001 * noise(p[0] * 90, p[1] * 90, p[2] * 90);
  },
  baseball: (h) => (p) => {
    let d = smax(skull(p, h) - 0.014 - (p[1] > 0.18 ? 0.006 : 0), -over(p, 0.155, 0.08), 0.006);
    return smin(d, smax(ellipsoid(p, [0, 0.158 - (p[2] - 0.09) * 0.25, 0.1], [0.078, 0.009, 0.075]), 0.05 - p[2], 0.01), 0.008);
  },
  skullcap: (h) => (p) => smax(skull(p, h) - 0.014 - 0.004 * noise(p[0] * 50, p[1] * 50, p[2] * 50), -over(p, 0.15, 0.06), 0.006),
};
export const net = (h, seed) => (p) => {
  const q = noise(p[0] * 38 + seed, p[1] * 38, p[2] * 38) - 0.5,
    f = noise(p[0] * 110, p[1] * 110 + seed, p[2] * 110) - 0.5;
  const d = Math.min(skull(p, h) - 0.022, ellipsoid(p, [0, 0.155, -0.05], [0.092, 0.086, 0.1])) - q * 0.022 - f * 0.006;
  return smax(d, -over(p, 0.148, 0.03) + 0.004 * Math.sin(p[0] * 220 + p[2] * 200), 0.008);
};
export function maskField(h, how) {
  const up = how === 'chin' ? 0.014 : how === 'nose' ? 0.056 : 0.09,
    down = how === 'chin' ? -0.062 : -0.026;
  return (p) => {
    let d = smin(skull(p, h) - 0.007, ellipsoid(p, [0, 0.04, 0.05], [0.058, 0.075, 0.058]), 0.02);
    if (how === 'worn') d = smin(d, cone(p, [0, 0.088, 0.09], [0, 0.06, 0.106], 0.008, 0.016 * h.nose), 0.025);
    if (how === 'chin') d = smin(cone(p, [0, -0.02, 0.03], [0, 0.004, 0.052], 0.05, 0.034), d + 0.003, 0.02);
    const side = Math.abs(p[0]) / 0.07;
    d = smax(d, p[1] - up + side * side * 0.03 - (Math.abs(p[0]) < 0.015 && how === 'worn' ? 0.004 : 0), 0.005);
    d = smax(d, down + side * side * 0.028 - p[1], 0.006);
    return smax(d, (how === 'chin' ? -0.012 : 0.018) - p[2], 0.006);
  };
}
