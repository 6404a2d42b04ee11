import { type Browser, hidden } from './support.js';

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** Enough to be taken for a PDF; nothing can be read from it. */
export const EMPTY_PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

interface Sending {
  material?: string;
  files: readonly { bytes: Buffer; name: string }[];
}

/** Opens the page of a case's evidence and sends its form. */
export async function upload(browser: Browser, page: string, { material = 'MAT2', files }: Sending) {
  const { text } = await browser.get(page).expect(200);
  const form = browser
    .post(page)
    .field('_csrf', hidden(text, '_csrf'))
    .field('key', hidden(text, 'key'))
    .field('material', material);
  for (const { bytes, name } of files) void form.attach('files', bytes, name);
  return form;
}
