import type { Request, RequestHandler, Response } from 'express';
import type { Account, CaseView, Evidence } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { may } from '../../domain/access/permissions.js';
import { findDeadline } from '../../domain/repair/deadlines.js';
import { dutiesConfirmed, openRequest } from '../../domain/repair/dutyRequest.js';
import { evidenceOpen, mayAct, objectOf } from '../../domain/repair/judge.js';
import { type MaterialRule, requiredMaterials } from '../../domain/repair/materials.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { caseQueries } from '../../queries/caseQueries.js';
import { caseFor, newKey } from '../cases/caseAccess.js';
import { whoDidIt } from '../cases/caseWords.js';
import { refusalText } from '../cases/refusalWords.js';
import { formatDate, formatDateTime, formatNumber } from '../format.js';
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
    materials: rules.map(rule => materialCard(rule, { evidence, repairCase, people, actor, open, locals })),
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

/** Ways to prove the duties other than a paper, as far as they are open to this person now (ruling B5). */
function otherWays(repairCase: RepairCase, actor: Actor, t: Locals['t']) {
  const { caseId } = repairCase;
  return OTHER_WAYS.filter(way => mayAct(repairCase, actor, way).ok).map(way => ({
    text: t(`evidence:way.${way}`),
    href: paths.cases[way].build({ caseId }),
  }));
}
const OTHER_WAYS = ['askAuthority', 'stateNoDuty'] as const;

/** What stands in place of a file: the authority's answers, the firm's statement, what a reviewer has seen, and when. */
function toldOf({ code }: MaterialRule, repairCase: RepairCase, { t, lang }: Locals): string[] {
  const { noDutyStated, confirmations = [] } = repairCase;
  const day = (epochMs: number) => formatDateTime(new Date(epochMs), lang);
  const seen = confirmations.filter(({ material }) => material === code);
  const words = seen.map(({ at, seen: what }) => t('evidence:seen', { at: day(at), seen: what }));
  if (code !== 'MAT2') return words;
  const stated = noDutyStated === undefined ? [] : [t('evidence:stated', { at: day(noDutyStated.at) })];
  return [...requestLines(repairCase, { t, lang }), ...stated, ...words];
}

/** Each question to the recognising authority, with its answer, or the day by which it is due. */
export function requestLines(repairCase: RepairCase, { t, lang }: Locals): string[] {
  const day = (epochMs: number) => formatDateTime(new Date(epochMs), lang);
  const due = findDeadline(repairCase, 'T6')?.due ?? '';
  return (repairCase.dutyRequests ?? []).map(({ at, answer, endedAt }) => {
    const asked = { at: day(at), due: due === '' ? '' : formatDate(due, lang) };
    if (answer === undefined)
      return t(endedAt === undefined ? 'evidence:request.open' : 'evidence:request.ended', asked);
    const { outcome, reason } = answer;
    const words = t(`evidence:request.${outcome}`, { ...asked, answered: day(answer.at) });
    return reason === '' ? words : t('evidence:request.reason', { words, reason });
  });
}

const COLOURS = {
  entry: 'blue',
  system: 'blue',
  here: 'green',
  confirmed: 'green',
  answered: 'green',
  asked: 'blue',
  stated: 'blue',
  missing: 'orange',
  confirmable: 'grey',
  optional: 'grey',
} as const;
type ShownState = keyof typeof COLOURS;

/** How a material stands for its firm. */
function shownState(
  { code, origin, required, confirmable }: MaterialRule,
  { evidence, repairCase }: { evidence: readonly Evidence[]; repairCase: RepairCase },
): ShownState {
  if (origin !== 'UPLOAD') return origin === 'ENTRY' ? 'entry' : 'system';
  if (evidence.some(item => item.material === code)) return 'here';
  if (repairCase.confirmations?.some(({ material }) => material === code) === true) return 'confirmed';
  if (code === 'MAT2') return provenOtherwise(repairCase) ?? 'missing';
  if (required) return 'missing';
  return confirmable ? 'confirmable' : 'optional';
}

/** How the duties are proven, or being asked about, without a paper. */
function provenOtherwise(repairCase: RepairCase): ShownState | undefined {
  if (dutiesConfirmed(repairCase)) return 'answered';
  if (openRequest(repairCase) !== undefined) return 'asked';
  return repairCase.noDutyStated === undefined ? undefined : 'stated';
}

interface CardFacts {
  evidence: readonly Evidence[];
  repairCase: RepairCase;
  people: ReadonlyMap<string, Account>;
  actor: Actor;
  open: boolean;
  locals: Locals;
}

/** One material: what serves, how it stands, its files, and what else stands in their place. */
function materialCard(rule: MaterialRule, { evidence, repairCase, people, actor, open, locals }: CardFacts) {
  const { t } = locals;
  const state = shownState(rule, { evidence, repairCase });
  return {
    name: t(`evidence:material.${rule.code}`),
    hint: t(`evidence:variant.${rule.variant}`),
    basis: ruleWords(rule.source, locals.lang),
    tag: { text: t(`evidence:state.${state}`), colour: COLOURS[state] },
    told: toldOf(rule, repairCase, locals),
    ways: rule.code === 'MAT2' ? otherWays(repairCase, actor, t) : [],
    files: evidence
      .filter(item => item.material === rule.code)
      .map(item => fileLine(item, { open, locals, who: whoDidIt(item.uploadedBy, people, locals) })),
  };
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
