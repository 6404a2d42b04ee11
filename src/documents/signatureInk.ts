import { type Drawing, drawingFault, type StrokePoint } from '../domain/commitment/drawnSignature.js';
import { DocumentError } from './documentError.js';
import { INK, type Sheet } from './sheet.js';

/** What the signature pad recorded, in its own pixels. */
export interface DrawnSignature extends Drawing {
  kind: 'drawn';
}

export interface TypedSignature {
  kind: 'typed';
  name: string;
}

export type HandSignature = DrawnSignature | TypedSignature;

const PEN = { plain: 1.5, light: 0.8, heavy: 2.4 };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Refuses (BAD_SIGNATURE) what is no signature by the rule of the form that it was given in. */
export function checkDrawing(drawing: DrawnSignature): void {
  const fault = drawingFault(drawing);
  if (fault !== undefined) throw new DocumentError('BAD_SIGNATURE', `The drawn signature cannot be used: ${fault}.`);
}

/** Draws the strokes as vector paths, scaled into the box without distortion; what a broad pen leaves beyond its edge is clipped. */
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
