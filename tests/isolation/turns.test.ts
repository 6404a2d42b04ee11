import { describe, expect, it } from '@jest/globals';
import { turns } from '../../src/isolation/index.js';

/** Works that end when they are told to. */
function works() {
  const open: (() => void)[] = [];
  const work = () =>
    new Promise<string>(resolve => {
      open.push(() => {
        resolve('done');
      });
    });
  return { begun: () => open.length, work, open };
}

describe('turns', () => {
  it('runs so many at once, lets so many wait, and takes no more', async () => {
    const { work, open, begun } = works();
    const turn = turns(2, 1);
    const results = [turn(work), turn(work), turn(work)];

    expect(await turn(work)).toBeNull();
    expect(begun()).toBe(2);

    open[0]?.();
    await results[0];
    await Promise.resolve();
    expect(begun()).toBe(3);
    for (const end of open) end();
    expect(await Promise.all(results)).toEqual(['done', 'done', 'done']);
  });

  it('gives the turn on where a work fails', async () => {
    const turn = turns(1, 0);

    await expect(turn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turn(() => Promise.resolve('next'))).toBe('next');
  });
});
