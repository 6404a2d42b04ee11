import type { Preview, PreviewRefusal } from '../data/index.js';
import type { DrawnPage } from '../data/previewStore.js';
import type { Drawing, DrawPdf } from './drawPdf.js';
import type { DrawingMessage } from './messages.js';
import { type Deferred, deferred } from './patience.js';
import type { PictureSize } from './pictureSize.js';

/** What a page can say of a file before its pictures are there. */
export type Outline =
  | { readonly state: 'shown'; readonly pageCount: number; readonly pages: Preview['pages'] }
  | { readonly state: 'refused'; readonly reason: PreviewRefusal };

/** What was drawn, for the store. */
export interface Drawn {
  readonly preview: Pick<Preview, 'complete' | 'refusal' | 'pageCount'>;
  readonly pages: readonly DrawnPage[];
}

/** One file being drawn, or waiting for its turn; everyone who asks for it meanwhile waits for the same job. */
export class DrawingJob {
  readonly outline: Promise<Outline>;
  private readonly outlined: Deferred<Outline> = deferred();
  private readonly pages = new Map<number, Deferred<Buffer | null>>();
  private readonly drawn: DrawnPage[] = [];
  private sizes: readonly PictureSize[] = [];
  private pageCount = 0;
  private refusal: PreviewRefusal | undefined;
  private drawing: Drawing | undefined;
  private stopped = false;

  constructor() {
    this.outline = this.outlined.promise;
  }

  /** Null when the file has no such page, or it cannot be drawn. */
  async page(number: number): Promise<Buffer | null> {
    await this.outline;
    return (await this.pages.get(number)?.promise) ?? null;
  }

  /** Null when stopped. */
  async run(bytes: Buffer, draw: DrawPdf): Promise<Drawn | null> {
    if (this.isStopped()) return null;
    this.drawing = draw(bytes, {
      hear: message => {
        this.hear(message);
      },
    });
    const end = await this.drawing.ended;
    this.drawing = undefined;
    if (this.drawn.length === 0) this.refusal ??= end === 'whole' ? 'BROKEN' : 'LIMIT';
    this.settle();
    if (this.isStopped()) return null;
    const { refusal, pageCount } = this;
    const complete = end === 'whole';
    return { preview: { complete, pageCount, ...(refusal !== undefined && { refusal }) }, pages: this.drawn };
  }

  /** Kills what runs; those who wait get nothing. */
  stop(): void {
    this.stopped = true;
    this.drawing?.kill();
    this.refusal ??= 'LIMIT';
    this.settle();
  }

  private isStopped(): boolean {
    return this.stopped;
  }

  private hear(message: DrawingMessage): void {
    if (message.kind === 'refused') this.refusal = message.reason;
    else if (message.kind === 'outline') this.hearOutline(message);
    else if (message.kind === 'page') this.hearPage(message);
  }

  private hearOutline({ pageCount, sizes }: Extract<DrawingMessage, { kind: 'outline' }>): void {
    this.pageCount = pageCount;
    this.sizes = sizes;
    const pages = sizes.map((size, index) => ({ number: index + 1, ...size }));
    for (const { number } of pages) this.pages.set(number, deferred());
    this.outlined.resolve({ state: 'shown', pageCount, pages });
  }

  private hearPage({ number, bytes }: Extract<DrawingMessage, { kind: 'page' }>): void {
    const size = this.sizes[number - 1];
    const picture = bytes === undefined ? null : Buffer.from(bytes);
    if (picture !== null && size !== undefined) this.drawn.push({ number, ...size, bytes: picture });
    this.pages.get(number)?.resolve(picture);
  }

  /** Nobody waits for what will not come. */
  private settle(): void {
    this.outlined.resolve({ state: 'refused', reason: this.refusal ?? 'LIMIT' });
    for (const page of this.pages.values()) page.resolve(null);
  }
}
