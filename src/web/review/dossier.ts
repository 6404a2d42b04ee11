import type { CaseView } from '../../data/index.js';
import type { Outline } from '../../preview/index.js';
import { reviewDossier, type ReviewDossier } from '../../queries/reviewQueries.js';
import { isStopped } from '../cases/caseAccess.js';
import { newLook, outlinesOf } from '../evidence/pdfPages.js';
import type { WebDependencies } from '../webDependencies.js';

/** The dossier with what is known of the pages of its PDFs. */
export interface Dossier extends ReviewDossier {
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly look: string;
  /** The case has lost its workflow: no act can reach it. */
  readonly stopped: boolean;
}

export async function dossierOf(dependencies: WebDependencies, view: CaseView): Promise<Dossier> {
  const [dossier, stopped] = await Promise.all([reviewDossier(dependencies, view), isStopped(dependencies, view.case)]);
  const inPlace = dossier.evidence.filter(({ removedAt }) => removedAt === undefined);
  return { ...dossier, outlines: await outlinesOf(dependencies, inPlace), look: newLook(), stopped };
}
