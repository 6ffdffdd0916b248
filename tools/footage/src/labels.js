// Labels of a picture: what the camera can see of each person, in the words of the label files.

/** Boxes (cx, cy, w, h in 0..1) of ids in the picture, with pixel counts by part: id a head, +1000 a body or thing, +2000 and +3000 its hands. */
function scan(engine, buf, wanted) {
  const out = new Map();
  if (!buf) return out;
  const {
      width: w,
      height: h,
      rect: [rx, ry, rw, rh],
    } = engine,
    words = new Uint32Array(buf.buffer);
  for (let y = ry, at = 0; y < ry + rh; y++)
    for (let x = rx; x < rx + rw; x++, at++) {
      if ((words[at] & 0xffff) === 0) continue;
      const o = 4 * at,
        id = buf[o];
      if (!id || !wanted(id)) continue;
      const part = buf[o + 1],
        [u, v] = engine.distort((x + 0.5) / w, 1 - (y + 0.5) / h);
      for (const key of part >= 5 ? [id + 1000, id + (part - 3) * 1000] : [part === 4 ? id + 1000 : id]) {
        let e = out.get(key);
        if (!e) out.set(key, (e = { n: 0, parts: [0, 0, 0, 0, 0, 0, 0], x0: 9, y0: 9, x1: -9, y1: -9 }));
        if (u < 0 || v < 0 || u > 1 || v > 1) continue;
        e.n++;
        e.parts[part]++;
        if (u < e.x0) e.x0 = u;
        if (u > e.x1) e.x1 = u;
        if (v < e.y0) e.y0 = v;
        if (v > e.y1) e.y1 = v;
      }
    }
  for (const e of out.values()) {
    const px = 0.5 / w,
      py = 0.5 / h;
    e.box = [(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2, e.x1 - e.x0 + 2 * px, e.y1 - e.y0 + 2 * py];
  }
  return out;
}
/** Heads and things of the picture last drawn; a head more than 70 % hidden is left out. */
export function labels(engine, people, objects = []) {
  people.forEach((p, i) => p.meshes.forEach((m) => (m.mesh.userData.id = 10 + i)));
  objects.forEach((o, i) => o.meshes.forEach((m) => (m.userData.id = 100 + i)));
  const seen = scan(engine, engine.idPicture(), () => true),
    heads = [],
    hands = [],
    things = [];
  people.forEach((p, i) => {
    if (p.shown === false) return;
    const id = 10 + i,
      s = seen.get(id);
    for (const k of [2000, 3000]) {
      const h = seen.get(id + k);
      if (h && h.n >= 16 && h.x1 >= h.x0) hands.push({ person: i, kind: p.look.gloves ? 'glove' : 'hand', box: h.box });
    }
    if (!s || s.n < 24) return;
    const whole = scan(engine, engine.idPicture(id), (k) => k === id),
      all = whole.get(id),
      body = seen.get(id + 1000),
      fullBody = whole.get(id + 1000);
    const share = s.n / all.n;
    if (share < 0.3) return;
    const px = s.box[3] * engine.height,
      L = p.look;
    const crown = s.parts[2] / s.n > 0.12 && s.parts[2] > 0.35 * all.parts[2],
      mouth = s.parts[1] / s.n > 0.1 && s.parts[1] > 0.45 * all.parts[1] && px >= 14;
    const handSeen = (body?.parts[5] ?? 0) + (body?.parts[6] ?? 0) > Math.max(14, px * px * 0.03);
    heads.push({
      person: i,
      box: s.box,
      visible: +share.toFixed(2),
      head: crown ? L.head : 'unknown',
      mask: mouth ? L.mask : 'unknown',
      clothes: body && body.n > 0.2 * fullBody.n && body.n > 2 * s.n ? L.clothes : 'unknown',
      hands: handSeen ? (L.gloves ? 'glove' : 'bare') : 'unknown',
      capped: L.head !== 'bare',
      body: body?.box,
    });
  });
  objects.forEach((o, i) => {
    const e = seen.get(1100 + i);
    if (!e || e.n <= 12 || e.x1 < e.x0) return;
    const all = scan(engine, engine.idPicture(100 + i), (k) => k === 100 + i).get(1100 + i);
    if (e.n >= 0.25 * all.n) things.push({ kind: o.kind, codes: o.codes ?? [o.code], box: e.box });
  });
  // The whole picture's ids again, for what asks which pixels are covered.
  if (things.length || heads.length) engine.idPicture();
  return { heads, hands, things };
}

const binKinds = { closed: 'bin', open: 'bin-open', over: 'bin-overflow' };
const heap = { closed: 0.07, open: 0.02, over: 0.3 };
/** The pixels of the empty room that show each bin; a bin mostly behind furniture has none. Asked for once per kitchen. */
export function binPixels(engine, bins, surfaces) {
  const { width: w, height: h } = engine;
  for (const b of bins) {
    const corners = [-1, 1]
      .flatMap((x) => [-1, 1].flatMap((z) => [0, 1].map((y) => [x * 0.24, y * (b.rim + heap[b.state]), z * 0.24])))
      .map((c) =>
        engine.camera.position
          .clone()
          .set(...c)
          .applyMatrix4(b.own.clone().invert())
          .project(engine.camera),
      );
    b.pixels = [];
    if (corners.some((v) => v.z > 1)) continue;
    const X = corners.map((v) => (v.x * 0.5 + 0.5) * w),
      Y = corners.map((v) => (v.y * 0.5 + 0.5) * h),
      area = (Math.max(...X) - Math.min(...X)) * (Math.max(...Y) - Math.min(...Y));
    for (let y = Math.max(0, Math.floor(Math.min(...Y))); y < Math.min(h, Math.max(...Y)); y++)
      for (let x = Math.max(0, Math.floor(Math.min(...X))); x < Math.min(w, Math.max(...X)); x++) {
        const p = surfaces.place(x, y).applyMatrix4(b.own);
        if (Math.abs(p.x) < 0.25 && Math.abs(p.z) < 0.25 && p.y > 0.02 && p.y < b.rim + heap[b.state]) b.pixels.push([x, y]);
      }
    if (b.pixels.length < 0.2 * area || b.pixels.length < 60) b.pixels = [];
  }
}
/** Adds the bins, which never move: where the room shows them and nothing that moves stands before them. */
export function withBins(engine, bins, l) {
  const { width: w, height: h, rect, idBuffer } = engine;
  const covered = (x, y) => {
    if (!rect) return false;
    const [rx, ry, rw, rh] = rect;
    return x >= rx && y >= ry && x < rx + rw && y < ry + rh && idBuffer[4 * ((y - ry) * rw + x - rx)] !== 0;
  };
  for (const b of bins) {
    if (!b.pixels.length) continue;
    let [x0, y0, x1, y1, n] = [9, 9, -9, -9, 0];
    for (const [x, y] of b.pixels) {
      const [u, v] = engine.distort((x + 0.5) / w, 1 - (y + 0.5) / h);
      if (u < 0 || v < 0 || u > 1 || v > 1 || covered(x, y)) continue;
      n++;
      x0 = Math.min(x0, u);
      x1 = Math.max(x1, u);
      y0 = Math.min(y0, v);
      y1 = Math.max(y1, v);
    }
    if (n < 0.4 * b.pixels.length || n < 60) continue;
    const kind = binKinds[b.state];
    l.things.push({
      kind,
      codes: { closed: [], open: ['bin-uncovered'], over: ['bin-overflow'] }[b.state],
      box: [(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0 + 1 / w, y1 - y0 + 1 / h],
    });
  }
  return l;
}
