import type { RequestHandler } from 'express';
import { type CalendarDay, dayOf } from '../../domain/calendarDay.js';
import { certificateCounts } from '../../domain/training/trainingCertificate.js';
import type { OwnCertificate } from '../../queries/trainingQueries.js';
import type { Language } from '../i18n.js';
import { standingMark } from '../law/sourceWords.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';
import { type TrainingDependencies, trainingServices } from './trainingDependencies.js';

/** The facts of an own certificate and the way to its PDF. */
export function showCertificate(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  return async (req, res) => {
    const own = await queries.ownCertificate(actorOf(res).accountId, String(req.params['certificateId']));
    if (own === null) throw notFound('certificate');
    res.render(
      'training/certificate',
      certificatePage(own, { today: dayOf(dependencies.clock()), lang: res.locals.lang }),
    );
  };
}

/** The PDF exactly as it was issued. */
export function sendCertificate(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  return async (req, res) => {
    const own = await queries.ownCertificate(actorOf(res).accountId, String(req.params['certificateId']));
    if (own === null) throw notFound('certificate');
    const documentId = own.certificate.documentId;
    const stored = documentId === undefined ? null : await dependencies.data.documents.get(documentId);
    if (stored === null) throw new HttpProblem(503, 'certificate is being written');
    res.attachment(`${own.certificate.number}.pdf`).type('application/pdf').send(stored.bytes);
  };
}

function certificatePage(
  { certificate, enterprises, document, validityBasis }: OwnCertificate,
  { today, lang }: { today: CalendarDay; lang: Language },
) {
  const { certificateId } = certificate;
  return {
    certificate,
    counts: certificateCounts(certificate, today),
    validityMark: standingMark(validityBasis, lang),
    enterprises: enterprises.map(({ name, uscc }) => `${name}（${uscc}）`),
    fileHref: document === null ? '' : paths.training.certificateFile.build({ certificateId }),
    verificationCode: document?.verificationCode ?? '',
  };
}
