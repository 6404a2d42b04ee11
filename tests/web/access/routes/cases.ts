import { caseAt } from '../../../domain/repair/support.js';
import type { Asked, AskedRoutes } from '../support/asked.js';
import { newEvidence, newKey, newLetter } from '../support/making.js';
import { caseIdOf, type CaseName, FIRM, LETTER_ID, referenceOf } from '../support/objects.js';
import { PASSWORD, REPRESENTATIVE } from '../support/people.js';

const caseOf = (name: CaseName) => () => ({ caseId: caseIdOf(name) });
const declared = () => ({ key: newKey(), declared: 'yes', reason: '不再申请' });
const own = (name: CaseName, more: Omit<Asked, 'outside'> = {}): Asked => ({
  values: caseOf(name),
  outside: 'notFound',
  ...more,
});
const read = (name: CaseName): Asked => own(name, { shows: [referenceOf(name)] });

const CODES = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'];
/** Those on file: others would be asked about, as this form does not say what it was opened with. */
const answers = () => ({ key: newKey(), ...caseAt('READY_TO_SIGN').answers });
const PAPER = { name: '界内收据.pdf', bytes: Buffer.from('%PDF-1.4 a receipt of its own') };
const signature = () => ({
  ...{ key: newKey(), password: PASSWORD, code: '123456', consent: 'yes', typedName: REPRESENTATIVE.name },
});

/** The firm's cases with their evidence, letters and documents. */
export const casesAsked: AskedRoutes = {
  'GET /cases': { outside: 'nothing', shows: [FIRM.name] },
  'GET /assist': { query: { uscc: FIRM.uscc }, outside: 'notFound', shows: [FIRM.name] },
  'GET /cases/start/:entryId': {
    values: ({ entries }) => ({ entryId: entries.free }),
    ...{ outside: 'notFound', shows: [FIRM.name] },
  },
  'POST /cases/start/:entryId': {
    values: ({ entries }) => ({ entryId: entries.free }),
    ...{ form: () => ({ key: newKey() }), outside: 'notFound' },
  },
  'GET /cases/:caseId': read('filed'),
  'GET /cases/:caseId/history': read('filed'),
  'GET /cases/:caseId/submissions/:version': {
    ...read('filed'),
    values: () => ({ caseId: caseIdOf('filed'), version: '1' }),
  },
  'GET /cases/:caseId/documents/:documentId': {
    values: () => ({ caseId: caseIdOf('filed'), documentId: LETTER_ID }),
    outside: 'notFound',
  },
  'GET /cases/:caseId/register': read('ready'),
  'POST /cases/:caseId/register': own('ready', { form: declared }),
  'GET /cases/:caseId/answers': read('ready'),
  'POST /cases/:caseId/answers': own('ready', { form: answers }),
  'GET /cases/:caseId/resubmit': read('ready'),
  'POST /cases/:caseId/resubmit': own('ready', { form: declared }),
  'GET /cases/:caseId/extend-training': read('ready'),
  'POST /cases/:caseId/extend-training': own('ready', { form: declared }),
  'GET /cases/:caseId/ask-authority': read('ready'),
  'POST /cases/:caseId/ask-authority': own('ready', { form: declared }),
  'GET /cases/:caseId/state-no-duty': read('ready'),
  'POST /cases/:caseId/state-no-duty': own('ready', { form: declared }),
  'GET /cases/:caseId/withdraw': read('ready'),
  'POST /cases/:caseId/withdraw': own('ready', { form: declared }),
  'GET /cases/:caseId/evidence': read('filed'),
  'POST /cases/:caseId/evidence': own('ready', {
    form: () => ({ key: newKey(), material: 'MAT2' }),
    file: PAPER,
    // The second and third person bring the same paper once more, and are told so.
    status: { LEGAL_REP: 303, AGENT: 422, WINDOW_CLERK: 422 },
  }),
  'GET /cases/:caseId/evidence/:evidenceId': {
    values: place => newEvidence(place, 'filed'),
    ...{ outside: 'notFound', shows: ['界内收据.pdf'] },
  },
  'GET /cases/:caseId/evidence/:evidenceId/file': {
    values: place => newEvidence(place, 'filed'),
    outside: 'notFound',
  },
  'GET /cases/:caseId/evidence/:evidenceId/pages/:page': {
    values: async place => ({ ...(await newEvidence(place, 'filed')), page: '1' }),
    outside: 'notFound',
  },
  'GET /cases/:caseId/evidence/:evidenceId/remove': {
    values: place => newEvidence(place, 'ready'),
    ...{ outside: 'notFound', shows: ['界内收据.pdf'] },
  },
  'POST /cases/:caseId/evidence/:evidenceId/remove': {
    values: place => newEvidence(place, 'ready'),
    outside: 'notFound',
  },
  'GET /cases/:caseId/commitment': read('ready'),
  'POST /cases/:caseId/commitment': own('ready', { form: () => ({ statements: CODES }) }),
  'GET /cases/:caseId/commitment/sign/:contentHash': {
    ...{ values: newLetter, outside: 'notFound', shows: [FIRM.name], anyValue: ['contentHash'] },
  },
  'POST /cases/:caseId/commitment/sign/:contentHash': {
    ...{ values: newLetter, form: signature, outside: 'notFound', status: 422, anyValue: ['contentHash'] },
  },
  // The same page again, with what was filled in and the word that a new code is on its way.
  'POST /cases/:caseId/commitment/sign/:contentHash/code': {
    ...{ values: newLetter, outside: 'notFound', status: 200, anyValue: ['contentHash'] },
  },
  'GET /cases/:caseId/commitment/done': own('filed', { shows: [/CN-411722-2026-0001/] }),
  'GET /notices': { outside: 'nothing', owners: ['LEGAL_REP'], shows: [referenceOf('filed')] },
  'POST /notices/read': { outside: 'nothing', owners: ['LEGAL_REP'] },
};
