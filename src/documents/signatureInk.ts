import { DocumentError } from './documentError.js';
import { INK, type Sheet } from './sheet.js';

export interface StrokePoint {
  x: number;
  y: number;
  /** 0 to 1 where the device tells it. */
  pressure?: number | undefined;
}

/** What the signature pad recorded, in its own pixels. */
export interface DrawnSignature {
  kind: 'drawn';
  strokes: readonly { points: readonly StrokePoint[] }[];
  width: number;
  height: number;
}

export interface TypedSignature {
  kind: 'typed';
  name: string;
}

export type HandSignature = DrawnSignature | TypedSignature;

const MAX_POINTS = 20_000;
const MIN_POINTS = 5;
const PEN = { plain: 1.5, light: 0.8, heavy: 2.4 };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Refuses (BAD_SIGNATURE) what is no signature: too few points, too many, or numbers that are none. */
export function checkDrawing({ strokes, width, height }: DrawnSignature): void {
  const points = strokes.flatMap(stroke => stroke.points);
  const finite = points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const sized = width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height);
  if (points.length < MIN_POINTS || points.length > MAX_POINTS || !finite || !sized) {
    throw new DocumentError('BAD_SIGNATURE', 'The drawn signature has no usable strokes.');
  }
}

/** Draws the strokes as vector paths, scaled into the box without distortion; ink outside the pad is clipped. */
export function drawInk({ doc }: Sheet, { strokes, width, height }: DrawnSignature, box: Box): void {
  const scale = Math.min(box.width / width, box.height / height);
  const left = box.x + (box.width - width * scale) / 2;
  const top = box.y + (box.height - height * scale) / 2;
  doc.save();
  doc.rect(box.x, box.y, box.width, box.height).clip();
  doc.lineCap('round').lineJoin('round').strokeColor(INK).fillColor(INK);
  for (const { points } of strokes) {
    const placed = points.map(({ x, y }) => ({ x: left + x * scale, y: top + y * scale }));
    doc.lineWidth(penWidth(points));
    trace(doc, placed);
  }
  doc.restore();
}

function penWidth(points: readonly StrokePoint[]): number {
  const known = points.flatMap(({ pressure }) =>
    pressure !== undefined && pressure > 0 ? [Math.min(pressure, 1)] : [],
  );
  if (known.length === 0) return PEN.plain;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return PEN.light + (PEN.heavy - PEN.light) * mean;
}

/** Curves through the midpoints: the points steer, so a quick hand does not look like a polygon. */
function trace(doc: PDFKit.PDFDocument, points: readonly { x: number; y: number }[]): void {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined) return;
  if (last === undefined) {
    doc.circle(first.x, first.y, 1).fill();
    return;
  }
  doc.moveTo(first.x, first.y);
  rest.forEach((point, index) => {
    const next = rest[index + 1] ?? point;
    doc.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  });
  doc.lineTo(last.x, last.y).stroke();
}
