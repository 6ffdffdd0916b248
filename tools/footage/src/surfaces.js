// What the camera sees of the empty room: for every pixel the place in the world and which way its surface faces.
import { Matrix4, Vector3 } from 'three';

/** Read once per kitchen, after the bake. Rows run from below, as in id pictures. */
export class Surfaces {
  constructor(engine) {
    const { width: w, height: h, camera } = engine;
    this.width = w;
    this.height = h;
    this.eye = camera.position.clone();
    this.data = new Float32Array(w * h * 4);
    engine.gl.readRenderTargetPixels(engine.still, 0, 0, w, h, this.data);
    this.back = new Matrix4().multiplyMatrices(camera.matrixWorld, camera.projectionMatrixInverse);
  }
  place(x, y) {
    const depth = this.data[4 * (y * this.width + x) + 3];
    return new Vector3((2 * (x + 0.5)) / this.width - 1, (2 * (y + 0.5)) / this.height - 1, 2 * depth - 1).applyMatrix4(this.back);
  }
  normal(x, y) {
    const o = 4 * (y * this.width + x);
    return new Vector3(this.data[o], this.data[o + 1], this.data[o + 2]);
  }
  /** A visible place, away from the picture's rim, that `fits(place, normal, distance)`; null when 400 tries find none. */
  pick(r, fits) {
    for (let i = 0; i < 400; i++) {
      const x = Math.floor(r.range(0.06, 0.94) * this.width),
        y = Math.floor(r.range(0.08, 0.94) * this.height),
        p = this.place(x, y),
        n = this.normal(x, y);
      if (fits(p, n, p.distanceTo(this.eye))) return { p, n };
    }
    return null;
  }
}
