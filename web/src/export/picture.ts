// The map as a picture that can stand alone: with its days, what changed, whose colours they are, and its sources.
import type { App } from '../app';
import { dayText } from '../days';
import type { MapView } from '../map/map';
import { tokens } from '../map/tokens';
import { S } from '../strings.en';

export async function picture(app: App, map: MapView): Promise<HTMLCanvasElement> {
  const ground = await map.picture();
  const dpr = ground.width / map.gl.getContainer().clientWidth;
  const t = tokens();
  const head = 62;
  const foot = 54;
  const width = ground.width / dpr;
  const height = ground.height / dpr;
  const canvas = document.createElement('canvas');
  canvas.width = ground.width;
  canvas.height = Math.round((height + head + foot) * dpr);
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.scale(dpr, dpr);
  pen.fillStyle = t.surface;
  pen.fillRect(0, 0, width, height + head + foot);
  pen.fillStyle = t['map-other'];
  pen.fillRect(0, head, width, height);
  pen.drawImage(ground, 0, head, width, height);
  const text = (words: string, x: number, y: number, font: string, colour: string, most = width - 32) => {
    pen.font = font;
    pen.fillStyle = colour;
    pen.fillText(words, x, y, most);
    return pen.measureText(words).width;
  };
  const known = app.known();
  text(S.picture.title(dayText(app.on())), 16, 27, '600 20px Assay, sans-serif', t.ink);
  const waiting = app.snapshots.current?.waiting ?? 0;
  const how = known ? S.picture.known(dayText(known)) : S.picture.all(app.meta.counts.documents);
  text(waiting ? `${how}; ${S.picture.waiting(waiting)}` : how, 16, 48, '14px Assay, sans-serif', t['ink-2']);
  for (const note of map.notes()) {
    pen.font = '600 13px Assay, sans-serif';
    const w = Math.min(280, pen.measureText(note.text).width);
    pen.fillStyle = t.surface;
    pen.strokeStyle = t.ink;
    pen.beginPath();
    pen.roundRect(note.x, note.y + head, w + 16, 24, 4);
    pen.fill();
    pen.stroke();
    text(note.text, note.x + 8, note.y + head + 16, '600 13px Assay, sans-serif', t.ink, 280);
  }
  let x = 16;
  const held = new Set<string>();
  const snapshot = app.snapshots.current;
  snapshot?.holder.forEach((holder, i) => { if (holder >= 0 && (snapshot.state[i] as number) < 3) held.add(snapshot.actors[holder] as string); });
  for (const actor of app.meta.actors.filter((one) => held.has(one.id)).slice(0, 8)) {
    pen.fillStyle = app.colour(actor.id);
    pen.beginPath();
    pen.arc(x + 5, head + height + 16, 5, 0, 7);
    pen.fill();
    x += 16 + text(actor.name, x + 15, head + height + 20, '13px Assay, sans-serif', t.ink) + 14;
    if (x > width - 100) break;
  }
  text(`${S.picture.reading}  ${S.map.attribution}`, 16, head + height + 42, '12px Assay, sans-serif', t['ink-2']);
  return canvas;
}
