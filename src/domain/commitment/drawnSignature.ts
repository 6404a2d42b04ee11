/** A point of a stroke, in the pad's own pixels from its upper left corner; `pressure` 0 to 1 where the device tells it. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
  readonly pressure?: number | undefined;
}

/** A signature as it was drawn: the strokes and the size of the pad, in its pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly { readonly points: readonly StrokePoint[] }[];
}

/** `tooLittle`: too few places touched to be a name; `tooMuch`: more than a letter can carry; `outside`: beyond the pad. */
export const DRAWING_FAULTS = ['unreadable', 'outside', 'tooMuch', 'tooLittle'] as const;
export type DrawingFault = (typeof DRAWING_FAULTS)[number];

/** No screen is wider, no hand draws more; fewer places than that are a slip of the finger. */
const LARGEST_SIDE = 4_000;
const MOST_STROKES = 200;
const MOST_POINTS = 20_000;
const FEWEST_PLACES = 5;

/**
 * What is wrong with a drawn signature; undefined where it can stand under a letter. Every number is finite, every point
 * lies on the pad, and places touched twice count once: a tap held long is no signature.
 */
export function drawingFault({ width, height, strokes }: Drawing): DrawingFault | undefined {
  if (![width, height].every(isSide)) return 'unreadable';
  const points = strokes.flatMap(stroke => stroke.points);
  if (!points.every(isReadable)) return 'unreadable';
  if (strokes.length > MOST_STROKES || points.length > MOST_POINTS) return 'tooMuch';
  if (points.some(({ x, y }) => x < 0 || y < 0 || x > width || y > height)) return 'outside';
  const places = new Set(points.map(({ x, y }) => `${String(x)} ${String(y)}`));
  return places.size < FEWEST_PLACES ? 'tooLittle' : undefined;
}

const isSide = (length: number): boolean => Number.isFinite(length) && length > 0 && length <= LARGEST_SIDE;

const isReadable = ({ x, y, pressure = 0 }: StrokePoint): boolean =>
  Number.isFinite(x) && Number.isFinite(y) && pressure >= 0 && pressure <= 1;
