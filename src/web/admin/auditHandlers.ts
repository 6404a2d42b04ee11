import type { Request, RequestHandler, Response } from 'express';
import { logAuditAccess } from '../../commands/adminCommands.js';
import type { AuditRecord, ChainVerdict } from '../../data/index.js';
import { chainOf, type ChainView, verdictOfChain } from '../../queries/adminQueries.js';
import { writeCsv } from '../../spreadsheets/writeCsv.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';

const PAGE_SIZE = 50;
const LONGEST_REFERENCE = 40;

interface AuditForm {
  readonly admin: boolean;
  readonly reference: string;
  readonly page: number;
  readonly verify: boolean;
}

function auditForm(req: Request): AuditForm {
  const { chain, reference, page, verify } = query(req);
  return {
    admin: chain === 'admin',
    reference: reference?.trim().slice(0, LONGEST_REFERENCE) ?? '',
    page: pageNumber(page),
    verify: verify === '1',
  };
}

const linkOf = ({ admin, reference }: AuditForm) => (admin ? { chain: 'admin' } : { reference });

/** Who did it, as the record has it: the account's id and the role of that moment, or the system. */
function actorText({ actor }: AuditRecord, res: Response): { text: string; note?: string } {
  const { t } = res.locals;
  return actor === undefined
    ? { text: t('admin:audit.system') }
    : { text: t(`common:roles.${actor.role}`), note: actor.accountId };
}

function verdictText(verdict: ChainVerdict | null, res: Response) {
  const { t } = res.locals;
  if (verdict === null) return { text: t('admin:audit.verdict.empty'), whole: false };
  if (verdict.ok) return { text: t('admin:audit.verdict.whole', { count: verdict.length }), whole: true };
  const reason = t(`admin:audit.verdict.reason.${verdict.reason ?? 'ALTERED'}`);
  return { text: t('admin:audit.verdict.broken', { place: verdict.brokenAt ?? 1, reason }), whole: false };
}

function chainPage(res: Response, form: AuditForm, { chain, found, records }: ChainView) {
  const { t } = res.locals;
  const start = (form.page - 1) * PAGE_SIZE;
  return {
    chain,
    heading:
      found === null ? t('admin:audit.adminChain') : t('admin:audit.caseChain', { reference: found.case.reference }),
    about: found === null ? '' : `${found.enterpriseName} · ${found.countyName} · ${t(`stages:${found.case.stage}`)}`,
    records: records.slice(start, start + PAGE_SIZE).map(record => ({
      seq: record.seq,
      at: new Date(record.at),
      kind: record.kind,
      actor: { note: '', ...actorText(record, res) },
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

export const showAudit =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = auditForm(req);
    const asked = form.admin || form.reference !== '';
    const target = asked ? await chainOf(dependencies, form) : null;
    const page = {
      nav: adminNav(res, 'audit'),
      reference: form.reference,
      missing: asked && target === null ? res.locals.t('admin:audit.notFound', { reference: form.reference }) : '',
      adminHref: paths.admin.audit.build({ chain: 'admin' }),
    };
    if (target === null) {
      res.render('admin/audit', { ...page, shown: null, verdict: null });
      return;
    }
    const what = form.verify ? 'verify' : 'read';
    await logAuditAccess(dependencies, { actor: actorOf(res), chain: target.chain, what });
    const records = await dependencies.data.audit.ofChain(target.chain);
    const verdict = form.verify ? verdictText(await verdictOfChain(dependencies, target.chain), res) : null;
    res.render('admin/audit', { ...page, shown: chainPage(res, form, { ...target, records }), verdict });
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
