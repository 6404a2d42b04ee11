import type { Asked, AskedRoutes } from '../support/asked.js';
import {
  newImport,
  newInvitation,
  newKey,
  newPersonQuestion,
  newPhone,
  newWaitingAgent,
  newWaitingFirm,
  personDecision,
} from '../support/making.js';
import { caseIdOf, CONTACT_FIRM, FIRM, NOW, referenceOf, WAITING_FIRM } from '../support/objects.js';

const key = () => ({ key: newKey() });
const aImport = (more: Partial<Asked> = {}): Asked => ({ values: newImport, outside: 'notFound', ...more });
const year = () => ({ year: '2028' });
const aYear = () => ({ ...key(), offDays: '2028-01-01', workDays: '', source: '国务院办公厅通知' });
const aNote = () => ({ key: newKey(), since: String(NOW), note: '本人到窗口出示了身份证。' });
const firms = { query: { county: FIRM.county }, outside: 'notFound' } as const;
const chain = { query: { reference: referenceOf('filed') }, outside: 'same' } as const;

/** The list, its imports and invitations, coverage, and what the city keeps. */
export const administrationAsked: AskedRoutes = {
  'GET /entries': { outside: 'nothing', shows: [FIRM.name] },
  'GET /entries/imports': { outside: 'nothing', shows: ['界内名单.csv'] },
  'GET /entries/imports/new': { outside: 'same' },
  'POST /entries/imports/new': { form: key, outside: 'same', status: 422 },
  'GET /entries/imports/sample.csv': { outside: 'same' },
  'GET /entries/imports/:importId': aImport({ shows: [FIRM.name] }),
  'GET /entries/imports/:importId/confirm': aImport(),
  'POST /entries/imports/:importId/confirm': aImport(),
  'POST /entries/imports/:importId/discard': aImport(),
  'POST /entries/imports/:importId/retry': aImport(),
  'GET /entries/imports/:importId/file': aImport(),
  'GET /entries/imports/:importId/faulty.csv': aImport(),
  'GET /entries/invitations': { values: newInvitation, outside: 'nothing', shows: [FIRM.name] },
  'GET /entries/invitations/new': { outside: 'nothing', shows: [WAITING_FIRM.name] },
  'POST /entries/invitations/new': {
    ...{ form: ({ entries }) => ({ ...key(), entryId: [entries.waiting] }), outside: 'nothing' },
  },
  'GET /entries/invitations/:invitationId': { values: newInvitation, outside: 'notFound', shows: [FIRM.name] },
  'POST /entries/invitations/:invitationId/revoke': { values: newInvitation, outside: 'notFound' },
  'GET /entries/persons': { values: newPersonQuestion, outside: 'nothing', shows: [FIRM.name] },
  'GET /entries/persons/:questionId': { values: newPersonQuestion, outside: 'notFound', shows: [FIRM.name] },
  'POST /entries/persons/:questionId': {
    ...{ values: newPersonQuestion, form: personDecision, outside: 'notFound' },
    // The county decides before the city.
    status: { CITY_ADMIN: 422 },
  },
  'GET /entries/:entryId': {
    ...{ values: ({ entries }) => ({ entryId: entries.filed }), outside: 'notFound', shows: [FIRM.name] },
  },
  'GET /entries/:entryId/notice': {
    ...{ values: ({ entries }) => ({ entryId: entries.filed }), outside: 'notFound', shows: [FIRM.name] },
  },
  'POST /entries/:entryId/invite': {
    ...{ values: ({ entries }) => ({ entryId: entries.waiting }), form: key, outside: 'notFound' },
  },
  'GET /contacts': { values: newWaitingFirm, outside: 'nothing', shows: [CONTACT_FIRM.name] },
  'GET /contacts/accounts/:accountId': { values: newWaitingAgent, outside: 'notFound', shows: ['代理人乙'] },
  'POST /contacts/accounts/:accountId/confirm': { values: newWaitingAgent, form: aNote, outside: 'notFound' },
  'GET /contacts/firms/:uscc': { values: newWaitingFirm, outside: 'notFound', shows: [CONTACT_FIRM.name] },
  'POST /contacts/firms/:uscc/phone': {
    ...{ values: newWaitingFirm, outside: 'notFound' },
    form: () => ({ key: newKey(), phone: newPhone(), proof: '本人到窗口出示了身份证。' }),
  },
  'POST /contacts/firms/:uscc/confirm': { values: newWaitingFirm, form: aNote, outside: 'notFound' },
  'GET /coverage': { outside: 'same' },
  'GET /coverage/coverage.csv': { outside: 'same' },
  'GET /coverage/firms': { ...firms, shows: [FIRM.name] },
  'GET /coverage/firms.csv': { ...firms, shows: [FIRM.name] },
  'GET /outbox': { outside: 'nothing', shows: [FIRM.name] },
  'GET /admin': {
    ...{ outside: 'nothing', shows: [/已修复[\s\S]{0,120}>1</] },
    // A trainer has nothing to do with cases.
    shownTo: ['WINDOW_CLERK', 'COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER', 'COUNTY_ADMIN', 'CITY_ADMIN'],
  },
  'GET /admin/policy': { outside: 'same' },
  'GET /admin/calendar': { outside: 'same' },
  'GET /admin/calendar/:year': { values: year, outside: 'same' },
  'POST /admin/calendar/:year': { values: year, form: aYear, outside: 'same' },
  'GET /admin/receivers': { outside: 'same' },
  'POST /admin/receivers/:receiver/mode': {
    ...{ values: () => ({ receiver: 'SHARING' }), form: () => ({ ...key(), mode: 'OK' }), outside: 'notFound' },
  },
  'POST /admin/receivers/exits/:caseId/retry': {
    ...{ values: () => ({ caseId: caseIdOf('leaving') }), form: key, outside: 'notFound' },
  },
  'GET /admin/audit': chain,
  'GET /admin/audit/chain.csv': chain,
};
