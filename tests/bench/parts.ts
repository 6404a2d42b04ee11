/** What can be measured, and what it is measured beside. `big` takes minutes and is left out unless it is named. */
export const PARTS = {
  case: 'whole cases, worker and client, beside the same story with empty activities',
  queue: 'the signed-in queue of 200 cases beside a bare page',
  lookup: 'the public look-up of a firm beside a bare buffer',
  letter: 'the signed letter beside bare PDFKit',
  big: 'the pages and the import with 20,000 list entries more',
} as const;

export type PartName = keyof typeof PARTS;

export const isPart = (name: string): name is PartName => Object.hasOwn(PARTS, name);
export const USUAL: readonly PartName[] = ['case', 'queue', 'lookup', 'letter'];
