import type { Language } from './i18n.js';

const ZONE = 'Asia/Shanghai';
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;

type Style = 'date' | 'dateTime';

const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  dateTime: { year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, style: Style, timeZone: string): Intl.DateTimeFormat {
  const cacheKey = `${language} ${style} ${timeZone}`;
  const found = formatters.get(cacheKey);
  if (found) return found;
  const made = new Intl.DateTimeFormat(LOCALES[language], { ...STYLES[style], timeZone });
  formatters.set(cacheKey, made);
  return made;
}

/** A date for people. `YYYY-MM-DD` is a calendar day and never shifts; an instant is shown as the day in Shanghai. */
export function formatDate(value: Date | string, language: Language): string {
  const isCalendarDay = typeof value === 'string' && CALENDAR_DAY.test(value);
  return formatter(language, 'date', isCalendarDay ? 'UTC' : ZONE).format(new Date(value));
}

/** An instant for people, in Shanghai time to the minute. */
export function formatDateTime(value: Date | string, language: Language): string {
  return formatter(language, 'dateTime', ZONE).format(new Date(value));
}

const numberFormatters = new Map<string, Intl.NumberFormat>();

/** A number with separators of thousands; `digits` fixes the decimals. */
export function formatNumber(value: number, language: Language, digits?: number): string {
  const cacheKey = `${language} ${String(digits)}`;
  const options = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const numbers = numberFormatters.get(cacheKey) ?? new Intl.NumberFormat(LOCALES[language], options);
  numberFormatters.set(cacheKey, numbers);
  return numbers.format(value);
}
