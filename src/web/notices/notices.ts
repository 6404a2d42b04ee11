import type { RequestHandler, Response } from 'express';
import type { Notice } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { valuesInWords } from '../cases/refusalWords.js';
import { formatDateTime } from '../format.js';
import { markedWords, withMark } from '../law/sourceWords.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';

const PAGE_SIZE = 20;
const READERS = ['LEGAL_REP', 'AGENT', 'WINDOW_CLERK', 'AUDITOR'];
const REVIEWERS = ['COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER'];

/** Told to those who look after the registers; the last one by exits begun before their cases heard of them. */
const EXIT_NOTICES = ['exitLate', 'exitRefused', 'exitNotListed', 'exitFailed', 'staff.exitStuck'];

/** Told to administrators who decide which person a record names. */
const isOfPersons = ({ code }: Pick<Notice, 'code'>): boolean => code.startsWith('personQuestion.for');

/** Where a notice leads: firms and windows to the case, reviewers to their desk, the city administrator to the registers. */
function addressOf({ caseId, code }: Notice, { role }: Actor): string {
  if (isOfPersons({ code })) return paths.entries.persons.build();
  if (caseId === undefined) return '';
  if (role === 'CITY_ADMIN') {
    if (code === 'letterFailed') return paths.admin.index.build();
    return EXIT_NOTICES.includes(code) ? paths.admin.receivers.build() : '';
  }
  if (READERS.includes(role)) return paths.cases.show.build({ caseId });
  return REVIEWERS.includes(role) ? paths.review.show.build({ caseId }) : '';
}

function line(notice: Notice, { actor, locals }: { actor: Actor; locals: Response['locals'] }) {
  const { t, lang } = locals;
  const { values, code, at, read, noticeId } = notice;
  const plain = {
    ...valuesInWords(values, locals),
    ...coded(values, t),
    // The firm's own clocks end at the hour at which the office closes: the day alone would mislead.
    ...(values['dueAt'] !== undefined && { due: formatDateTime(new Date(Number(values['dueAt'])), lang) }),
  };
  const words = markedWords<string>(plain, values, (text, basis) => withMark(text, basis, lang));
  return {
    noticeId,
    title: t(`notices:${code}.title`, words),
    text: t(`notices:${code}.text`, words),
    at: formatDateTime(new Date(at), lang),
    read,
    href: addressOf(notice, actor),
    openText: t(`notices:inbox.${isOfPersons(notice) ? 'openPersons' : 'open'}`),
  };
}

/** Codes that only notices carry: return reasons, documents, the office that refused, registers. */
function coded(values: Notice['values'], t: Response['locals']['t']): Record<string, string> {
  const { reasons, document, step, receivers, personParts } = values;
  const many = (prefix: string, list: string | number) =>
    String(list)
      .split(/,\s*/)
      .map(item => t(`${prefix}${item}`))
      .join(t('cases:separator'));
  return {
    ...(reasons !== undefined && { reasons: many('cases:returnReason.', reasons) }),
    ...(document !== undefined && { document: t(`cases:document.${String(document)}`) }),
    ...(step !== undefined && { step: t(`notices:step.${String(step)}`) }),
    ...(personParts !== undefined && { parts: many('entries:persons.part.', personParts) }),
    ...(receivers !== undefined && { receivers: many('cases:receiver.', receivers) }),
  };
}

/** Everything the site told this person or desk, newest first. */
export const showInbox =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const { locals } = res;
    const request = { page: pageNumber(query(req)['page']), size: PAGE_SIZE };
    const found = await data.notices.forActor(actor, request);
    const unread = locals.unreadNotices ?? (await data.notices.unread(actor));
    res.render('notices/inbox', {
      notices: found.items.map(notice => line(notice, { actor, locals })),
      unread,
      pages: paginationOf(found, locals.t, page => paths.notices.inbox.build({ page })),
    });
  };

export const markAllRead =
  ({ data }: WebDependencies): RequestHandler =>
  async (_req, res) => {
    await data.notices.markRead(actorOf(res));
    res.redirect(303, paths.notices.inbox.build());
  };
