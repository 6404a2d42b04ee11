import type { RequestHandler, Response } from 'express';
import type { OutboxMessage, Page } from '../../data/index.js';
import { LIST_TYPES } from '../../domain/repair/stages.js';
import { countyOf } from '../entries/entryFilterForm.js';
import { subnav } from '../entries/listPresenter.js';
import { countyName, listTypeName } from '../entries/names.js';
import { formatDate } from '../format.js';
import { markedWords, withShortMark } from '../law/sourceWords.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';

const PAGE_SIZE = 50;

/** Messages with words of their own; `outbox:message.<code>`. Any other is shown by its code. */
const KNOWN_CODES: readonly string[] = [
  ...['invitation', 'repairNotice', 'activationCode', 'resetCode', 'signingCode'],
  ...['personQuestionOpened', 'personQuestionKept', 'personQuestionTaken', 'personQuestionEntered'],
  ...['phoneChanged', 'phoneOnRecord', 'phoneConfirmed', 'resetWaits', 'idNumberRecorded'],
  ...['firmPhoneChanged', 'firmPhoneOnRecord'],
];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The text as the receiver would read it, without the code: that stands in a column of its own. */
function messageText(res: Response, { code, values }: OutboxMessage): string {
  const { t, lang } = res.locals;
  if (!KNOWN_CODES.includes(code)) return t('outbox:message.other', { code });
  const told = Object.entries(values).map(([name, value]): [string, string | number] => {
    const listType = LIST_TYPES.find(known => known === value);
    if (listType !== undefined) return [name, listTypeName(listType, t)];
    return [name, typeof value === 'string' && DAY.test(value) ? formatDate(value, lang) : value];
  });
  const words = markedWords(Object.fromEntries(told), values, (text, basis) => withShortMark(text, basis, lang));
  return t(`outbox:message.${code}`, words);
}

function outboxPage(res: Response, list: Page<OutboxMessage>, demo: boolean) {
  const { t, lang } = res.locals;
  return {
    nav: subnav(res, actorOf(res), 'outbox'),
    standIn: t(demo ? 'outbox:standInLong' : 'outbox:standInOffLong'),
    rows: list.items.map(message => ({
      at: new Date(message.at),
      channel: { text: t(`outbox:channel.${message.channel}`), colour: message.channel === 'SMS' ? 'blue' : 'purple' },
      to: message.to === '-' ? t('entries:invitation.noPhone') : message.to,
      county: message.county === undefined ? '' : countyName(message.county, lang),
      text: messageText(res, message),
      // Outside the demonstration nobody but the receiver sees a code that opens an account or signs.
      secret: demo ? (message.secret ?? '') : '',
      covered: !demo && message.secret !== undefined,
    })),
    pagination: paginationOf(list, t, page => paths.outbox.index.build({ page })),
  };
}

const showOutbox =
  ({ data, demo }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const request = { page: pageNumber(query(req)['page']), size: PAGE_SIZE };
    const list = await data.outbox.page({ county: countyOf(actorOf(res)) }, request);
    res.render('outbox/index', outboxPage(res, list, demo));
  };

/** The stand-in for SMS and mail: what a real gateway would have sent. */
export const outboxRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  {
    method: 'get',
    path: paths.outbox.index,
    permission: 'outbox.read',
    object: 'messages of the own county, all for the city',
    handler: showOutbox,
  },
];
