import type { RequestHandler } from 'express';
import { letterStatements } from '../../domain/commitment/letter.js';
import { parseUscc } from '../../domain/uscc.js';
import { notFound } from '../middleware/httpProblem.js';
import { query } from '../middleware/setUpBodies.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';

const PAGE_SIZE = 20;

/** Published commitments, newest first; by exact USCC or the beginning of the firm's name. */
export const listCommitments =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { q = '', page = '1' } = query(req);
    const wanted = q.trim();
    const code = parseUscc(wanted);
    const filter = wanted === '' ? {} : code.ok ? { uscc: code.uscc } : { namePrefix: wanted };
    const found = await data.commitments.list(filter, {
      page: Math.max(1, Number.parseInt(page, 10) || 1),
      size: PAGE_SIZE,
    });
    res.render('commitment/publicList', {
      q: wanted,
      total: found.total,
      items: found.items.map(item => ({ ...item, href: paths.commitment.publicShow.build({ caseId: item.caseId }) })),
      pages: paginationOf(found, res.locals.t, number =>
        paths.commitment.publicList.build({ q: wanted, page: number }),
      ),
    });
  };

export const showCommitment =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const found = await data.commitments.find(String(req.params['caseId']));
    if (found === null) throw notFound('published commitment');
    const letter = await data.documents.find(found.letterId);
    const texts = letterStatements({ watchMonths: 12, lockYears: 3, trainingCertificateNumber: '', trainingDate: '' });
    res.render('commitment/publicShow', {
      ...found,
      revokedReason: found.revokedReason ?? '',
      code: letter?.verificationCode ?? '',
      statementTexts: texts
        .filter(({ code }) => found.statements.includes(code) && code !== 'C8')
        .map(({ code, zh, en }) => ({ code, text: res.locals.lang === 'zh' ? zh : en })),
    });
  };

/** Firms that left the list after repair, newest first. */
export const listExits =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const page = Math.max(1, Number.parseInt(query(req)['page'] ?? '1', 10) || 1);
    const found = await data.entries.publicExits({ page, size: PAGE_SIZE });
    res.render('commitment/exits', {
      total: found.total,
      items: found.items.map(item => ({
        ...item,
        leftListAt: item.leftListAt ?? 0,
        href: item.exitCaseId === undefined ? '' : paths.commitment.publicShow.build({ caseId: item.exitCaseId }),
      })),
      pages: paginationOf(found, res.locals.t, number => paths.exits.list.build({ page: number })),
    });
  };
