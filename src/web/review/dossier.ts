import type { CaseView } from '../../data/index.js';
import type { Outline } from '../../preview/index.js';
import { reviewDossier, type ReviewDossier } from '../../queries/reviewQueries.js';
import { newLook, outlinesOf } from '../evidence/pdfPages.js';
import type { WebDependencies } from '../webDependencies.js';

/** The dossier with what is known of the pages of its PDFs. */
export interface Dossier extends ReviewDossier {
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly look: string;
}

export async function dossierOf(dependencies: WebDependencies, view: CaseView): Promise<Dossier> {
  const dossier = await reviewDossier(dependencies, view);
  const inPlace = dossier.evidence.filter(({ removedAt }) => removedAt === undefined);
  return { ...dossier, outlines: await outlinesOf(dependencies, inPlace), look: newLook() };
}
