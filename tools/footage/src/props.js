// What hands hold that they should not: a phone, a cigarette. Each follows a person's right hand: {kind, code, meshes, follow(person)}.
import { BoxGeometry, CylinderGeometry, Matrix4, SphereGeometry, Vector3 } from 'three';
import { flatten } from './hazards.js';

const ahead = (m, v) => new Vector3(...v).applyMatrix4(m);
/** Palm, finger tips and mouth of a placed person, in the room. */
function reach(person) {
  const hand = new Matrix4().multiplyMatrices(person.root, person.bones.handR),
    face = person.head;
  return {
    palm: ahead(hand, [-0.6, 1.02, 0.01]),
    tip: ahead(hand, [-0.62, 0.965, 0.015]),
    mouth: ahead(face, [0, 0.02, 0.11]),
    ear: ahead(face, [-0.085, 0.08, 0.02]),
  };
}
function pose(mesh, place, x, y, z) {
  mesh.matrix.makeBasis(x, y, z).setPosition(place);
  mesh.matrixWorld.copy(mesh.matrix);
}
function frame(along, facing) {
  const y = along.clone().normalize(),
    x = new Vector3().crossVectors(y, facing).normalize();
  return [x, y, new Vector3().crossVectors(x, y)];
}
const piece = (engine, g, hex, rough, glow = 0, alpha = 1) => {
  const m = engine.make(flatten(g, hex, rough, glow), { alpha });
  m.matrixAutoUpdate = false;
  engine.live.add(m);
  return m;
};

/** `call` holds it to the ear, otherwise before the face. */
export function phone(engine, { hex = '#141518', call = false, screen = 0.5 } = {}) {
  const body = piece(engine, new BoxGeometry(0.078, 0.162, 0.011), hex, 0.3),
    glass = piece(engine, new BoxGeometry(0.07, 0.15, 0.003), screen > 0.2 ? '#9fb8d8' : '#0c0d10', 0.1, screen);
  return {
    kind: 'phone',
    code: 'phone-use',
    meshes: [body, glass],
    balls: [],
    follow(person) {
      const { palm, tip, mouth, ear } = reach(person);
      const [place, axes] = call
        ? [
            palm.clone().lerp(ear, 0.45),
            frame(
              ear
                .clone()
                .sub(mouth)
                .add(new Vector3(0, 0.06, 0)),
              palm.clone().sub(ear),
            ),
          ]
        : [
            tip.clone().lerp(palm, 0.4).addScaledVector(mouth.clone().sub(palm).normalize(), 0.045),
            frame(new Vector3(0, 1, 0).addScaledVector(mouth.clone().sub(palm).normalize(), -0.4), mouth.clone().sub(palm)),
          ];
      pose(body, place, ...axes);
      pose(glass, place.clone().addScaledVector(axes[2], call ? -0.006 : 0.006), ...axes);
    },
  };
}
/** A lit cigarette between the fingers. */
export function cigarette(engine, { puff = true } = {}) {
  const stick = piece(engine, new CylinderGeometry(0.0065, 0.0065, 0.064, 8), '#f6f4ee', 0.9, 0.12),
    filter = piece(engine, new CylinderGeometry(0.0066, 0.0066, 0.028, 8), '#c98a4a', 0.9),
    ember = piece(engine, new SphereGeometry(0.0075, 8, 6), '#ff6a20', 1, 1.6),
    wisps = Array.from({ length: 4 }, () => piece(engine, new SphereGeometry(1, 10, 8), '#c9c9c9', 1, 0.05, 0.16));
  for (const m of wisps) {
    m.userData.ghost = m.userData.noShadow = true;
    m.material.depthWrite = false;
    m.renderOrder = 5;
  }
  return {
    kind: 'cigarette',
    code: 'smoking',
    meshes: [stick, filter, ember, ...wisps],
    balls: [],
    follow(person, t = 0) {
      const { palm, tip, mouth } = reach(person),
        out = new Vector3(0, 0, 1).transformDirection(person.head),
        way = puff ? out.clone().add(new Vector3(0, -0.2, 0)) : new Vector3(-1, 0.4, 0.5).transformDirection(person.head),
        axes = frame(way, new Vector3(0, 1, 0.01)),
        base = puff ? mouth.clone().lerp(tip, 0.25) : tip;
      pose(filter, base.clone().addScaledVector(axes[1], 0.012), ...axes);
      pose(stick, base.clone().addScaledVector(axes[1], 0.055), ...axes);
      const end = base.clone().addScaledVector(axes[1], 0.088);
      pose(ember, end, ...axes);
      wisps.forEach((m, i) => {
        const rise = (t * 0.5 + i / 4) % 1,
          wide = 0.012 + 0.03 * rise;
        m.matrix
          .makeScale(wide, wide * 1.6, wide)
          .setPosition(end.x + 0.03 * rise * Math.sin(7 * rise + i), end.y + 0.24 * rise, end.z + 0.02 * rise);
        m.matrixWorld.copy(m.matrix);
      });
    },
  };
}
