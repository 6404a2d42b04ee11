import type { PictureSize } from './pictureSize.js';

/** What the drawing process tells, in this order: the outline or a refusal, each page, the end. */
export type DrawingMessage =
  | { readonly kind: 'outline'; readonly pageCount: number; readonly sizes: readonly PictureSize[] }
  /** Without bytes when this one page cannot be drawn. */
  | { readonly kind: 'page'; readonly number: number; readonly bytes?: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: 'ENCRYPTED' | 'BROKEN' }
  | { readonly kind: 'end' };
