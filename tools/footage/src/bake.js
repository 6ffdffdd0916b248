// Light of the empty room for one fixed camera: many samples of lamps and surroundings, each with its shadow map, added up.
import * as T from 'three';

/** What a lamp at a ceiling point sees, for its shadow map. */
export function lampCamera(pos) {
  const c = new T.PerspectiveCamera(140, 1, 0.12, 12);
  c.position.set(...pos);
  c.up.set(0, 0, 1);
  c.lookAt(pos[0], 0, pos[2]);
  c.updateMatrixWorld();
  c.updateProjectionMatrix();
  return c;
}
/** The room seen from direction d, for the shadow of what comes from there. */
function skyCamera(kitchen, d) {
  const { lo, hi } = kitchen,
    c = new T.Vector3((lo[0] + hi[0]) / 2, 1.2, (lo[2] + hi[2]) / 2),
    r = Math.hypot(hi[0] - lo[0], 2.6, hi[2] - lo[2]) / 2;
  const o = new T.OrthographicCamera(-r, r, r, -r, 0.1, 2 * r + 4);
  o.position.copy(c).addScaledVector(d, r + 2);
  o.up.set(Math.abs(d.y) > 0.9 ? 1 : 0, Math.abs(d.y) > 0.9 ? 0 : 1, 0);
  o.lookAt(c);
  o.updateMatrixWorld();
  o.updateProjectionMatrix();
  return o;
}
function castersOnly(engine, on) {
  for (const m of engine.scene.children) m.visible = on ? !m.userData.room : true;
}

/** Fills engine.room (light), engine.still (normal, depth), the lamps' shadow maps and engine.meanLight. */
export function bake(engine, r, samples) {
  const u = engine.bakeUniforms,
    k = engine.kitchen,
    gl = engine.gl,
    cam = engine.camera;
  u.mode.value = 1;
  u.gloss.value = 0;
  u.share.value = 1;
  engine.common.cube.value = null;
  const probe = new T.CubeCamera(0.1, 30, engine.cube);
  probe.position.copy(engine.common.probe.value);
  engine.scene.updateMatrixWorld();
  probe.updateMatrixWorld();
  engine.common.cube.value = engine.dummyCube ??= new T.WebGLCubeRenderTarget(4).texture;
  probe.update(gl, engine.scene);
  engine.common.cube.value = engine.cube.texture;
  u.mode.value = 0;
  castersOnly(engine, true);
  engine.lampCameras.forEach((c, i) => engine.depth(engine.scene, c, engine.stillMaps[i]));
  castersOnly(engine, false);
  gl.setRenderTarget(engine.still);
  gl.setClearColor(0, 1);
  engine.override(engine.gMaterial);
  gl.render(engine.scene, cam);
  engine.override(null);
  gl.setRenderTarget(engine.room);
  gl.clear();
  u.share.value = 1 / samples;
  for (const m of engine.scene.children)
    Object.assign(m.material, {
      blending: T.CustomBlending,
      blendSrc: T.OneFactor,
      blendDst: T.OneFactor,
      blendEquation: T.AddEquation,
      transparent: false,
      depthWrite: false,
    });
  const n = k.lamps.length,
    turn = r.range(0, 7);
  for (let i = 0; i < samples; i++) {
    const lamp = k.lamps[i % n],
      p = [lamp.pos[0] + (r.next() - 0.5) * lamp.w, lamp.pos[1], lamp.pos[2] + (r.next() - 0.5) * lamp.d];
    // Spiral over the sphere, so that few samples already cover it.
    const y = 1 - (2 * (i + 0.5)) / samples,
      a = turn + i * 2.399963,
      s = Math.sqrt(1 - y * y),
      d = new T.Vector3(Math.cos(a) * s, y, Math.sin(a) * s);
    const cA = lampCamera(p),
      cB = skyCamera(engine.kitchen, d);
    castersOnly(engine, true);
    engine.depth(engine.scene, cA, engine.shadowA);
    engine.depth(engine.scene, cB, engine.shadowB);
    castersOnly(engine, false);
    u.gloss.value = i === 1 || i === n ? samples / 2 : 0;
    u.light.value.set(...p);
    u.lightColor.value.set(...k.lampColor).multiplyScalar(n);
    u.matA.value.multiplyMatrices(cA.projectionMatrix, cA.matrixWorldInverse);
    u.matB.value.multiplyMatrices(cB.projectionMatrix, cB.matrixWorldInverse);
    u.skyDir.value.copy(d);
    u.skyColor.value.set(...k.sky).multiplyScalar(y > 0 ? 0.75 + 0.45 * y : 0.75 + 0.4 * y);
    cam.setViewOffset(engine.width, engine.height, r.next() - 0.5, r.next() - 0.5, engine.width, engine.height);
    gl.setRenderTarget(engine.room);
    gl.autoClear = false;
    gl.clearDepth();
    engine.override(engine.depthMaterial);
    gl.render(engine.scene, cam);
    engine.override(null);
    gl.render(engine.scene, cam);
    gl.autoClear = true;
  }
  cam.clearViewOffset();
  cam.updateProjectionMatrix();
  // Exposure like a camera's: mean brightness of the empty room.
  const w = engine.width,
    h = engine.height,
    buf = new Float32Array(w * h * 4);
  gl.readRenderTargetPixels(engine.room, 0, 0, w, h, buf);
  let sum = 0,
    c = 0;
  for (let i = 0; i < buf.length; i += 4 * 37) {
    sum += Math.log(1e-3 + 0.3 * buf[i] + 0.6 * buf[i + 1] + 0.1 * buf[i + 2]);
    c++;
  }
  engine.meanLight = Math.exp(sum / c);
  if (!Number.isFinite(engine.meanLight)) throw new Error('bake gave no light');
}
