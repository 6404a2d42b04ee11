import { describe, expect, it } from '@jest/globals';
import { type Drawing, drawingFault, type StrokePoint } from '../../../src/domain/commitment/drawnSignature.js';

const line = (length: number, change: Partial<StrokePoint> = {}) =>
  Array.from({ length }, (_, place) => ({ x: place % 400, y: place % 160, ...change }));
const drawn = (change: Partial<Drawing> = {}): Drawing => ({
  ...{ width: 400, height: 160, strokes: [{ points: line(12) }] },
  ...change,
});
const of = (...points: StrokePoint[]): Drawing => drawn({ strokes: [{ points: [...line(12), ...points] }] });

describe('a drawn signature', () => {
  it.each([
    ['of a few strokes', drawn({ strokes: [{ points: line(7) }, { points: line(9) }] })],
    ['with a dot of one point among its strokes', drawn({ strokes: [{ points: line(7) }, { points: line(1) }] })],
    ['that touches every edge of its pad', of({ x: 0, y: 0 }, { x: 400, y: 0 }, { x: 400, y: 160 }, { x: 0, y: 160 })],
    ['of a pen that tells its pressure', drawn({ strokes: [{ points: line(9, { pressure: 1 }) }] })],
  ])('%s stands', (_what, drawing) => {
    expect(drawingFault(drawing)).toBeUndefined();
  });

  it.each([
    ['left of its pad', of({ x: -0.1, y: 5 }), 'outside'],
    ['above its pad', of({ x: 5, y: -0.1 }), 'outside'],
    ['right of its pad', of({ x: 400.1, y: 5 }), 'outside'],
    ['below its pad', of({ x: 5, y: 160.1 }), 'outside'],
    ['where no paper reaches', of({ x: 1e300, y: 5 }), 'outside'],
    ['at no number', of({ x: NaN, y: 5 }), 'unreadable'],
    ['at infinity', of({ x: 5, y: Infinity }), 'unreadable'],
    ['with a pressure that is none', of({ x: 5, y: 5, pressure: 2 }), 'unreadable'],
    ['on a pad without width', drawn({ width: 0 }), 'unreadable'],
    ['on a pad of infinite height', drawn({ height: Infinity }), 'unreadable'],
    ['on a pad larger than any screen', drawn({ width: 4_001 }), 'unreadable'],
    ['of no stroke', drawn({ strokes: [] }), 'tooLittle'],
    ['of four places', drawn({ strokes: [{ points: line(4) }] }), 'tooLittle'],
    ['of five equal points', drawn({ strokes: [{ points: line(5, { x: 7, y: 7 }) }] }), 'tooLittle'],
    ['of more strokes than a name has', drawn({ strokes: Array(201).fill({ points: line(6) }) as [] }), 'tooMuch'],
    ['of more points than a letter carries', drawn({ strokes: [{ points: line(20_001) }] }), 'tooMuch'],
  ])('%s does not', (_what, drawing, fault) => {
    expect(drawingFault(drawing)).toBe(fault);
  });
});
