const PAGE = '/Page';
const TYPE = '/Type';
/** Blanks between the name of an entry and its value that are looked past. */
const MOST_BLANKS = 8;
const BLANKS = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%', 'latin1'));

/**
 * Whether a PDF has more page objects than this. Told by its structure as our own documents have it, in one walk that
 * ends at the first page too many; pages inside compressed streams are not counted, no document of ours has such.
 */
export function hasMorePagesThan(most: number, pdf: Buffer): boolean {
  let pages = 0;
  for (let at = pdf.indexOf(PAGE, 0, 'latin1'); at >= 0; at = pdf.indexOf(PAGE, at + PAGE.length, 'latin1')) {
    if (!endsName(pdf, at + PAGE.length) || !isTypeBefore(pdf, at)) continue;
    pages += 1;
    if (pages > most) return true;
  }
  return false;
}

/** Not a longer name, such as `/Pages` or `/PageMode`. */
function endsName(pdf: Buffer, at: number): boolean {
  const next = pdf[at];
  return next === undefined || BLANKS.has(next) || DELIMITERS.has(next);
}

function isTypeBefore(pdf: Buffer, at: number): boolean {
  let end = at;
  while (end > 0 && at - end < MOST_BLANKS && BLANKS.has(pdf[end - 1] ?? 0)) end -= 1;
  return end >= TYPE.length && pdf.toString('latin1', end - TYPE.length, end) === TYPE;
}
