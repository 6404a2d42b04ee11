import { randomUUID } from 'node:crypto';
import type { DataAccess, Evidence } from '../../data/index.js';
import type { Outline, PdfSource } from '../../preview/index.js';
import type { Translate } from '../i18n.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';

/** How long a page waits for what is not known yet of its PDFs; their pictures may come later. */
const PATIENCE_MS = 1500;

export const isPdf = ({ contentType }: Pick<Evidence, 'contentType'>): boolean => contentType === 'application/pdf';

export const pdfSource = (
  { evidence }: Pick<DataAccess, 'evidence'>,
  { evidenceId, sha256 }: Pick<Evidence, 'evidenceId' | 'sha256'>,
): PdfSource => ({ sha256, read: () => evidence.bytes(evidenceId) });

/** What is known of the PDFs among these files, by hash. */
export const outlinesOf = (
  { previews, data }: Pick<WebDependencies, 'previews' | 'data'>,
  files: readonly Evidence[],
): Promise<ReadonlyMap<string, Outline>> =>
  previews.outlines(
    files.filter(isPdf).map(file => pdfSource(data, file)),
    PATIENCE_MS,
  );

/** Marks all pictures of one page as one look at each of its files. */
export const newLook = (): string => randomUUID();

interface PageReader {
  readonly t: Translate;
  readonly look: string;
}

interface PagePicture {
  readonly src: string;
  readonly alt: string;
  readonly caption: string;
  /** 0 while the size is not known. */
  readonly width: number;
  readonly height: number;
  readonly first: boolean;
}

export interface PdfPages {
  readonly pages: readonly PagePicture[];
  /** Why there are no pictures; else empty. */
  readonly refused: string;
  /** What is not shown here; else empty. */
  readonly note: string;
  readonly summary: string;
}

const NOTHING: PdfPages = { pages: [], refused: '', note: '', summary: '' };

/** The pictures of a PDF's pages. Nothing known yet (undefined): the first page, whose address waits until it is drawn. */
export function pdfPages(
  file: Pick<Evidence, 'caseId' | 'evidenceId' | 'fileName' | 'contentType'>,
  outline: Outline | undefined,
  { t, look }: PageReader,
): PdfPages {
  if (!isPdf(file)) return NOTHING;
  const { caseId, evidenceId, fileName } = file;
  const src = (page: number) => paths.evidence.page.build({ caseId, evidenceId, page: String(page) }, { look });
  if (outline === undefined) {
    const first = { src: src(1), width: 0, height: 0, first: true };
    const words = { alt: t('evidence:pages.altFirst', { fileName }), caption: t('evidence:pages.firstCaption') };
    const note = t('evidence:pages.pending');
    return { ...NOTHING, pages: [{ ...first, ...words }], note, summary: t('evidence:pages.look') };
  }
  if (outline.state === 'refused') return { ...NOTHING, refused: t(`evidence:pages.refused.${outline.reason}`) };
  const total = outline.pageCount;
  const shown = outline.pages.length;
  return {
    ...NOTHING,
    pages: outline.pages.map(({ number, width, height }, place) => ({
      ...{ src: src(number), width, height, first: place === 0 },
      alt: t('evidence:pages.alt', { fileName, page: number, total }),
      caption: t('evidence:pages.caption', { page: number, total }),
    })),
    note: shown < total ? t('evidence:pages.some', { shown, total }) : '',
    summary: t('evidence:pages.lookAll', { total }),
  };
}
