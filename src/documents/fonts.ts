import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph, type GlyphRun } from 'fontkit';

export interface Faces {
  readonly regular: Font;
  readonly bold: Font;
}

const files = createRequire(import.meta.url);

/** A face as its file has it, parsed anew. */
export const plainFace = async (face: string): Promise<Font> =>
  create(await readFile(files.resolve(`@expo-google-fonts/noto-sans-sc/${face}.ttf`)));

const open = async (face: string): Promise<Font> => remembering(await plainFace(face));

/** Some twenty letters' words. */
const MOST_RUNS = 8_000;

/**
 * The face with a memory of how words are set: most words of a paper are those of its template, and setting them anew is
 * what takes the time. Positions are given out as copies, because the drawer scales them in place.
 */
function remembering(face: Font): Font {
  const runs = new Map<string, GlyphRun>();
  const setWord = (text: string) => {
    const { glyphs, positions, advanceWidth } = face.layout(text);
    const run = { glyphs, positions, advanceWidth };
    if (runs.size >= MOST_RUNS) runs.clear();
    runs.set(text, run);
    return run;
  };
  const layout: Font['layout'] = (text, ...how) => {
    if (how.some(one => one !== undefined)) return face.layout(text, ...how);
    const run = runs.get(text) ?? setWord(text);
    return { ...run, positions: run.positions.map(position => ({ ...position })) };
  };
  return Object.create(face, { layout: { value: layout }, getGlyph: { value: outlinesOnce(face) } }) as Font;
}

let parsed: Promise<Faces> | undefined;

/** Both weights, read and parsed once per process: parsing again for each letter would double its time. */
export function loadFaces(): Promise<Faces> {
  parsed ??= Promise.all([open('400Regular/NotoSansSC_400Regular'), open('700Bold/NotoSansSC_700Bold')]).then(
    ([regular, bold]) => ({ regular, bold }),
  );
  return parsed;
}

const LINE_BREAKS = new Set(['\n', '\r']);

/** Glyphs whose outline is decoded once: each paper's subset of the face asks every glyph for it again. */
function outlinesOnce(face: Font): Font['getGlyph'] {
  const known = new WeakSet<Glyph>();
  return (id, codePoints) => {
    const glyph = face.getGlyph(id, codePoints);
    if (known.has(glyph)) return glyph;
    known.add(glyph);
    const decode = glyph._decode.bind(glyph);
    let outline: { readonly value: unknown } | undefined;
    glyph._decode = () => (outline ??= { value: decode() }).value;
    return glyph;
  };
}

/** The characters of a text that the faces cannot draw, each once; a line break is no glyph. */
function glyphsMissingFrom({ regular, bold }: Faces, text: string): string[] {
  const drawn = (character: string): boolean => {
    const codePoint = character.codePointAt(0) ?? 0;
    return regular.hasGlyphForCodePoint(codePoint) && bold.hasGlyphForCodePoint(codePoint);
  };
  return [...new Set(text)].filter(character => !LINE_BREAKS.has(character) && !drawn(character));
}

/** The text as a document shows it: a character without a glyph is written as its code, e.g. `〔U+212AE〕`. */
export function drawable(faces: Faces, text: string): string {
  const missing = new Set(glyphsMissingFrom(faces, text));
  return missing.size === 0 ? text : Array.from(text, one => (missing.has(one) ? codeOf(one) : one)).join('');
}

const codeOf = (character: string): string =>
  `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`;

/** The characters of a text that no document can show; empty when all is well. For forms that say so before anything is signed. */
export async function missingGlyphs(text: string): Promise<string[]> {
  return glyphsMissingFrom(await loadFaces(), text);
}
