export interface ReadPdf {
  /** Text of each page without spaces and line breaks. */
  pages: string[];
  text: string;
  sizes: [number, number][];
  attachments: Record<string, Uint8Array>;
  lang: string | undefined;
  tagged: boolean;
}

/** The library and its worker put slow replacements of JSON into place, through which everything else would have to go. */
async function withJsonKept<T>(work: () => Promise<T>): Promise<T> {
  const { parse, stringify } = JSON;
  try {
    return await work();
  } finally {
    Object.assign(JSON, { parse, stringify });
  }
}

/** Reads a PDF back with an independent library. */
export const readPdf = (bytes: Buffer): Promise<ReadPdf> => withJsonKept(() => readBack(bytes));

async function readBack(bytes: Buffer): Promise<ReadPdf> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const pdf = await task.promise;
  const pages: string[] = [];
  const sizes: [number, number][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map(item => ('str' in item ? item.str : '')).join('').replaceAll(/\s/g, '')); // prettier-ignore
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    sizes.push([right - left, top - bottom]);
  }
  const files = ((await pdf.getAttachments()) ?? {}) as Record<string, { content: Uint8Array }>;
  const { info } = (await pdf.getMetadata()) as { info: { Language?: string } };
  const tagged = ((await pdf.getMarkInfo()) as { Marked?: boolean } | null)?.Marked ?? false;
  const attachments = Object.fromEntries(Object.entries(files).map(([name, { content }]) => [name, content]));
  await task.destroy();
  return { pages, sizes, attachments, tagged, text: pages.join(''), lang: info.Language };
}
