// Code points that a terminal draws two columns wide: Hangul, CJK and its punctuation, kana, full-width forms, emoji, extensions B and on.
const WIDE = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

/**
 * Columns that a text takes on a terminal.
 * @param {string} text
 * @returns {number}
 */
export function displayWidth(text) {
  let width = 0;
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    if (/\p{Mn}|\p{Cf}/u.test(character)) continue;
    width += WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
  }
  return width;
}

/**
 * An aligned table with a rule under its head.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
export function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map(row => row[column] ?? '')].map(displayWidth)),
  );
  const line = cells =>
    cells
      .map((cell, i) => cell + ' '.repeat(widths[i] - displayWidth(cell)))
      .join('  ')
      .trimEnd();
  const rule = widths.map(width => '─'.repeat(width)).join('  ');
  return [line(head), rule, ...rows.map(row => line(head.map((_, i) => row[i] ?? '')))].join('\n');
}
