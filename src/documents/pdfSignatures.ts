import type { ByteRange } from './signing/signPdf.js';

/** One signature of a PDF as its dictionary has it. */
export interface FoundSignature {
  readonly range: ByteRange;
  /** Place behind the last signed byte: the file as it was when this signature was made ends here. */
  readonly end: number;
  /** The CMS (DER), zero bytes after it are padding. */
  readonly cms: Buffer;
  /** ISO instant of the dictionary's date. */
  readonly statedTime?: string;
}

/** Names of ranges that are looked at; no document of ours has more than one, and a few may be added by others. */
const MOST_RANGES = 8;
const NAME = '/ByteRange';
/** Bytes behind the name in which its four numbers must stand. */
const RANGE_BYTES = 200;
const RANGE = /^\/ByteRange *\[ *(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]/;
/** Bytes of the hexadecimal string that holds a signature; ours has 16,386. */
const MOST_HEX_BYTES = 128 * 1024;
/** Bytes of a signature dictionary before and behind that string. */
const DICTIONARY_BYTES = 4_096;
/** Openings of dictionaries before the string that are tried as its own. */
const MOST_OPENINGS = 8;

export type SignatureSearch =
  | { readonly found: readonly FoundSignature[] }
  /** `none`: no byte range; `malformed`: byte ranges, but no signature in any. */
  | { readonly found: readonly []; readonly why: 'none' | 'malformed' };

/**
 * The signatures of a PDF in the order of what they cover, found by their dictionaries and read only around their byte
 * ranges: a signature counts where the gap of its range is exactly one hexadecimal string inside a dictionary that
 * names this very range. The time grows with the length of the file and no faster, whatever stands in it.
 */
export function findSignatures(pdf: Buffer): SignatureSearch {
  const ranges = rangesOf(pdf);
  const found = ranges.flatMap(range => signatureAt(pdf, range) ?? []).sort((a, b) => a.end - b.end);
  if (found.length > 0) return { found };
  return { found: [], why: ranges.length > 0 ? 'malformed' : 'none' };
}

function rangesOf(pdf: Buffer): ByteRange[] {
  const ranges: ByteRange[] = [];
  let at = pdf.indexOf(NAME, 0, 'latin1');
  for (let looked = 0; at >= 0 && looked < MOST_RANGES; looked += 1) {
    const match = RANGE.exec(pdf.toString('latin1', at, at + RANGE_BYTES).replace(/[\r\n\t]/g, ' '));
    if (match !== null) ranges.push(match.slice(1, 5).map(Number) as unknown as ByteRange);
    at = pdf.indexOf(NAME, at + NAME.length, 'latin1');
  }
  return ranges;
}

function signatureAt(pdf: Buffer, range: ByteRange): FoundSignature | null {
  const cms = cmsIn(pdf, range);
  const entries = cms === null ? null : dictionaryAround(pdf, range);
  if (cms === null || entries === null) return null;
  const end = range[2] + range[3];
  const statedTime = timeOf(entries.get('M') ?? '');
  return { range, end, cms, ...(statedTime !== undefined && { statedTime }) };
}

/** The CMS in the gap of a range; null unless the gap is exactly one hexadecimal string. */
function cmsIn(pdf: Buffer, [start, length, secondStart, secondLength]: ByteRange): Buffer | null {
  const hexLength = secondStart - length - 2;
  if (start !== 0 || secondStart + secondLength > pdf.length) return null;
  if (hexLength < 2 || hexLength > MOST_HEX_BYTES) return null;
  const gap = pdf.toString('latin1', length, secondStart);
  const cms = gap.startsWith('<') && gap.endsWith('>') ? Buffer.from(gap.slice(1, -1), 'hex') : null;
  return cms?.length === Math.ceil(hexLength / 2) ? cms : null; // else it stopped at a character that is no figure
}

/** The entries of the dictionary that the gap lies in, its own string left out; null unless it names this range. */
function dictionaryAround(pdf: Buffer, range: ByteRange): ReadonlyMap<string, string> | null {
  const [, length, secondStart] = range;
  const before = pdf.toString('latin1', Math.max(0, length - DICTIONARY_BYTES), length);
  const behind = pdf.toString('latin1', secondStart, secondStart + DICTIONARY_BYTES);
  let opening = before.length;
  for (let tried = 0; tried < MOST_OPENINGS && opening > 0; tried += 1) {
    opening = before.lastIndexOf('<<', opening - 1);
    if (opening < 0) return null;
    const entries = readDictionary(`${before.slice(opening)}${GAP}${behind}`);
    if (entries?.get('Contents') !== GAP) continue;
    return numbersIn(entries.get('ByteRange') ?? '') === range.join(' ') ? entries : null;
  }
  return null;
}

/** Stands for the signature's own string while its dictionary is read. */
const GAP = '<>';

const numbersIn = (array: string): string => array.replace(/[[\]\s]+/g, ' ').trim();

const TOKEN = /<<|>>|[[\]]|<[\da-fA-F\s]*>|\/[^\s/<>[\]()%]*|[^\s/<>[\]()%]+|\(/y;
const BLANK = /[\s\0]/;

/** Names and values of a dictionary, values as they are written; null where it does not end well. */
function readDictionary(text: string): ReadonlyMap<string, string> | null {
  const items = itemsOf(text);
  if (items === null) return null;
  const entries = new Map<string, string>();
  let name = '';
  for (const item of items) {
    const isName = item.startsWith('/') && (name === '' || entries.has(name));
    if (isName) name = item.slice(1);
    else entries.set(name, entries.has(name) ? `${entries.get(name) ?? ''} ${item}` : item);
  }
  return entries;
}

const STEPS: Readonly<Record<string, number | undefined>> = { '<<': 1, '[': 1, '>>': -1, ']': -1 };

/** What stands in the dictionary that the text begins with, in its order, whatever is nested as one; null without its end. */
function itemsOf(text: string): string[] | null {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length;) {
    const end = BLANK.test(text.charAt(at)) ? at + 1 : endOfToken(text, at);
    if (end === null) return null;
    const token = text.slice(at, end);
    if (depth === 1) start = at;
    depth += STEPS[token] ?? 0;
    if (depth === 0) return items;
    if (depth === 1 && at > 0 && token.trim() !== '') items.push(text.slice(start, end));
    at = end;
  }
  return null;
}

function endOfToken(text: string, at: number): number | null {
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0];
  if (token === undefined) return null;
  return token === '(' ? endOfString(text, at) : at + token.length;
}

/** Brackets in a string are balanced or escaped. */
function endOfString(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

const DATE = /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)$/;

/** A date in UTC, as all our documents have it. */
function timeOf(value: string): string | undefined {
  const plain = value.replace(/\\(\d{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)));
  const match = DATE.exec(plain);
  if (match === null) return undefined;
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = match.slice(1);
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}
