import { PICTURE_WIDTH, TALLEST_PICTURE } from './limits.js';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const A4_RATIO = Math.SQRT2;

/** The pixels of a page's picture, whatever size the page claims to have. */
export function pictureSize({ width, height }: PictureSize): PictureSize {
  const usable = width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height);
  const ratio = usable ? height / width : A4_RATIO;
  const scale = Math.min(PICTURE_WIDTH, TALLEST_PICTURE / ratio);
  return { width: pixels(scale), height: pixels(scale * ratio) };
}

const pixels = (length: number): number => Math.max(1, Math.round(length));
