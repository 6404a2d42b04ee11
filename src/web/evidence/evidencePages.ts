import type { Request, RequestHandler, Response } from 'express';
import type { CaseView, Evidence } from '../../data/index.js';
import { may } from '../../domain/access/permissions.js';
import { requiredMaterials } from '../../domain/repair/materials.js';
import { evidenceOpen, objectOf } from '../../domain/repair/mayAct.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { caseQueries } from '../../queries/caseQueries.js';
import { caseFor, newKey } from '../cases/caseAccess.js';
import { whoDidIt } from '../cases/caseWords.js';
import { refusalText } from '../cases/refusalWords.js';
import { formatDateTime, formatNumber } from '../format.js';
import { ruleWords, withMark } from '../law/sourceWords.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';

type Locals = Pick<Response['locals'], 't' | 'lang'>;
const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE * KILOBYTE;

export const sizeWords = (bytes: number, lang: Locals['lang']): string =>
  bytes < MEGABYTE
    ? `${formatNumber(Math.max(1, Math.round(bytes / KILOBYTE)), lang)} KB`
    : `${formatNumber(bytes / MEGABYTE, lang, 1)} MB`;

export interface EvidenceForm {
  key: string;
  material: string;
  errors: { text: string; field?: string }[];
  /** What was done just now; empty where nothing was. */
  done?: (typeof DONE)[number] | undefined;
}

/** Words of what was just done, told once above the list. */
const DONE = ['added', 'removed'] as const;

/** A file that was part of a formal submission stays readable after its removal. */
const wasSubmitted = ({ submissions }: RepairCase, evidenceId: string): boolean =>
  submissions.some(({ evidenceIds }) => evidenceIds.includes(evidenceId));

/** The list of evidence by material, the form to add to it, and who opened what. */
export async function renderEvidence(
  dependencies: WebDependencies,
  { res, view }: { res: Response; view: CaseView },
  form: EvidenceForm,
): Promise<void> {
  const { locals } = res;
  const { t } = locals;
  const actor = actorOf(res);
  const { case: repairCase } = view;
  const { caseId } = repairCase;
  const queries = caseQueries(dependencies);
  const { evidence, entryFacts, policy } = await queries.file(view);
  const openings = await dependencies.data.evidence.openings(caseId);
  const people = await queries.people(
    [...evidence.map(item => item.uploadedBy), ...openings.map(o => o.by)].map(by => by.accountId),
  );
  const verdict = evidenceOpen(repairCase);
  const mayAdd = may(actor, 'case.edit', objectOf(repairCase));
  const open = mayAdd && verdict.ok;
  const rules = requiredMaterials(entryFacts, repairCase);
  const { maxBytes, maxFiles } = policy.evidence;
  const error = (field: string) => form.errors.find(item => item.field === field)?.text ?? '';
  const names = new Map(evidence.map(item => [item.evidenceId, item.fileName]));
  res.render('evidence/list', {
    reference: repairCase.reference,
    done: form.done === undefined ? '' : t(`evidence:done.${form.done}`),
    caseHref: paths.cases.show.build({ caseId }),
    action: paths.evidence.list.build({ caseId }),
    materials: rules.map(rule => ({
      name: t(`evidence:material.${rule.code}`),
      hint: t(`evidence:variant.${rule.variant}`),
      basis: ruleWords(rule.source, locals.lang),
      tag: materialTag(rule, evidence, t),
      files: evidence
        .filter(item => item.material === rule.code)
        .map(item => fileLine(item, { open, locals, who: whoDidIt(item.uploadedBy, people, locals) })),
    })),
    choices: choicesOf(rules, t),
    open,
    closedBecause: mayAdd && !verdict.ok ? refusalText(verdict.refusal, locals) : '',
    limits: withMark(
      t('evidence:limits', { size: Math.round(maxBytes / MEGABYTE), most: maxFiles, used: evidence.length }),
      policy.sources.evidence,
      locals.lang,
    ),
    form,
    error: { material: error('material'), files: error('files') },
    openings: openings.map(({ at, by, evidenceId }) => ({
      at: formatDateTime(new Date(at), locals.lang),
      who: whoDidIt(by, people, locals),
      fileName: names.get(evidenceId) ?? t('evidence:removedFile'),
    })),
  });
}

/** What may be uploaded, for the form. */
const choicesOf = (rules: ReturnType<typeof requiredMaterials>, t: Locals['t']) =>
  rules
    .filter(({ origin }) => origin === 'UPLOAD')
    .map(({ code, variant }) => ({
      value: code,
      text: t(`evidence:material.${code}`),
      hint: t(`evidence:variant.${variant}`),
    }));

function materialTag(
  { code, origin, required }: { code: string; origin: 'UPLOAD' | 'SYSTEM'; required: boolean },
  evidence: readonly Evidence[],
  t: Locals['t'],
): { text: string; colour: string } {
  if (origin === 'SYSTEM') return { text: t('evidence:state.system'), colour: 'blue' };
  if (evidence.some(item => item.material === code)) return { text: t('evidence:state.here'), colour: 'green' };
  return required
    ? { text: t('evidence:state.missing'), colour: 'orange' }
    : { text: t('evidence:state.optional'), colour: 'grey' };
}

function fileLine(
  { evidenceId, caseId, fileName, size, at }: Evidence,
  { open, locals, who }: { open: boolean; locals: Locals; who: string },
) {
  const note = { size: sizeWords(size, locals.lang), at: formatDateTime(new Date(at), locals.lang), who };
  return {
    fileName,
    href: paths.evidence.show.build({ caseId, evidenceId }),
    note: locals.t('evidence:fileNote', note),
    removeHref: open ? paths.evidence.remove.build({ caseId, evidenceId }) : '',
  };
}

export const showEvidence =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await caseFor(dependencies, { req, res, permission: 'evidence.read' });
    const { material = '', done } = query(req);
    const told = DONE.find(known => known === done);
    await renderEvidence(dependencies, { res, view }, { key: newKey(), material, errors: [], done: told });
  };

/** The file of the address, where it belongs to the case and may still be read. */
export async function evidenceOf(
  { data }: Pick<WebDependencies, 'data'>,
  { req, repairCase }: { req: Request; repairCase: RepairCase },
): Promise<Evidence> {
  const found = await data.evidence.find(String(req.params['evidenceId']));
  if (found?.caseId !== repairCase.caseId) throw notFound('evidence');
  if (found.removedAt !== undefined && !wasSubmitted(repairCase, found.evidenceId)) throw notFound('evidence');
  return found;
}

export { wasSubmitted };
