import type { Translate } from './i18n.js';

interface PageOfList {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** There are more than the total. */
  readonly more?: boolean;
}

export type PageLink = { number: number; href: string; current: boolean } | { ellipsis: true };

/** What `{{> pagination}}` takes; `shown` is false where one page holds everything. */
export interface Pagination {
  readonly shown: boolean;
  readonly summary: string;
  readonly previous: string;
  readonly next: string;
  readonly items: readonly PageLink[];
}

const NEAR = 1;

/** Links to the first, the last and the neighbouring pages, and "21–40 of 312". */
export function paginationOf(list: PageOfList, t: Translate, hrefOf: (page: number) => string): Pagination {
  const { page, size, total, more = false } = list;
  const last = Math.max(1, Math.ceil(total / size));
  const numbers = Array.from({ length: last }, (_, place) => place + 1).filter(
    number => number === 1 || number === last || Math.abs(number - page) <= NEAR,
  );
  const items = numbers.flatMap((number, place): PageLink[] => {
    const link = { number, href: hrefOf(number), current: number === page };
    const gap = place > 0 && number - (numbers[place - 1] ?? 0) > 1;
    return gap ? [{ ellipsis: true }, link] : [link];
  });
  const from = total === 0 ? 0 : (page - 1) * size + 1;
  return {
    shown: last > 1,
    summary: t(`common:pagination.${more ? 'summaryOfMore' : 'summary'}`, {
      from,
      to: Math.min(page * size, total),
      total,
    }),
    previous: page > 1 ? hrefOf(page - 1) : '',
    next: page < last || more ? hrefOf(page + 1) : '',
    items,
  };
}

/** A page number from an address; anything else is page 1. */
export function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
