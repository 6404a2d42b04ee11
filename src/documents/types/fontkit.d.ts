/** fontkit ships no types; only what is used here. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string;
    hasGlyphForCodePoint(codePoint: number): boolean;
    /** `how` (features, script, language, direction) is asked for by the drawer of PDF only. */
    layout(text: string, ...how: readonly unknown[]): GlyphRun;
    getGlyph(id: number, codePoints?: readonly number[]): Glyph;
  }
  export interface Glyph {
    /** The outline as the file has it; null for a blank. */
    _decode(): unknown;
  }
  export interface GlyphRun {
    readonly advanceWidth: number;
    readonly glyphs: readonly object[];
    readonly positions: readonly object[];
  }
  export function create(bytes: Uint8Array): Font;
}
