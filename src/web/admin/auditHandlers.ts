import type { Request, RequestHandler, Response } from 'express';
import { logAuditAccess } from '../../commands/adminCommands.js';
import type { AuditRecord, ChainVerdict } from '../../data/index.js';
import { REPAIR_EVENT_KINDS } from '../../domain/repair/judge.js';
import { actorNames, casesWithTrail, chainOf, type ChainView, verdictOfChain } from '../../queries/adminQueries.js';
import { writeCsv } from '../../spreadsheets/writeCsv.js';
import { countyName } from '../entries/names.js';
import { formatDateTime } from '../format.js';
import type { Translate } from '../i18n.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';

const PAGE_SIZE = 50;
const LONGEST_REFERENCE = 40;

/** Administrative acts that have words; a kind of a later release shows by its own name. */
const ADMIN_KINDS: readonly string[] = [
  'accountCreated',
  'accountDisabled',
  'accountEnabled',
  'activationCodeRenewed',
  'agentAppointed',
  'agentDismissed',
  'auditRead',
  'calendarSaved',
  'contactConfirmed',
  'contactRecorded',
  'exitRetried',
  'firstAdminCreated',
  'idNumberRecorded',
  'interestDeclared',
  'interestWithdrawn',
  'invitationRevoked',
  'invitationUsed',
  'listImportConfirmed',
  'listImportDiscarded',
  'listImportRetried',
  'personDecided',
  'phoneCorrected',
  'policyVersionMade',
  'publicationsEnded',
  'quizVoided',
  'receiverSet',
  'representativeInvited',
];
const CASE_KINDS: readonly string[] = REPAIR_EVENT_KINDS;

interface AuditForm {
  readonly admin: boolean;
  /** Only the coming and going of the case's files. */
  readonly evidence: boolean;
  readonly reference: string;
  readonly page: number;
  readonly verify: boolean;
}

function auditForm(req: Request): AuditForm {
  const { chain, reference, page, verify } = query(req);
  return {
    admin: chain === 'admin',
    evidence: chain === 'evidence',
    reference: reference?.trim().slice(0, LONGEST_REFERENCE) ?? '',
    page: pageNumber(page),
    verify: verify === '1',
  };
}

const linkOf = ({ admin, evidence, reference }: AuditForm) =>
  admin ? { chain: 'admin' } : { reference, ...(evidence && { chain: 'evidence' }) };

/** Who did it: the name as it is now, with the role and the account that the record has; or the system. */
function actorText({ actor }: AuditRecord, names: ReadonlyMap<string, string>, res: Response) {
  const { t } = res.locals;
  if (actor === undefined) return { text: t('admin:audit.system'), note: '' };
  const role = t(`common:roles.${actor.role}`);
  const name = names.get(actor.accountId);
  return { text: name === undefined ? role : t('review:nameAndRole', { name, role }), note: actor.accountId };
}

/** What was done, in words where there are some. */
function kindText({ chain, kind }: AuditRecord, res: Response): string {
  const { t } = res.locals;
  if (chain === 'admin') return ADMIN_KINDS.includes(kind) ? t(`admin:audit.kind.${kind}`) : kind;
  if (chain.startsWith('evidence:')) return t(`admin:audit.evidenceKind.${kind}`);
  return CASE_KINDS.includes(kind) ? t(`repair:event.${kind}`) : kind;
}

function verdictText(verdict: ChainVerdict | null, res: Response) {
  const { t } = res.locals;
  if (verdict === null) return { text: t('admin:audit.verdict.empty'), whole: false };
  if (verdict.ok) return { text: t('admin:audit.verdict.whole', { count: verdict.length }), whole: true };
  const reason = t(`admin:audit.verdict.reason.${verdict.reason ?? 'ALTERED'}`);
  return { text: t('admin:audit.verdict.broken', { place: verdict.brokenAt ?? 1, reason }), whole: false };
}

const adminHead = (t: Translate) => ({
  ...{ caseChain: '', otherHref: '', otherText: '', about: '' },
  heading: t('admin:audit.adminChain'),
});

/** A case has two chains, of its acts and of its files; the page of each leads to the other. */
function caseHead(
  { t, lang }: Response['locals'],
  { form, chain, found }: { form: AuditForm; chain: string; found: NonNullable<NamedChain['found']> },
) {
  const { reference, stage } = found.case;
  const [name, otherName] = form.evidence ? ['evidenceChain', 'caseChain'] : ['caseChain', 'evidenceChain'];
  return {
    caseChain: chain,
    heading: t(`admin:audit.${name}`, { reference }),
    otherHref: paths.admin.audit.build({ reference, ...(!form.evidence && { chain: 'evidence' }) }),
    otherText: t(`admin:audit.${otherName}`, { reference }),
    about: `${found.enterpriseName} · ${countyName(found.case.county, lang)} · ${t(`repair:stage.${stage}`)}`,
  };
}

function chainPage(res: Response, form: AuditForm, { chain, found, records, names }: NamedChain) {
  const { t } = res.locals;
  const start = (form.page - 1) * PAGE_SIZE;
  return {
    ...(found === null ? adminHead(t) : caseHead(res.locals, { form, chain, found })),
    records: records.slice(start, start + PAGE_SIZE).map(record => ({
      seq: record.seq,
      at: new Date(record.at),
      kind: kindText(record, res),
      actor: actorText(record, names, res),
      data: JSON.stringify(record.data, null, 1),
      hash: record.hash,
    })),
    verifyHref: paths.admin.audit.build({ ...linkOf(form), verify: '1' }),
    csvHref: paths.admin.auditCsv.build(linkOf(form)),
    pagination: paginationOf({ page: form.page, size: PAGE_SIZE, total: records.length }, t, page =>
      paths.admin.audit.build({ ...linkOf(form), page }),
    ),
  };
}

type NamedChain = ChainView & { readonly names: ReadonlyMap<string, string> };

async function caseList(dependencies: WebDependencies, res: Response, { reference, page }: AuditForm) {
  const { t, lang } = res.locals;
  const found = await casesWithTrail(dependencies, reference, { page, size: PAGE_SIZE });
  return {
    rows: found.items.map(({ case: repairCase, enterpriseName }) => [
      {
        text: repairCase.reference,
        href: paths.admin.audit.build({ reference: repairCase.reference }),
        header: true,
        mono: true,
      },
      { text: enterpriseName, note: countyName(repairCase.county, lang) },
      { text: t(`repair:stage.${repairCase.stage}`) },
      { text: formatDateTime(new Date(repairCase.updatedAt), lang) },
    ]),
    pagination: paginationOf(found, t, number => paths.admin.audit.build({ reference, page: number })),
  };
}

export const showAudit =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = auditForm(req);
    const asked = form.admin || form.reference !== '';
    const target = asked ? await chainOf(dependencies, form) : null;
    const page = {
      nav: adminNav(res, 'audit'),
      reference: form.reference,
      adminHref: paths.admin.audit.build({ chain: 'admin' }),
    };
    if (target === null) {
      const cases = await caseList(dependencies, res, form);
      const missing =
        asked && cases.rows.length === 0 ? res.locals.t('admin:audit.notFound', { reference: form.reference }) : '';
      res.render('admin/audit', { ...page, missing, cases, shown: null, verdict: null });
      return;
    }
    const what = form.verify ? 'verify' : 'read';
    await logAuditAccess(dependencies, { actor: actorOf(res), chain: target.chain, what });
    const records = await dependencies.data.audit.ofChain(target.chain);
    const names = await actorNames(dependencies, records);
    const verdict = form.verify ? verdictText(await verdictOfChain(dependencies, target.chain), res) : null;
    const shown = chainPage(res, form, { ...target, records, names });
    res.render('admin/audit', { ...page, missing: '', cases: null, shown, verdict });
  };

/** The whole chain as a sheet, for a copy kept elsewhere. */
export const downloadAudit =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const target = await chainOf(dependencies, auditForm(req));
    if (target === null) throw notFound('chain');
    await logAuditAccess(dependencies, { actor: actorOf(res), chain: target.chain, what: 'export' });
    const records = await dependencies.data.audit.ofChain(target.chain);
    const rows = records.map(({ chain, seq, at, kind, actor, data, hash }) => [
      ...[chain, String(seq), new Date(at).toISOString(), kind, actor?.role ?? '', actor?.accountId ?? ''],
      ...[JSON.stringify(data), hash],
    ]);
    const head = ['chain', 'seq', 'at', 'kind', 'role', 'accountId', 'data', 'hash'];
    const name = target.found?.case.reference ?? 'admin';
    res
      .attachment(`audit-${name}.csv`)
      .type('text/csv; charset=utf-8')
      .send(writeCsv([head, ...rows]));
  };
