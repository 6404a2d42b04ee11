import type { Fields, Values } from '../support/asked.js';
import { caseIdOf, FIRM, NOW, referenceOf } from '../support/objects.js';
import type { Place } from '../support/place.js';

/** What a stranger sends to a public address, and gets. */
export interface AskedByAnyone {
  values?: (place: Place) => Values;
  query?: Values;
  form?: (place: Place) => Fields;
  file?: { name: string; bytes: Buffer };
  /** 200 by default. */
  status?: number;
  /** Proof that the answer is about the object asked for. */
  shows?: readonly string[];
}

const ofEntry = ({ entries }: Place) => ({ entryId: entries.free });
const LETTER_CODE = 'AAAA-BBBB-CCCC-DDDD-EEEE';
const wrong = { name: 'legal-rep-here', code: 'WRONG-CODE' };

/** Every address that says it is public, and how a stranger asks it. */
export const ASKED_BY_ANYONE: Readonly<Record<string, AskedByAnyone>> = {
  'GET /': {},
  'GET /accessibility': {},
  'GET /privacy': {},
  'GET /policy-basis': {},
  'POST /language': { form: () => ({ language: 'en', returnTo: '/list' }), status: 303 },
  'GET /healthz': {},
  'GET /readyz': {},
  'GET /list': { query: { q: FIRM.uscc }, shows: [FIRM.name] },
  'GET /list/:entryId': { values: ofEntry, shows: [FIRM.name] },
  'GET /account/sign-in': {},
  'POST /account/sign-in': { form: () => ({ name: FIRM.uscc, password: 'not the password' }), status: 422 },
  'POST /account/sign-out': { status: 303 },
  'GET /account/activate': {},
  'POST /account/activate': {
    form: () => ({ code: 'WRONG-CODE', uscc: FIRM.uscc, name: '某某', idTail: '000000' }),
    status: 422,
  },
  'GET /account/activate/code': {},
  'POST /account/activate/code': { form: () => wrong, status: 422 },
  'GET /account/reset': {},
  'POST /account/reset': { form: () => ({ name: FIRM.uscc }), status: 303 },
  'GET /account/reset/code': {},
  'POST /account/reset/code': { form: () => wrong, status: 422 },
  'GET /account/new-password': { status: 303 },
  'POST /account/new-password': {
    form: () => ({ password: 'Qing-Shan-29-Lv-Shui', again: 'Qing-Shan-29-Lv-Shui' }),
    status: 303,
  },
  'GET /commitments': { query: { q: FIRM.uscc }, shows: [FIRM.name] },
  'GET /commitments/:caseId': { values: () => ({ caseId: caseIdOf('done') }), shows: [FIRM.name, '每月自查'] },
  'GET /exits': { shows: [FIRM.name] },
  'GET /verify': {},
  'POST /verify': { form: () => ({ code: LETTER_CODE }), status: 303 },
  'POST /verify/file': { file: { name: 'letter.pdf', bytes: Buffer.from('%PDF-1.7 the letter') }, shows: [FIRM.name] },
  'GET /verify/:code': { values: () => ({ code: LETTER_CODE }), shows: [FIRM.name] },
  'GET /progress': {},
  'POST /progress': {
    form: () => ({ reference: referenceOf('filed'), tail: FIRM.uscc.slice(-6) }),
    shows: [referenceOf('filed')],
  },
};

/** Puts the entry of the repaired case off the list, as its exit did. */
export const leaveList = async ({ data, entries }: Place): Promise<void> => {
  await data.entries.exit(entries.done, { caseId: caseIdOf('done'), at: NOW, reason: 'REPAIRED' });
};
