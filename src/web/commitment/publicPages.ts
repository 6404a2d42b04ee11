import type { RequestHandler, Response } from 'express';
import type { PublicCommitment } from '../../data/commitmentStore.js';
import { letterStatements } from '../../domain/commitment/letter.js';
import { coverPersonalNumbers } from '../../domain/entries/personalData.js';
import { UNREPAIRED_STAGES } from '../../domain/repair/stages.js';
import { parseUscc } from '../../domain/uscc.js';
import { formatDate } from '../format.js';
import { notFound } from '../middleware/httpProblem.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';

const PAGE_SIZE = 20;

/** Published commitments, newest first; by exact USCC or the beginning of the firm's name. */
export const listCommitments =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { q = '', page } = query(req);
    const wanted = q.trim();
    const code = parseUscc(wanted);
    const filter = wanted === '' ? {} : code.ok ? { uscc: code.uscc } : { namePrefix: wanted };
    const found = await data.commitments.list(filter, { page: pageNumber(page), size: PAGE_SIZE });
    res.render('commitment/publicList', {
      q: wanted,
      total: found.total,
      items: found.items.map(item => ({
        ...item,
        href: paths.commitment.publicShow.build({ caseId: item.caseId }),
        revoked: revocation(item, res),
      })),
      pages: paginationOf(found, res.locals.t, number =>
        paths.commitment.publicList.build({ q: wanted, page: number }),
      ),
    });
  };

/** Why a commitment no longer counts; empty while it does. */
function revocation({ state, revokedReason }: PublicCommitment, { locals: { t } }: Response): string {
  if (state === 'PUBLISHED') return '';
  const known = UNREPAIRED_STAGES.find(stage => stage === revokedReason);
  return t(known === undefined ? 'commitment:public.revoked' : `commitment:public.revocation.${known}`);
}

function revokedOn(commitment: PublicCommitment, res: Response): string {
  const why = revocation(commitment, res);
  const { t, lang } = res.locals;
  const at = formatDate(new Date(commitment.revokedAt ?? 0), lang);
  return why === '' ? '' : t('commitment:public.revokedOn', { why, at });
}

export const showCommitment =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const found = await data.commitments.find(String(req.params['caseId']));
    if (found === null) throw notFound('published commitment');
    const letter = await data.documents.find(found.letterId);
    const { statements } = found;
    res.render('commitment/publicShow', {
      ...found,
      revoked: revokedOn(found, res),
      measures: coverPersonalNumbers(found.measures),
      code: letter?.verificationCode ?? '',
      // Without a certificate there is no C8: it concerns the representative in person.
      statementTexts: letterStatements()
        .filter(({ code }) => statements.includes(code))
        .map(({ code, zh, en }) => ({ code, text: res.locals.lang === 'zh' ? zh : en })),
    });
  };
