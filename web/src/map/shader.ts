// The marks' shader: one quad a place, its shape cut out as a signed distance in pixels.

export const VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec2 a_place;   // Web Mercator, 0 to 1
layout(location = 1) in vec4 a_colour;  // holder's colour; alpha is the probability
layout(location = 2) in vec4 a_look;    // shape, state, radius in quarter pixels, flags
uniform vec3 u_view;     // Web Mercator of the middle; device pixels the world is wide
uniform vec2 u_size;     // of what is drawn on, in device pixels
uniform vec2 u_scale;    // growth with zoom; device pixels per CSS pixel
uniform float u_quiet;   // how much of the places without evidence is shown, 0 to 1
out vec2 v_at;
flat out vec4 v_colour;
flat out float v_radius;
flat out ivec3 v_look;
void main() {
  int state = int(a_look.y);
  int flags = int(a_look.w);
  float radius = a_look.z / 4.0 * u_scale.y * (state == 4 ? mix(0.6, 1.0, u_quiet) : u_scale.x);
  if (state == 4 && flags == 0) radius *= step(0.05, u_quiet);
  float room = radius + (flags != 0 ? 14.0 : state == 4 ? 1.0 : 2.6) * u_scale.y;
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  vec2 at = ((a_place - u_view.xy) * u_view.z * vec2(1.0, -1.0) + corner * room) * 2.0 / u_size;
  gl_Position = radius > 0.0 ? vec4(at, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  v_at = corner * room;
  v_colour = a_colour;
  v_radius = radius;
  v_look = ivec3(int(a_look.x), state, flags);
}`;

export const FRAGMENT = `#version 300 es
precision highp float;
in vec2 v_at;
flat in vec4 v_colour;
flat in float v_radius;
flat in ivec3 v_look;
uniform vec3 u_paper;
uniform vec3 u_ink;
uniform vec3 u_none;
uniform vec2 u_scale;
uniform float u_pulse;   // 0 to 1 while a change is called out, else negative
out vec4 colour;

float box(vec2 p, vec2 b) { vec2 d = abs(p) - b; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0); }

float shape(vec2 p, float r) {
  if (v_look.x == 1) return (abs(p.x) + abs(p.y) - r * 1.12) * 0.7071;
  if (v_look.x == 2) return box(p, vec2(r * 0.86)) - 0.5;
  if (v_look.x == 3) { p.y += r * 0.22; p.x = abs(p.x); return max(-p.y - r * 0.62, dot(p, vec2(0.8660, 0.5)) - r * 0.62); }
  if (v_look.x == 4) { p = abs(p); return max(dot(p, vec2(0.8660, 0.5)), p.y) - r * 0.9; }
  if (v_look.x == 5) { p = abs(p); p = p.y > p.x ? p.yx : p; return box(p, vec2(r, r * 0.36)); }
  return length(p) - r;
}

// One coat of paint over another; alpha is not premultiplied until the end.
void coat(vec3 paint, float cover) { colour = vec4(paint * cover, cover) + colour * (1.0 - cover); }

void main() {
  float dpr = u_scale.y;
  float d = shape(v_at, v_radius);
  float inside = 1.0 - smoothstep(-0.5, 0.5, d);
  colour = vec4(0.0);
  int state = v_look.y;
  if (state == 4) {
    coat(u_none, inside * 0.5);
    if (v_look.z == 0) return;
  } else {
    coat(u_paper, (1.0 - smoothstep(-0.5, 0.5, d - 1.6 * dpr)) * 0.92);
    float sure = smoothstep(0.3, 0.95, v_colour.a);
    vec3 line = state == 3 ? u_none : v_colour.rgb;
    vec3 fill = mix(u_paper, v_colour.rgb, 0.12 + 0.88 * sure);
    if (state == 3) fill = u_paper;
    if (state == 1) fill = v_at.x < 0.0 ? fill : u_paper;
    if (state == 2) {
      float stripe = abs(fract((v_at.x + v_at.y) / (4.6 * dpr)) - 0.5) * 4.6 * dpr;
      fill = mix(v_colour.rgb, u_paper, smoothstep(0.8 * dpr - 0.5, 0.8 * dpr + 0.5, stripe));
      line = mix(v_colour.rgb, u_ink, 0.45);
    }
    coat(line, inside);
    coat(fill, 1.0 - smoothstep(-0.5, 0.5, d + 1.5 * dpr));
  }
  if ((v_look.z & 2) != 0) coat(u_ink, 1.0 - smoothstep(0.0, 1.0, abs(d - 4.5 * dpr) - 1.1 * dpr));
  else if ((v_look.z & 1) != 0) coat(u_ink, (1.0 - smoothstep(0.0, 1.0, abs(d - 3.5 * dpr) - 0.7 * dpr)) * 0.8);
  if ((v_look.z & 4) != 0) {
    float wave = u_pulse < 0.0 ? 0.35 : u_pulse;
    float ring = 1.0 - smoothstep(0.0, 1.0, abs(d - (3.0 + 9.0 * wave) * dpr) - 1.0 * dpr);
    coat(u_ink, ring * (u_pulse < 0.0 ? 0.75 : 1.0 - wave));
  }
  if (colour.a < 0.004) discard;
}`;


// A picture of the marks, moved and scaled to where they are now.
export const COPY_VERTEX = `#version 300 es
precision highp float;
uniform vec4 u_box;      // of the picture, in clip space: left, bottom, right, top
out vec2 v_at;
void main() {
  v_at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(mix(u_box.xy, u_box.zw, v_at), 0.0, 1.0);
}`;

export const COPY_FRAGMENT = `#version 300 es
precision mediump float;
in vec2 v_at;
uniform sampler2D u_picture;
out vec4 colour;
void main() { colour = texture(u_picture, v_at); }`;
