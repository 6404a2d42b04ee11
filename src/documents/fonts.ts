import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export interface Faces {
  readonly regular: Font;
  readonly bold: Font;
}

const files = createRequire(import.meta.url);
const open = async (face: string): Promise<Font> =>
  create(await readFile(files.resolve(`@expo-google-fonts/noto-sans-sc/${face}.ttf`)));

let parsed: Promise<Faces> | undefined;

/** Both weights, read and parsed once per process: parsing again for each letter would double its time. */
export function loadFaces(): Promise<Faces> {
  parsed ??= Promise.all([open('400Regular/NotoSansSC_400Regular'), open('700Bold/NotoSansSC_700Bold')]).then(
    ([regular, bold]) => ({ regular, bold }),
  );
  return parsed;
}

const LINE_BREAKS = new Set(['\n', '\r']);

/** The characters of a text that the faces cannot draw, each once; a line break is no glyph. */
export function glyphsMissingFrom({ regular, bold }: Faces, text: string): string[] {
  const drawn = (character: string): boolean => {
    const codePoint = character.codePointAt(0) ?? 0;
    return regular.hasGlyphForCodePoint(codePoint) && bold.hasGlyphForCodePoint(codePoint);
  };
  return [...new Set(text)].filter(character => !LINE_BREAKS.has(character) && !drawn(character));
}

/** The characters of a text that no document can show; empty when all is well. For forms that refuse early. */
export async function missingGlyphs(text: string): Promise<string[]> {
  return glyphsMissingFrom(await loadFaces(), text);
}
