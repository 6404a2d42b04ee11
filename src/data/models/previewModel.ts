import { collection, count, flag, maybeOneOf, part, text } from './fields.js';

export const PREVIEW_REFUSALS = ['ENCRYPTED', 'BROKEN', 'LIMIT'] as const;

/** Pictures of a file's pages, by the file's hash: drawn once, whatever case it is in. */
export const previewSchema = collection('previews', {
  at: count,
  complete: flag,
  refusal: maybeOneOf(PREVIEW_REFUSALS),
  pageCount: count,
  pages: [part({ number: count, width: count, height: count, fileId: text })],
});
