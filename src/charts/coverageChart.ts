import { createHash } from 'node:crypto';
import { BarChart, type BarSeriesOption } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, MarkLineComponent, SVGRenderer]);

export interface CoverageBar {
  /** Name of the county in the reader's language. */
  readonly label: string;
  /** Share in percent, 0 to 100; null where there is no target group. */
  readonly percent: number | null;
  readonly reached: boolean;
  /** Words at the end of the bar, such as "52.3% · reached". */
  readonly note: string;
}

const [WIDTH, HEIGHT] = [960, 420];
const TARGET = 50;
/** Unquoted on purpose: a quote inside would end the attribute. */
const FONT = 'Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif';
const INK = '#12161c';
const REACHED = '#0a4b94';
const BELOW = '#b8500b';
const STRIPES = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color: '#ffffff' };
const MOST_KEPT = 60;
const kept = new Map<string, string>();

/**
 * Bars of the counties' shares with the 50 % line, as SVG text that a strict content policy lets through. Drawn once
 * for the same data. Below the target a bar is striped as well as of another colour, and its note says so in words.
 */
export function coverageChart(bars: readonly CoverageBar[], targetLabel: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([bars, targetLabel]))
    .digest('hex');
  const known = kept.get(hash);
  if (known !== undefined) return known;
  const svg = withoutStyles(draw(bars, targetLabel));
  const oldest = kept.keys().next().value;
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(hash, svg);
  return svg;
}

function draw(bars: readonly CoverageBar[], targetLabel: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 14, color: INK },
      grid: { left: 32, right: 24, top: 34, bottom: 8 },
      xAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%', color: INK, fontFamily: FONT } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ label }) => label),
        axisTick: { show: false },
        axisLabel: { color: INK, fontFamily: FONT, fontSize: 14 },
      },
      series: [barSeries(bars, targetLabel)],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function barSeries(bars: readonly CoverageBar[], targetLabel: string): BarSeriesOption {
  return {
    type: 'bar',
    barWidth: 18,
    data: bars.map(({ percent, reached, note }) => ({
      value: percent ?? 0,
      itemStyle: reached ? { color: REACHED } : { color: BELOW, decal: STRIPES },
      label: {
        show: true,
        position: notePlace(percent ?? 0),
        formatter: () => note,
        color: INK,
        fontFamily: FONT,
        fontSize: 13,
        backgroundColor: '#ffffff',
        padding: [1, 4],
      },
    })),
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: INK, type: 'dashed', width: 2 },
      label: { formatter: targetLabel, position: 'end', color: INK, fontFamily: FONT, fontSize: 13, distance: 8 },
      data: [{ xAxis: TARGET }],
    },
  };
}

/** Inside the bar where the note would run across the target line or over the right edge. */
const notePlace = (percent: number): 'insideRight' | 'right' =>
  percent > 75 || (percent >= 35 && percent < TARGET) ? 'insideRight' : 'right';

/** Style blocks, classes and style attributes would be refused by the content policy; SVG has attributes for all of them. */
function withoutStyles(svg: string): string {
  return withoutStyleBlocks(svg)
    .replace(/\sclass="[^"]*"/g, '')
    .replace(/\sstyle="([^"]*)"/g, (_all, declarations: string) => attributesOf(declarations))
    .replace('<svg ', '<svg focusable="false" aria-hidden="true" ');
}

const STYLE_END = '</style>';

function withoutStyleBlocks(svg: string): string {
  const [before = '', ...blocks] = svg.split('<style');
  return [before, ...blocks.map(block => block.split(STYLE_END).slice(1).join(STYLE_END))].join('');
}

function attributesOf(declarations: string): string {
  return declarations
    .split(';')
    .map(declaration => declaration.split(/:(.*)/s))
    .flatMap(([name = '', value = '']) =>
      name.trim() === '' || name.trim() === 'position' ? [] : [` ${name.trim()}="${value.trim()}"`],
    )
    .join('');
}
