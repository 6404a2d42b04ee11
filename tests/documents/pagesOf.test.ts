import { describe, expect, it } from '@jest/globals';
import { hasMorePagesThan } from '../../src/documents/pagesOf.js';

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n${text}`, 'latin1');

describe('the pages of a PDF', () => {
  it.each([
    ['<</Type /Page>>', 1],
    ['<</Type/Page/Parent 2 0 R>>', 1],
    ['<</Type\r\n /Page\r/Parent 2 0 R>> <<\n/Type /Page', 2],
    ['<</Type /Pages /Kids []>> <</PageMode /UseOutlines>> (/Page)', 0],
    ['<</Type /PageLabel>> /Page', 0],
    [`/Type${' '.repeat(9)}/Page`, 0],
  ])('are counted by their objects: %j', (text, pages) => {
    expect([0, 1, 2].filter(most => hasMorePagesThan(most, pdf(text)))).toHaveLength(pages);
  });

  it('are not counted on when there is one too many', () => {
    const large = pdf('/Type/Page '.repeat(900_000));
    const start = performance.now();

    expect(hasMorePagesThan(300, large)).toBe(true);

    expect(performance.now() - start).toBeLessThan(50);
  });
});
