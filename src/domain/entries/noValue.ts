import { halfWidth } from '../halfWidth.js';

/** What a spreadsheet leaves where a formula failed: `#N/A`, `#REF!`, `#DIV/0!`, `#NAME?` …, and `####` of a narrow column. */
const FORMULA_ERROR = /^#(?:[A-Z_]{2,12}[!?]|N\/A|DIV\/0!|GETTING_DATA|#*)$/i;
/** Strokes that fill an empty cell. */
const STROKES = /^[-/\\—–―‐−－_]{1,6}$/;
const WORDS: ReadonlySet<string> = new Set([
  ...['无', '暂无', '没有', '不详', '未知', '空', '暂缺', '待补', '待补充'],
  ...['n/a', 'null', '(null)', '(空)', '(空白)'],
]);
const LONGEST = 16;

/** Whether a cell holds only what stands for "nothing here": a failed formula, strokes, or a word that says so. */
export function isNoValue(cell: string): boolean {
  if (cell.length > LONGEST) return false;
  const text = halfWidth(cell).replace(/。$/, '');
  return FORMULA_ERROR.test(text) || STROKES.test(text) || WORDS.has(text.toLowerCase());
}
