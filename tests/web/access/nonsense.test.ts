import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pageAt, PAGES, withQuery } from './support/pages.js';
import { openPlace, type Place, type Signed } from './support/place.js';

let place: Place;
let stranger: Signed;
beforeAll(async () => {
  place = await openPlace();
  stranger = await place.newStranger();
}, 120_000);
afterAll(() => place.close());

const NONSENSE = [
  'page=x',
  'page=-1',
  `page=${'9'.repeat(30)}`,
  'q=%5B%28a%2B%29%2B%24',
  'county=%24ne',
  'asOf=2026-99-99',
];

describe('nonsense behind an address', () => {
  it.each(PAGES)('breaks nothing of %s', async (_name, route) => {
    const asked = await pageAt(place, stranger, route);

    const answers: string[] = [];
    for (const nonsense of NONSENSE) {
      const { status } = await asked.reader.browser.get(withQuery(asked, nonsense)).redirects(0);
      if (status >= 500) answers.push(`${nonsense}: ${String(status)}`);
    }

    expect(answers).toEqual([]);
  });
});
