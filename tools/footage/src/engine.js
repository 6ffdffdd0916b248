// The renderer: bakes a kitchen for one fixed camera, then draws moving things into it, with labels from an id picture.
import * as T from 'three';
import * as S from './shaders.js';
import { lampCamera } from './bake.js';

const size = 1024;
const target = (w, h, o = {}) =>
  new T.WebGLRenderTarget(w, h, { type: T.HalfFloatType, minFilter: T.LinearFilter, magFilter: T.LinearFilter, depthBuffer: false, ...o });
const depthTarget = () => {
  const t = new T.WebGLRenderTarget(size, size, { minFilter: T.NearestFilter, magFilter: T.NearestFilter });
  t.depthTexture = new T.DepthTexture(size, size, T.UnsignedIntType);
  return t;
};
const shader = (vs, fs, uniforms, o = {}) =>
  new T.ShaderMaterial({ glslVersion: T.GLSL3, vertexShader: vs, fragmentShader: fs, uniforms, ...o });

export class Engine {
  /** Draws at width x height, delivers at outWidth x outHeight. */
  constructor(width, height, outWidth = width, outHeight = height) {
    Object.assign(this, { width, height, outWidth, outHeight });
    this.gl = new T.WebGLRenderer({ antialias: false, preserveDrawingBuffer: true, powerPreference: 'low-power' });
    this.gl.setSize(outWidth, outHeight, false);
    this.gl.autoClear = true;
    this.gl.outputColorSpace = T.LinearSRGBColorSpace;
    this.gl.setClearColor(0, 1);
    this.room = target(width, height, { type: T.FloatType, depthBuffer: true, minFilter: T.NearestFilter, magFilter: T.NearestFilter });
    this.still = target(width, height, { type: T.FloatType, depthBuffer: true, minFilter: T.NearestFilter, magFilter: T.NearestFilter });
    this.shade = target(width / 2, height / 2);
    this.image = target(width, height, { type: T.UnsignedByteType, depthBuffer: true, samples: 4 });
    this.idImage = target(width, height, {
      type: T.UnsignedByteType,
      depthBuffer: true,
      minFilter: T.NearestFilter,
      magFilter: T.NearestFilter,
    });
    this.cube = new T.WebGLCubeRenderTarget(128, { type: T.HalfFloatType, generateMipmaps: true, minFilter: T.LinearMipmapNearestFilter });
    const white = new T.DataTexture(new Uint8Array([255, 255, 255, 255]), 1, 1);
    white.needsUpdate = true;
    this.white = white;
    this.shadowA = depthTarget();
    this.shadowB = depthTarget();
    this.depthMaterial = shader(S.vertex, S.depthOnly, {}, { side: T.DoubleSide, colorWrite: false });
    this.gMaterial = shader(S.vertex, S.gbuffer, {}, { side: T.DoubleSide });
    this.flat = new T.Mesh(new T.PlaneGeometry(2, 2));
    this.flat.frustumCulled = false;
    this.flatScene = new T.Scene();
    this.flatScene.add(this.flat);
    this.flatCamera = new T.Camera();
    this.live = new T.Scene();
    this.lampsFor = 0;
  }

  /** Begins with a kitchen: {scene parts [{geometry, map, room}], lamps [{pos, w, d}], lo, hi, lampColor, sky, skySide}. */
  load(kitchen, camera) {
    this.kitchen = kitchen;
    this.camera = camera;
    camera.updateMatrixWorld();
    camera.updateProjectionMatrix();
    const v = (a) => new T.Vector3(...a);
    const common = (this.common = {
      cube: { value: null },
      probe: { value: v([(kitchen.lo[0] + kitchen.hi[0]) / 2, 1.35, (kitchen.lo[2] + kitchen.hi[2]) / 2]) },
      lo: { value: v(kitchen.lo) },
      hi: { value: v(kitchen.hi) },
    });
    this.bakeUniforms = {
      ...common,
      depthA: { value: this.shadowA.depthTexture },
      depthB: { value: this.shadowB.depthTexture },
      matA: { value: new T.Matrix4() },
      matB: { value: new T.Matrix4() },
      light: { value: new T.Vector3() },
      lightColor: { value: v(kitchen.lampColor) },
      skyDir: { value: new T.Vector3() },
      skyColor: { value: new T.Vector3() },
      share: { value: 1 },
      mode: { value: 0 },
      gloss: { value: 0 },
    };
    this.scene?.traverse((m) => {
      m.geometry?.dispose();
      m.material?.dispose?.();
    });
    this.scene = new T.Scene();
    this.casters = [];
    for (const part of kitchen.parts) {
      const m = new T.Mesh(
        part.geometry,
        shader(
          S.vertex,
          S.bake,
          { ...this.bakeUniforms, map: { value: part.map ?? this.white } },
          { side: T.DoubleSide, transparent: false, blending: T.NoBlending },
        ),
      );
      m.frustumCulled = false;
      this.scene.add(m);
      m.userData.room = part.room;
      if (!part.room) this.casters.push(m);
    }
    const n = kitchen.lamps.length;
    if (this.lampsFor !== n) {
      this.movingMaps = Array.from({ length: n }, depthTarget);
      this.stillMaps = Array.from({ length: n }, depthTarget);
      this.lampsFor = n;
    }
    this.lampCameras = kitchen.lamps.map((l) => lampCamera(l.pos));
    this.tone = { exposure: { value: 1 }, haze: { value: 0 }, balance: { value: new T.Vector3(1, 1, 1) } };
    this.liveUniforms = {
      ...common,
      ...this.tone,
      lamp: { value: kitchen.lamps.map((l) => v(l.pos)) },
      lampColor: { value: v(kitchen.lampColor) },
      sky: { value: v(kitchen.sky) },
      lampMat: { value: this.lampCameras.map((c) => new T.Matrix4().multiplyMatrices(c.projectionMatrix, c.matrixWorldInverse)) },
    };
    for (let i = 0; i < n; i++) {
      this.liveUniforms['still' + i] = { value: this.stillMaps[i].depthTexture };
      this.liveUniforms['moving' + i] = { value: this.movingMaps[i].depthTexture };
    }
    this.composeMaterial = shader(
      S.quad,
      S.compose,
      { ...this.tone, room: { value: this.room.texture }, still: { value: this.still.texture }, shade: { value: this.shade.texture } },
      { depthFunc: T.AlwaysDepth },
    );
    this.maskMaterial = shader(
      S.quad,
      S.mask(n),
      {
        ...this.liveUniforms,
        still: { value: this.still.texture },
        back: { value: new T.Matrix4().multiplyMatrices(camera.matrixWorld, camera.projectionMatrixInverse) },
        ball: { value: Array.from({ length: 40 }, () => new T.Vector4()) },
        balls: { value: 0 },
      },
      { depthTest: false, depthWrite: false },
    );
    this.post = {
      image: { value: this.image.texture },
      size: { value: new T.Vector2(this.outWidth, this.outHeight) },
      barrel: { value: 0.1 },
      grey: { value: 0 },
      grain: { value: 0.03 },
      sharp: { value: 0.5 },
      vignette: { value: 0.35 },
      seed: { value: 1 },
    };
    this.postMaterial = shader(S.quad, S.post, this.post, { depthTest: false, depthWrite: false });
  }
  draw(material, to) {
    this.flat.material = material;
    this.gl.setRenderTarget(to);
    this.gl.render(this.flatScene, this.flatCamera);
  }
  override(material) {
    this.scene.overrideMaterial = material;
  }
  depth(scene, camera, to) {
    const g = scene.children.filter((m) => (m.userData.ghost || m.userData.noShadow) && m.visible);
    for (const m of g) m.visible = false;
    scene.overrideMaterial = this.depthMaterial;
    this.gl.setRenderTarget(to);
    this.gl.render(scene, camera);
    scene.overrideMaterial = null;
    for (const m of g) m.visible = true;
  }
  /** A mesh of the moving scene. */
  make = (geometry, { map = null, alpha = 1, skin = false, kind = '' } = {}) => {
    const m = new T.Mesh(
      geometry,
      shader(
        S.vertex,
        S.moving(this.kitchen.lamps.length),
        {
          ...this.liveUniforms,
          map: { value: map ?? this.white },
          hasMap: { value: map ? 1 : 0 },
          alpha: { value: alpha },
          skin: { value: skin ? 1 : 0 },
        },
        { transparent: alpha < 1 },
      ),
    );
    m.userData.kind = kind;
    m.userData.idMaterial = shader(S.vertex, S.ids, { id: { value: 0 } });
    return m;
  };
  /** Draws a picture. `balls` are what darkens its surroundings, `reach` further places that change; with `partial` only what changed since the last picture is drawn. */
  frame(balls, reach = [], partial = false) {
    const gl = this.gl,
      u = this.maskMaterial.uniforms,
      now = this.extent([...balls, ...reach]),
      last = this.lastExtent;
    this.lastExtent = now;
    this.lampCameras.forEach((c, i) => this.depth(this.live, c, this.movingMaps[i]));
    balls.slice(0, 40).forEach((b, i) => u.ball.value[i].set(...b));
    u.balls.value = Math.min(40, balls.length);
    const all =
      partial && last
        ? [Math.min(now[0], last[0]), Math.min(now[1], last[1]), Math.max(now[2], last[2]), Math.max(now[3], last[3])]
        : [0, 0, 1, 1];
    if (all[2] <= all[0] || all[3] <= all[1]) {
      this.rect = null;
      return;
    }
    this.rect = this.cut(this.image, all);
    this.cut(this.shade, all);
    this.idImage.scissor.copy(this.image.scissor);
    this.idImage.scissorTest = true;
    gl.autoClear = false;
    this.draw(this.maskMaterial, this.shade);
    this.draw(this.composeMaterial, this.image);
    gl.setRenderTarget(this.image);
    gl.render(this.live, this.camera);
    let [x0, y0, x1, y1] = [1, 1, 0, 0];
    for (let i = 0; i <= 8; i++)
      for (const [a, b] of [
        [i / 8, 0],
        [i / 8, 1],
        [0, i / 8],
        [1, i / 8],
      ]) {
        const [x, y] = this.distort(all[0] + a * (all[2] - all[0]), 1 - (all[1] + b * (all[3] - all[1])));
        x0 = Math.min(x0, x);
        x1 = Math.max(x1, x);
        y0 = Math.min(y0, 1 - y);
        y1 = Math.max(y1, 1 - y);
      }
    const W = this.outWidth,
      H = this.outHeight,
      X = Math.max(0, Math.floor(x0 * W) - 3),
      Y = Math.max(0, Math.floor(y0 * H) - 3);
    gl.setScissor(X, Y, Math.min(W, Math.ceil(x1 * W) + 3) - X, Math.min(H, Math.ceil(y1 * H) + 3) - Y);
    gl.setScissorTest(true);
    this.draw(this.postMaterial, null);
    gl.setScissorTest(false);
    gl.autoClear = true;
    gl.setRenderTarget(null);
  }
  cut(t, [x0, y0, x1, y1]) {
    const X = Math.max(0, Math.floor(x0 * t.width) - 1),
      Y = Math.max(0, Math.floor(y0 * t.height) - 1),
      r = [X, Y, Math.min(t.width, Math.ceil(x1 * t.width) + 1) - X, Math.min(t.height, Math.ceil(y1 * t.height) + 1) - Y];
    t.scissor.set(...r);
    t.scissorTest = true;
    return r;
  }
  /** What part of the picture (x0, y0, x1, y1 from below) spheres and their shadows can touch. */
  extent(balls) {
    let x0 = 1,
      y0 = 1,
      x1 = 0,
      y1 = 0;
    const v = new T.Vector3();
    for (const [x, y, z, r] of balls) {
      const m = r + 0.55;
      for (const [dx, dz] of [
        [m, m],
        [m, -m],
        [-m, m],
        [-m, -m],
      ])
        for (const h of [y + 0.38 + r * 0.3, Math.max(0, y - 0.8)]) {
          v.set(x + dx, h, z + dz).applyMatrix4(this.camera.matrixWorldInverse);
          if (v.z > -0.1) return [0, 0, 1, 1];
          v.applyMatrix4(this.camera.projectionMatrix);
          x0 = Math.min(x0, v.x * 0.5 + 0.5);
          x1 = Math.max(x1, v.x * 0.5 + 0.5);
          y0 = Math.min(y0, v.y * 0.5 + 0.5);
          y1 = Math.max(y1, v.y * 0.5 + 0.5);
        }
    }
    return [Math.max(0, x0), Math.max(0, y0), Math.min(1, x1), Math.min(1, y1)];
  }
  /** RGBA bytes, of the rectangle last drawn, bottom row first: R object id, G part. Objects carry userData.id. `only` leaves one id, nothing hiding it. */
  idPicture(only) {
    if (!this.rect) return null;
    const gl = this.gl,
      [rx, ry, w, h] = this.rect,
      buf = (this.idBuffer ??= new Uint8Array(this.width * this.height * 4)),
      keep = [];
    this.live.traverse((m) => {
      if (!m.isMesh) return;
      keep.push([m, m.material, m.visible]);
      m.material = m.userData.idMaterial;
      m.material.uniforms.id.value = m.userData.id ?? 0;
      if (m.userData.ghost) m.visible = false;
      if (only !== undefined) m.visible &&= m.userData.id === only;
    });
    gl.setRenderTarget(this.idImage);
    gl.clear();
    if (only === undefined) {
      this.idDepth ??= shader(S.quad, S.depthOf, { still: { value: this.still.texture } }, { depthFunc: T.AlwaysDepth });
      this.draw(this.idDepth, this.idImage);
    }
    gl.autoClear = false;
    gl.setRenderTarget(this.idImage);
    gl.render(this.live, this.camera);
    gl.autoClear = true;
    gl.readRenderTargetPixels(this.idImage, rx, ry, w, h, buf);
    for (const [m, mat, vis] of keep) {
      m.material = mat;
      m.visible = vis;
    }
    return buf;
  }
  /** Where a point of the undistorted picture (0..1, y down) lands in the final one. */
  distort(u, v) {
    const a = this.width / this.height,
      k = this.post.barrel.value,
      m = (a * a + 1) / 4,
      x = (u - 0.5) * a,
      y = v - 0.5,
      R = Math.hypot(x, y);
    let q = R;
    for (let i = 0; i < 6; i++) q -= ((q * (1 + k * q * q)) / (1 + k * m) - R) / ((1 + 3 * k * q * q) / (1 + k * m));
    const s = R > 1e-6 ? q / R : 1;
    return [0.5 + (x * s) / a, 0.5 + y * s];
  }
}
