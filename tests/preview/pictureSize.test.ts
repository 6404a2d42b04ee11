import { describe, expect, it } from '@jest/globals';
import { pictureSize } from '../../src/preview/pictureSize.js';

describe('pictureSize', () => {
  it.each([
    ['A4', [595, 842], [1200, 1698]],
    ['A4 on its side', [842, 595], [1200, 848]],
    ['200 inches square', [14_400, 14_400], [1200, 1200]],
    ['a receipt of a till', [226, 850], [1200, 4513]],
    ['a thread', [10, 14_400], [4, 6000]],
    ['a stamp', [1, 1], [1200, 1200]],
    ['a line', [14_400, 0.01], [1200, 1]],
    ['nothing', [0, 842], [1200, 1697]],
    ['no number', [Number.NaN, 842], [1200, 1697]],
    ['no end', [595, Number.POSITIVE_INFINITY], [1200, 1697]],
  ])('bounds %s', (_what, [width = 0, height = 0], pixels) => {
    const picture = pictureSize({ width, height });

    expect([picture.width, picture.height]).toEqual(pixels);
  });
});
