import { describe, expect, it, jest } from '@jest/globals';
import type { Preview, PreviewStore } from '../../src/data/index.js';
import type { DrawnPage } from '../../src/data/previewStore.js';
import type { DrawPdf, DrawingEnd } from '../../src/preview/drawPdf.js';
import { createPreviews } from '../../src/preview/index.js';
import type { DrawingMessage } from '../../src/preview/messages.js';

const HOUR = 60 * 60 * 1000;
const SIZE = { width: 1200, height: 1697 };
const OUTLINE: DrawingMessage = { kind: 'outline', pageCount: 2, sizes: [SIZE, SIZE] };
const page = (number: number): DrawingMessage => ({
  kind: 'page',
  number,
  bytes: Buffer.from(`page ${String(number)}`),
});
const WHOLE: DrawingMessage[] = [OUTLINE, page(1), page(2), { kind: 'end' }];

interface Running {
  tell: (...messages: DrawingMessage[]) => void;
  end: (how: DrawingEnd) => void;
  killed: boolean;
}

/** Pictures in memory, and drawings that the test leads by hand. */
function studio({ keep }: { keep?: () => Promise<void> } = {}) {
  const kept = new Map<string, { preview: Preview; pages: readonly DrawnPage[] }>();
  let asked = 0;
  const store: PreviewStore = {
    find: hashes => {
      asked += 1;
      return Promise.resolve(hashes.flatMap(hash => kept.get(hash)?.preview ?? []));
    },
    async put(facts, pages) {
      await keep?.();
      const shown = pages.map(({ number, width, height }) => ({ number, width, height }));
      kept.set(facts.sha256, { preview: { ...facts, pages: shown }, pages });
    },
    picture: (hash, number) => Promise.resolve(kept.get(hash)?.pages.find(one => one.number === number)?.bytes ?? null),
    remove: hash => Promise.resolve(void kept.delete(hash)),
  };
  const running: Running[] = [];
  const draw: DrawPdf = (_bytes, { hear }) => {
    let end: (how: DrawingEnd) => void = () => undefined;
    const ended = new Promise<DrawingEnd>(resolve => {
      end = resolve;
    });
    const drawing: Running = {
      tell: (...messages) => {
        messages.forEach(hear);
      },
      end,
      killed: false,
    };
    running.push(drawing);
    const kill = () => {
      drawing.killed = true;
      end('cut');
    };
    return { pid: undefined, ended, kill };
  };
  const clock = { now: 0 };
  const logger = { error: jest.fn(), info: jest.fn() };
  const open = () => createPreviews({ store, draw, clock: () => clock.now, logger });
  return { kept, running, clock, logger, previews: open(), open, asked: () => asked };
}

const files = new Map<string, Buffer | null>();
const source = (sha256 = 'h1') => {
  files.set(sha256, Buffer.from('%PDF'));
  return { sha256, read: () => Promise.resolve(files.get(sha256) ?? null) };
};
/** Lets everything run that does not wait for the test. */
const rest = () => new Promise(resolve => setTimeout(resolve, 10));

describe('previews of PDFs', () => {
  it('tell the outline as soon as it is known and give each page as it is drawn', async () => {
    const { previews, running } = studio();
    const outline = previews.outlines([source()], 5_000);
    await rest();
    running[0]?.tell(OUTLINE);

    expect((await outline).get('h1')).toEqual({
      state: 'shown',
      pageCount: 2,
      pages: [
        { number: 1, ...SIZE },
        { number: 2, ...SIZE },
      ],
    });
    const second = previews.picture(source(), 2);
    running[0]?.tell(page(1), page(2));
    expect(String(await second)).toBe('page 2');
    expect(String(await previews.picture(source(), 1))).toBe('page 1');
    expect(await previews.picture(source(), 3)).toBe('absent');
    previews.close();
  });

  it('wait no longer than told and go on drawing', async () => {
    const { previews, running } = studio();

    expect((await previews.outlines([source()], 5)).get('h1')).toBeUndefined();
    running[0]?.tell(...WHOLE);
    expect((await previews.outlines([source()], 5)).get('h1')).toMatchObject({ state: 'shown' });
    expect(running).toHaveLength(1);
    previews.close();
  });

  it('draw a file once, however many ask, and never again: not even in another process', async () => {
    const { previews, running, open } = studio();
    const pages = [1, 2, 1, 2].map(number => previews.picture(source(), number));
    await rest();
    running[0]?.tell(...WHOLE);
    running[0]?.end('whole');
    expect((await Promise.all(pages)).map(String)).toEqual(['page 1', 'page 2', 'page 1', 'page 2']);
    await rest();

    const other = open();
    expect((await other.outlines([source()], 5)).get('h1')).toMatchObject({ state: 'shown', pageCount: 2 });
    expect(String(await other.picture(source(), 2))).toBe('page 2');
    expect(await other.picture(source(), 3)).toBe('absent');
    other.prepare(source());
    await rest();
    expect(running).toHaveLength(1);
  });

  it('ask the store nothing when there is no PDF', async () => {
    const { previews, asked } = studio();

    expect((await previews.outlines([], 5)).size).toBe(0);
    expect(asked()).toBe(0);
    await previews.outlines([source()], 5);
    expect(asked()).toBe(1);
    previews.close();
  });

  it('remember a refusal', async () => {
    const { previews, running, clock } = studio();
    const outline = previews.outlines([source()], 5_000);
    await rest();
    running[0]?.tell({ kind: 'refused', reason: 'ENCRYPTED' });
    running[0]?.end('whole');
    expect((await outline).get('h1')).toEqual({ state: 'refused', reason: 'ENCRYPTED' });
    await rest();

    clock.now = 100 * HOUR;
    expect((await previews.outlines([source()], 5)).get('h1')).toEqual({ state: 'refused', reason: 'ENCRYPTED' });
    expect(await previews.picture(source(), 1)).toBe('absent');
    expect(running).toHaveLength(1);
  });

  it('keep what was drawn before a file was cut off, and try again after an hour', async () => {
    const { previews, running, clock } = studio();
    const second = previews.picture(source(), 2);
    await rest();
    running[0]?.tell(OUTLINE, page(1));
    running[0]?.end('cut');
    expect(await second).toBe('absent');
    await rest();

    clock.now = HOUR - 1;
    expect((await previews.outlines([source()], 5)).get('h1')).toMatchObject({ pageCount: 2, pages: [{ number: 1 }] });
    expect(running).toHaveLength(1);
    clock.now = HOUR;
    const again = previews.outlines([source()], 5_000);
    await rest();
    running[1]?.tell(...WHOLE);
    running[1]?.end('whole');
    expect((await again).get('h1')).toMatchObject({ pages: [{ number: 1 }, { number: 2 }] });
  });

  it('call a file too much of which nothing came', async () => {
    const { previews, running } = studio();
    const outline = previews.outlines([source()], 5_000);
    await rest();
    running[0]?.end('cut');

    expect((await outline).get('h1')).toEqual({ state: 'refused', reason: 'LIMIT' });
  });

  it('leave nothing of a file that is taken away, before, while and after it is drawn', async () => {
    const { previews, running, kept } = studio();
    const waiting = previews.picture(source(), 1);
    await rest();
    running[0]?.tell(OUTLINE);
    await previews.forget('h1');
    expect(await waiting).toBe('absent');
    expect(running[0]?.killed).toBe(true);
    await rest();
    expect(kept.size).toBe(0);

    const again = previews.picture(source(), 1);
    await rest();
    running[1]?.tell(...WHOLE);
    running[1]?.end('whole');
    await again;
    await rest();
    expect(kept.size).toBe(1);
    await previews.forget('h1');
    expect(kept.size).toBe(0);
  });

  it('take the pictures back when another process took the file away meanwhile', async () => {
    const { previews, running, kept } = studio({
      keep: () => Promise.resolve(void files.set('h1', null)),
    });
    previews.prepare(source());
    await rest();
    running[0]?.tell(...WHOLE);
    running[0]?.end('whole');
    await rest();

    expect(kept.size).toBe(0);
  });

  it('begin anew after a fault of the store, and leave nobody waiting', async () => {
    let faults = 1;
    const { previews, running, kept, logger } = studio({
      keep: () => (faults-- > 0 ? Promise.reject(new Error('database away')) : Promise.resolve()),
    });
    const never = previews.picture(source(), 9);
    await rest();
    running[0]?.tell(...WHOLE);
    running[0]?.end('whole');
    expect(await never).toBe('absent');
    await rest();
    expect(logger.error).toHaveBeenCalledTimes(1);

    previews.prepare(source());
    await rest();
    running[1]?.tell(...WHOLE);
    running[1]?.end('whole');
    await rest();
    expect(kept.size).toBe(1);
  });

  it('draw two files at a time, the others in turn, and stop all at the end', async () => {
    const { previews, running } = studio();
    for (const hash of ['h1', 'h2', 'h3', 'h4']) previews.prepare(source(hash));
    await rest();
    expect(running).toHaveLength(2);
    running[0]?.end('whole');
    await rest();
    expect(running).toHaveLength(3);

    previews.close();
    await rest();

    expect(running.map(({ killed }) => killed)).toEqual([false, true, true]);
  });
});
