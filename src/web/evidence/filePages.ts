import { createHash, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Evidence } from '../../data/index.js';
import { caseQueries } from '../../queries/caseQueries.js';
import { caseFor } from '../cases/caseAccess.js';
import { whoDidIt } from '../cases/caseWords.js';
import { formatDateTime } from '../format.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { evidenceOf, sizeWords } from './evidencePages.js';
import { isPdf, newLook, outlinesOf, pdfPages, pdfSource } from './pdfPages.js';

const PAGE_NUMBER = /^[1-9]\d{0,3}$/;
const LOOK = /^[0-9a-f-]{36}$/;
/** A page left open and taken up again after this is another look. */
const LOOK_MS = 60 * 60 * 1000;
const RETRY_SECONDS = 10;
/** For answers that are files: nothing in them may run or load anything. */
const FILE_POLICY = "default-src 'none'; sandbox";

/** The file of the address and its case, where the person may read it, else 404. */
async function fileFor(dependencies: WebDependencies, req: Request, res: Response) {
  const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'evidence.read' });
  return { repairCase, item: await evidenceOf(dependencies, { req, repairCase }) };
}

/** Facts of one file and its picture or the pictures of its pages. Nothing of it runs in the page. */
export const showFile =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { repairCase, item } = await fileFor(dependencies, req, res);
    const { caseId, reference } = repairCase;
    const { t } = res.locals;
    const outline = (await outlinesOf(dependencies, [item])).get(item.sha256);
    res.render('evidence/show', {
      reference,
      caseHref: paths.cases.show.build({ caseId }),
      listHref: paths.evidence.list.build({ caseId }),
      fileHref: paths.evidence.file.build({ caseId, evidenceId: item.evidenceId }),
      fileName: item.fileName,
      isImage: !isPdf(item),
      ...pdfPages(item, outline, { t, look: newLook() }),
      facts: await factsOf(dependencies, item, res),
    });
  };

async function factsOf(dependencies: WebDependencies, item: Evidence, { locals }: Response) {
  const { t, lang } = locals;
  const people = await caseQueries(dependencies).people([item.uploadedBy.accountId]);
  return [
    { key: t('evidence:facts.material'), value: t(`evidence:material.${item.material}`) },
    { key: t('evidence:facts.type'), value: t(`evidence:type.${isPdf(item) ? 'pdf' : 'image'}`) },
    { key: t('evidence:facts.size'), value: sizeWords(item.size, lang) },
    { key: t('evidence:facts.at'), value: formatDateTime(new Date(item.at), lang) },
    { key: t('evidence:facts.by'), value: whoDidIt(item.uploadedBy, people, locals) },
    { key: t('evidence:facts.sha256'), value: item.sha256, mono: true },
  ];
}

/** The bytes, to be looked at or saved and never run; each opening is written down before they leave. */
export const sendFile =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { item } = await fileFor(dependencies, req, res);
    const bytes = await dependencies.data.evidence.bytes(item.evidenceId);
    if (bytes === null) throw notFound('evidence');
    await logOpening(dependencies, { item, res, openingId: randomUUID() });
    if (isPdf(item)) res.attachment(item.fileName);
    else res.setHeader('Content-Disposition', 'inline');
    res.setHeader('Content-Security-Policy', FILE_POLICY);
    res.type(item.contentType).send(bytes);
  };

/** One page of a PDF as a picture. The first one of a look writes the opening down before it leaves. */
export const sendPage =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { item } = await fileFor(dependencies, req, res);
    const number = String(req.params['page']);
    if (!isPdf(item) || !PAGE_NUMBER.test(number)) throw notFound('page');
    const picture = await dependencies.previews.picture(pdfSource(dependencies.data, item), Number(number));
    if (picture === 'absent') throw notFound('page');
    if (picture === 'pending') throw new HttpProblem(503, 'a page is not drawn yet', RETRY_SECONDS);
    await logOpening(dependencies, { item, res, openingId: lookId(dependencies, { req, res, item }) });
    res.setHeader('Content-Disposition', 'inline');
    res.setHeader('Content-Security-Policy', FILE_POLICY);
    res.type('image/webp').send(picture);
  };

/** The same for all pictures of one look, so that the log takes it once; an address without a look is one by itself. */
function lookId(
  { clock }: Pick<WebDependencies, 'clock'>,
  { req, res, item }: { req: Request; res: Response; item: Evidence },
): string {
  const { look = '' } = query(req);
  if (!LOOK.test(look)) return randomUUID();
  const parts = [look, item.evidenceId, actorOf(res).accountId, Math.floor(clock() / LOOK_MS)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function logOpening(
  { data, clock }: Pick<WebDependencies, 'data' | 'clock'>,
  { item, res, openingId }: { item: Evidence; res: Response; openingId: string },
): Promise<void> {
  const { accountId, role } = actorOf(res);
  const { evidenceId, caseId } = item;
  await data.evidence.logOpening({ openingId, evidenceId, caseId, by: { accountId, role }, at: clock() });
}
