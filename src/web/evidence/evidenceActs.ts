import type { Request, RequestHandler, Response } from 'express';
import { addEvidence, removeEvidence } from '../../commands/evidenceCommands.js';
import { evidenceOpen } from '../../domain/repair/judge.js';
import { requiredMaterials } from '../../domain/repair/materials.js';
import { type CaseFile, caseQueries } from '../../queries/caseQueries.js';
import { caseFor, keyOf } from '../cases/caseAccess.js';
import { refusalText } from '../cases/refusalWords.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { filesOf, type ReceivedFile } from '../middleware/upload.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { type FileFault, type JudgedFile, judgeFile } from './evidenceFiles.js';
import { evidenceOf, renderEvidence, wasSubmitted } from './evidencePages.js';
import { isPdf, pdfSource } from './pdfPages.js';

interface FieldError {
  text: string;
  field?: string;
}
interface Upload {
  key: string;
  material: string;
  files: readonly ReceivedFile[];
}

const readUpload = (req: Request): Upload => {
  const form = fields(req);
  return { key: keyOf(form['key']), material: form['material'] ?? '', files: filesOf(req) };
};

/** What stands against the upload as a whole. */
function formErrors({ material, files }: Upload, file: CaseFile, res: Response): FieldError[] {
  const { t } = res.locals;
  const verdict = evidenceOpen(file.view.case);
  if (!verdict.ok) return [{ text: refusalText(verdict.refusal, res.locals) }];
  const known = requiredMaterials(file.entryFacts, file.view.case).some(
    ({ code, origin }) => code === material && origin === 'UPLOAD',
  );
  return [
    ...(known ? [] : [{ text: t('evidence:error.noMaterial'), field: 'material' }]),
    ...(files.length === 0 ? [{ text: t('evidence:error.noFile'), field: 'files' }] : []),
  ];
}

/** Files beyond what one sending takes; the browser alone knows their names. */
function leftOutErrors({ files }: Upload, { locals: { t, filesLeftOut = 0 } }: Response): FieldError[] {
  if (filesLeftOut === 0) return [];
  return [{ text: t('evidence:error.leftOut', { taken: files.length, left: filesLeftOut }), field: 'files' }];
}

/** Takes the good files and names every other one with its reason. */
export const submitEvidence =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const upload = readUpload(req);
    const { key, material } = upload;
    const file = await caseQueries(dependencies).file(view);
    const errors = formErrors(upload, file, res);
    if (errors.length === 0) {
      errors.push(...(await storeAll(dependencies, { file, upload, res })), ...leftOutErrors(upload, res));
    }
    if (errors.length === 0) {
      res.redirect(303, paths.evidence.list.build({ caseId: view.case.caseId }, { done: 'added' }));
      return;
    }
    res.status(422);
    // A new key: the files that were taken are not sent again.
    await renderEvidence(dependencies, { res, view }, { key: keyOf(undefined), material, errors });
    dependencies.logger.debug({ key, faults: errors.length }, 'evidence refused');
  };

async function storeAll(
  dependencies: WebDependencies,
  { file, upload, res }: { file: CaseFile; upload: Upload; res: Response },
): Promise<FieldError[]> {
  const known = new Set(file.evidence.filter(item => !item.evidenceId.startsWith(upload.key)).map(item => item.sha256));
  const faults: FileFault[] = [];
  for (const [place, sent] of upload.files.entries()) {
    const judged = await judgeFile(sent, file.policy.evidence);
    if (!judged.ok) faults.push(judged.fault);
    else if (known.has(judged.file.sha256)) faults.push({ code: 'duplicate', fileName: judged.file.fileName });
    else {
      known.add(judged.file.sha256);
      const evidenceId = `${upload.key}-${String(place + 1)}`;
      const stored = await store(dependencies, {
        file,
        judged: judged.file,
        evidenceId,
        material: upload.material,
        res,
      });
      if (!stored) faults.push({ code: 'full', fileName: judged.file.fileName });
    }
  }
  const { maxBytes, maxFiles } = file.policy.evidence;
  const size = Math.round(maxBytes / 1024 / 1024);
  return faults.map(({ code, fileName }) => ({
    text: res.locals.t(`evidence:error.${code}`, { fileName, size, most: maxFiles }),
    field: 'files',
  }));
}

async function store(
  { data, clock, previews }: WebDependencies,
  {
    file,
    judged,
    evidenceId,
    material,
    res,
  }: { file: CaseFile; judged: JudgedFile; evidenceId: string; material: string; res: Response },
): Promise<boolean> {
  const { accountId, role } = actorOf(res);
  const added = await addEvidence(data, {
    evidenceId,
    caseId: file.view.case.caseId,
    material,
    fileName: judged.fileName,
    contentType: judged.contentType,
    bytes: judged.bytes,
    uploadedBy: { accountId, role },
    at: clock(),
    maxFiles: file.policy.evidence.maxFiles,
  });
  if (added.outcome === 'full') return false;
  if (isPdf(added.evidence)) previews.prepare(pdfSource(data, added.evidence));
  return true;
}

export const showRemove =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const { evidenceId, fileName, removedAt } = await evidenceOf(dependencies, { req, repairCase });
    if (removedAt !== undefined) throw notFound('evidence');
    const { caseId, reference } = repairCase;
    const verdict = evidenceOpen(repairCase);
    res.render('evidence/remove', {
      reference,
      caseHref: paths.cases.show.build({ caseId }),
      listHref: paths.evidence.list.build({ caseId }),
      action: paths.evidence.remove.build({ caseId, evidenceId }),
      fileName,
      blocked: verdict.ok ? '' : refusalText(verdict.refusal, res.locals),
      kept: wasSubmitted(repairCase, evidenceId),
    });
  };

/** Takes a file back before submission. What was part of an earlier submission stays with that version. */
export const submitRemoval =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res, next) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const { evidenceId, sha256 } = await evidenceOf(dependencies, { req, repairCase });
    if (!evidenceOpen(repairCase).ok) {
      res.status(422);
      await showRemove(dependencies)(req, res, next);
      return;
    }
    const { accountId, role } = actorOf(res);
    const keepFile = wasSubmitted(repairCase, evidenceId);
    const removal = { by: { accountId, role }, at: dependencies.clock(), keepFile };
    await removeEvidence(dependencies.data, evidenceId, removal);
    if (!keepFile) await dependencies.previews.forget(sha256);
    res.redirect(303, paths.evidence.list.build({ caseId: repairCase.caseId }, { done: 'removed' }));
  };
