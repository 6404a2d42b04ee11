import type { Outline, Previews } from '../../src/preview/index.js';

/** Previews that know the same of every file, and draw nothing. */
export function fakePreviews(outline: Outline | null = { state: 'refused', reason: 'BROKEN' }): Previews {
  return {
    outlines: sources =>
      Promise.resolve(new Map(outline === null ? [] : sources.map(({ sha256 }) => [sha256, outline]))),
    picture: (_source, wanted) => {
      const drawn = outline?.state === 'shown' && outline.pages.some(({ number }) => number === wanted);
      return Promise.resolve(drawn ? Buffer.from('a picture') : 'absent');
    },
    prepare: () => undefined,
    forget: () => Promise.resolve(),
    close: () => undefined,
  };
}
