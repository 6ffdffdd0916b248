// GLSL of the renderer. Fixed camera: the room is baked once (many light samples), people are drawn into it every frame.
const common = /* glsl */ `
precision highp float; precision highp int;
`;
export const vertex =
  common +
  /* glsl */ `
in vec3 tint; in vec4 surf; in float part;
out vec3 vPos, vNor, vTint; out vec4 vSurf; out vec2 vUv; flat out float vPart;
invariant gl_Position;
void main() {
  vec4 w = modelMatrix * vec4(position, 1.0);
  vPos = w.xyz; vNor = mat3(modelMatrix) * normal; vTint = tint; vSurf = surf; vUv = uv; vPart = part;
  gl_Position = projectionMatrix * viewMatrix * w;
}`;
export const quad =
  common +
  /* glsl */ `
out vec2 vUv;
void main() { vUv = position.xy * 0.5 + 0.5; gl_Position = vec4(position.xy, 0.0, 1.0); }`;

const develop = /* glsl */ `
uniform float exposure, haze; uniform vec3 balance;
vec3 film(vec3 x) { x = (x * balance + haze) * exposure; return pow(clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0), vec3(1.0 / 2.2)); }
`;
const room = /* glsl */ `
uniform samplerCube cube; uniform vec3 probe, lo, hi;
vec3 mirrorRoom(vec3 p, vec3 r, float lod) {
  vec3 inv = 1.0 / (r + vec3(1e-5)); vec3 a = max((lo - p) * inv, (hi - p) * inv);
  vec3 q = p + r * min(a.x, min(a.y, a.z)) - probe;
  return textureLod(cube, q, lod).rgb;
}
float open1(sampler2D d, mat4 m, vec3 p) {
  vec4 c = m * vec4(p, 1.0); vec3 q = c.xyz / c.w * 0.5 + 0.5;
  if (c.w <= 0.0 || any(lessThan(q, vec3(0.0))) || any(greaterThan(q, vec3(1.0)))) return 1.0;
  return texture(d, q.xy).r < q.z ? 0.0 : 1.0;
}
float soft(sampler2D d, mat4 m, vec3 p, float r) {
  vec4 c = m * vec4(p, 1.0); vec3 q = c.xyz / c.w * 0.5 + 0.5;
  if (c.w <= 0.0 || any(lessThan(q, vec3(0.0))) || any(greaterThan(q, vec3(1.0)))) return 1.0;
  float s = 0.0;
  vec2 o[6] = vec2[6](vec2(-0.9, 0.2), vec2(0.5, -0.8), vec2(0.1, 0.95), vec2(0.85, 0.35), vec2(-0.35, -0.55), vec2(-0.2, 0.3));
  for (int i = 0; i < 6; i++) s += texture(d, q.xy + o[i] * r).r < q.z ? 0.0 : 1.0;
  return s / 6.0;
}
float falloff(vec3 p, vec3 n, vec3 light, out vec3 l, float wrap) {
  l = light - p; float d2 = dot(l, l); l *= inversesqrt(d2);
  return max(0.0, (dot(n, l) + wrap) / (1.0 + wrap)) * max(0.0, l.y * 0.92 + 0.08) / (d2 + 0.15);
}
`;
/** The room under one light sample and one sky sample; summed by blending. */
export const bake =
  common +
  room +
  /* glsl */ `
in vec3 vPos, vNor, vTint; in vec4 vSurf; in vec2 vUv;
uniform sampler2D map, depthA, depthB; uniform mat4 matA, matB; uniform vec3 light, lightColor, skyDir, skyColor; uniform float share, mode, gloss;
out vec4 color;
void main() {
  vec3 n = normalize(vNor), v = normalize(cameraPosition - vPos);
  if (dot(n, v) < 0.0) n = -n;
  vec4 t = texture(map, vUv, mode > 0.5 ? 0.0 : -0.7); vec3 albedo = vTint * t.rgb; float rough = vSurf.x, metal = vSurf.y;
  vec3 l, e; 
  if (mode > 0.5) e = vec3(0.55 + 0.25 * n.y) ;
  else {
    float f = falloff(vPos, n, light, l, 0.0);
    if (f > 0.0) f *= open1(depthA, matA, vPos + n * 0.02 + l * 0.015);
    float s = max(0.0, dot(n, skyDir)) * 4.0;
    if (s > 0.0) s *= open1(depthB, matB, vPos + n * 0.02 + skyDir * 0.01);
    e = lightColor * f + skyColor * s;
  }
  vec3 base = albedo * e * (1.0 - metal * 0.85);
  if (gloss > 0.0) {
    float fres = 0.04 + 0.5 * pow(1.0 - max(0.0, dot(n, v)), 5.0) * (1.0 - rough);
    vec3 f0 = mix(vec3(fres), albedo, metal); vec3 r = reflect(-v, n);
    float shade = clamp(dot(e, vec3(0.6)), 0.25, 1.0);
    base += gloss * f0 * mirrorRoom(vPos, r, 1.0 + rough * 5.0) * mix(1.0 - rough, 1.0, metal) * shade;
  }
  color = vec4((base + albedo * vSurf.w) * share, share);
}`;
export const gbuffer =
  common +
  /* glsl */ `
in vec3 vNor, vPos; out vec4 color;
void main() { vec3 n = normalize(vNor); if (dot(n, cameraPosition - vPos) < 0.0) n = -n; color = vec4(n, gl_FragCoord.z); }`;
export const depthOnly = common + /* glsl */ `out vec4 color; void main() { color = vec4(1.0); }`;

const lights = (n) => /* glsl */ `
uniform vec3 lamp[${n}]; uniform vec3 lampColor, sky; uniform mat4 lampMat[${n}];
${Array.from({ length: n }, (_, i) => `uniform sampler2D still${i}, moving${i};`).join(' ')}
`;
/** People and other moving things under the same lamps. */
export const moving = (n) =>
  common +
  develop +
  room +
  lights(n) +
  /* glsl */ `
in vec3 vPos, vNor, vTint; in vec4 vSurf; in vec2 vUv;
uniform sampler2D map; uniform float hasMap, alpha, skin;
out vec4 color;
void main() {
  vec3 nn = normalize(vNor), v = normalize(cameraPosition - vPos), albedo = vTint, l, e = vec3(0.0), spec = vec3(0.0);
  if (hasMap > 0.5) { vec4 t = texture(map, vUv); if (all(greaterThan(vUv, vec2(0.0))) && all(lessThan(vUv, vec2(1.0)))) albedo = mix(albedo, t.rgb, t.a); }
  float ao = vSurf.z, wrap = mix(0.12, 0.3, skin); float f; vec3 q;
  ${Array.from(
    { length: n },
    (_, i) => `
  f = falloff(vPos, nn, lamp[${i}], l, wrap);
  q = vPos + nn * 0.025 + l * 0.03;
  if (f > 0.0) { f *= open1(still${i}, lampMat[${i}], q) * soft(moving${i}, lampMat[${i}], q, 0.0035); e += lampColor * f; spec += lampColor * f * pow(max(0.0, dot(nn, normalize(l + v))), 24.0) * (1.0 - vSurf.x); }`,
  ).join('')}
  float up = 0.62 + 0.38 * nn.y;
  e += sky * up * ao; e *= mix(0.75, 1.0, ao);
  float rim = pow(1.0 - max(0.0, dot(nn, v)), 4.0) * 0.12 * ao;
  vec3 tone = mix(vec3(1.0), vec3(1.06, 0.98, 0.94), skin);
  vec3 c = albedo * tone * e + spec * 0.6 + rim * sky * up;
  float a = alpha < 0.999 ? clamp(alpha * (0.7 + 0.8 * pow(1.0 - abs(dot(nn, v)), 1.5)), 0.0, 0.98) : 1.0;
  if (vSurf.y > 0.5) c = albedo * e * 0.25 + albedo * mirrorRoom(vPos, reflect(-v, nn), 1.0 + 5.0 * vSurf.x);
  if (vSurf.w > 0.0) c += albedo * vSurf.w;
  color = vec4(film(c), a);
}`;
/** How much of its light a point of the room keeps behind people: lamps by shadow maps, sky by spheres. */
export const mask = (n) =>
  common +
  room +
  lights(n) +
  /* glsl */ `
in vec2 vUv; uniform sampler2D still; uniform mat4 back; uniform vec4 ball[40]; uniform int balls; out vec4 color;
void main() {
  vec4 g = texture(still, vUv); vec4 w = back * vec4(vec3(vUv, g.w) * 2.0 - 1.0, 1.0); vec3 p = w.xyz / w.w, l; float f, kept = 0.0, all = 0.0;
  ${Array.from(
    { length: n },
    (_, i) => `
  f = falloff(p, g.xyz, lamp[${i}], l, 0.0); all += f; kept += f * soft(moving${i}, lampMat[${i}], p + g.xyz * 0.02 + l * 0.02, 0.008);`,
  ).join('')}
  float o = 1.0;
  for (int i = 0; i < balls; i++) { vec3 d = ball[i].xyz - p; float r = ball[i].w, q = dot(d, d); if (q < 1.5) { float c = max(0.0, dot(g.xyz, d * inversesqrt(q)) * 0.8 + 0.2); o *= 1.0 - 0.8 * min(1.0, c * r * r / max(q, r * r)); } }
  float a = dot(lampColor, vec3(0.333)), s = dot(sky, vec3(0.333)) * 0.8;
  color = vec4((a * kept + s * o) / (a * all + s + 1e-4));
}`;
export const compose =
  common +
  develop +
  /* glsl */ `
in vec2 vUv; uniform sampler2D room, still, shade; out vec4 color;
void main() { color = vec4(film(texture(room, vUv).rgb * texture(shade, vUv).r), 1.0); gl_FragDepth = texture(still, vUv).w; }`;
/** The room's depth alone, for id pictures. */
export const depthOf =
  common +
  /* glsl */ `
in vec2 vUv; uniform sampler2D still; out vec4 color;
void main() { color = vec4(0.0, 0.0, 0.0, 1.0); gl_FragDepth = texture(still, vUv).w; }`;
export const ids =
  common +
  /* glsl */ `
flat in float vPart; uniform float id; out vec4 color;
void main() { color = vec4(id / 255.0, floor(vPart + 0.5) / 255.0, 0.0, 1.0); }`;
/** Lens, sensor and camera processing. */
export const post =
  common +
  /* glsl */ `
in vec2 vUv; uniform sampler2D image; uniform vec2 size; uniform float barrel, grey, grain, sharp, vignette, seed; out vec4 color;
float h(vec2 p) { vec3 q = fract(vec3(p.xyx) * 0.1031 + seed * 0.137); q += dot(q, q.yzx + 33.33); return fract((q.x + q.y) * q.z); }
void main() {
  vec2 a = vec2(size.x / size.y, 1.0), d = vUv - 0.5, q = d * a; float k = barrel;
  vec2 u = q * ((1.0 + k * dot(q, q)) / (1.0 + k * dot(a, a) * 0.25)) / a + 0.5, px = 1.0 / vec2(textureSize(image, 0));
  vec3 c = texture(image, u).rgb;
  vec3 b = texture(image, u + px * vec2(1.0, 0.6)).rgb + texture(image, u + px * vec2(-0.6, 1.0)).rgb + texture(image, u - px * vec2(1.0, 0.6)).rgb + texture(image, u + px * vec2(0.6, -1.0)).rgb;
  c += (c - b * 0.25) * sharp;
  c *= 1.0 - vignette * 0.5 * dot(d, d) * 2.0;
  float y = dot(c, vec3(0.299, 0.587, 0.114)); c = mix(c, vec3(y), grey);
  vec2 g = floor(vUv * size); float n1 = h(g) + h(g + 17.3) - 1.0, n2 = h(floor(g * 0.5) + 71.0) - 0.5;
  c += grain * (n1 * (1.1 - 0.6 * y) + n2 * vec3(0.5, -0.2, 0.6) * (1.0 - grey));
  color = vec4(c, 1.0);
}`;
