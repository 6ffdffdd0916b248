// Labels of a picture: what the camera can see of each person, in the words of the label files.

/** Boxes (cx, cy, w, h in 0..1) of ids in the picture, with pixel counts by part. */
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
        key = part >= 4 ? id + 1000 : id,
        [u, v] = engine.distort((x + 0.5) / w, 1 - (y + 0.5) / h);
      let e = out.get(key);
      if (!e) out.set(key, (e = { n: 0, parts: [0, 0, 0, 0, 0, 0], x0: 9, y0: 9, x1: -9, y1: -9 }));
      if (u < 0 || v < 0 || u > 1 || v > 1) continue;
      e.n++;
      e.parts[part]++;
      if (u < e.x0) e.x0 = u;
      if (u > e.x1) e.x1 = u;
      if (v < e.y0) e.y0 = v;
      if (v > e.y1) e.y1 = v;
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
    things = [];
  people.forEach((p, i) => {
    if (p.shown === false) return;
    const id = 10 + i,
      s = seen.get(id);
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
    const hands = (body?.parts[5] ?? 0) > Math.max(14, px * px * 0.03);
    heads.push({
      person: i,
      box: s.box,
      visible: +share.toFixed(2),
      head: crown ? L.head : 'unknown',
      mask: mouth ? L.mask : 'unknown',
      clothes: body && body.n > 0.2 * fullBody.n && body.n > 2 * s.n ? L.clothes : 'unknown',
      hands: hands ? (L.gloves ? 'glove' : 'bare') : 'unknown',
      capped: L.head !== 'bare',
      body: body?.box,
    });
  });
  objects.forEach((o, i) => {
    let n = 0,
      b = null;
    for (const [k, e] of seen)
      if (k % 1000 === 100 + i) {
        n += e.n;
        b = b ?? e;
      }
    if (n > 12 && b.x1 >= b.x0) things.push({ kind: o.kind, code: o.code, box: b.box });
  });
  return { heads, things };
}

/** Adds what never moves: overfull bins, by their outline. */
export function withBins(engine, bins, l) {
  for (const b of bins) {
    if (b.state !== 'over') continue;
    const pts = [];
    for (const x of [-1, 1])
      for (const z of [-1, 1])
        for (const y of [0, 1]) {
          const v = engine.camera.position
            .clone()
            .set(b.at[0] + (x * b.size[0]) / 2, y * b.size[1], b.at[2] + (z * b.size[2]) / 2)
            .project(engine.camera);
          pts.push(v.z < 1 ? engine.distort(v.x * 0.5 + 0.5, 0.5 - v.y * 0.5) : [9, 9]);
        }
    const X = pts.map((p) => p[0]),
      Y = pts.map((p) => p[1]),
      [x0, x1, y0, y1] = [
        Math.max(0, Math.min(...X)),
        Math.min(1, Math.max(...X)),
        Math.max(0, Math.min(...Y)),
        Math.min(1, Math.max(...Y)),
      ];
    if (x1 - x0 > 0.02 && y1 - y0 > 0.03 && Math.max(...X) < 1.2)
      l.things.push({ kind: 'bin', code: 'bin-overflow', box: [(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0] });
  }
  return l;
}
