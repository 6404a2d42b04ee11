import type { Figures } from './measure.js';

const text = (value: number | undefined): string => {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (Number.isInteger(value)) return String(value);
  if (value < 1) return value.toPrecision(2);
  return value.toFixed(value < 10 ? 2 : 1);
};

/** One row a figure, one column a side; of two sides also how many times the second the first is. */
export function table(head: readonly string[], sides: readonly Figures[]): string {
  const values = sides.map(figures => new Map(figures));
  const names = [...new Set(sides.flatMap(figures => figures.map(([name]) => name)))];
  const ratio = (given: readonly (number | undefined)[]) =>
    given.length < 2 ? [] : [text((given[0] ?? NaN) / (given[1] ?? NaN))];
  const rows = names.map(name => {
    const given = values.map(side => side.get(name));
    return [name, ...given.map(text), ...ratio(given)];
  });
  const lines = [[...head, ...(sides.length < 2 ? [] : ['ratio'])], ...rows];
  const widths = head.concat('').map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)));
  return lines
    .map(line =>
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map(line => line.join('   '))
    .join('\n');
}

/** Each figure's mean over several runs. */
export function meanOf(runs: readonly Figures[]): Figures {
  const names = [...new Set(runs.flatMap(run => run.map(([name]) => name)))];
  return names.map(name => {
    const given = runs.map(run => new Map(run).get(name)).filter(value => value !== undefined);
    return [name, given.reduce((sum, value) => sum + value, 0) / given.length];
  });
}
