import { idNumber } from '../../../../src/demonstration/entries.js';
import type { AskedRoutes } from '../support/asked.js';
import { newAgent, newAgentForm, newDevice, newKey, newOfficial, newPhone } from '../support/making.js';
import { FIRM, INTEREST_FIRM } from '../support/objects.js';
import { personOf } from '../support/people.js';

const REP = ['LEGAL_REP'] as const;
const NEW_ID = idNumber('411722', 555);
const agentHere = () => ({ accountId: personOf('AGENT').accountId, uscc: FIRM.uscc });
const otherAdmin = () => ({ accountId: personOf('CITY_ADMIN', 'elsewhere').accountId });

/** The own account, agents, interests and the accounts of officials. */
export const accountAsked: AskedRoutes = {
  'GET /account': { outside: 'nothing', owners: ['LEGAL_REP', 'AGENT'], shows: [FIRM.name, FIRM.uscc] },
  'GET /account/password': { outside: 'same' },
  'POST /account/password': {
    form: () => ({ current: 'not the password', password: 'Qing-Shan-Lv-Shui-29', again: 'another one' }),
    ...{ outside: 'same', status: 422 },
  },
  'POST /account/sessions/end-others': { outside: 'same' },
  'POST /account/sessions/:handle/end': { values: newDevice, outside: 'notFound', owners: REP },
  'GET /account/code': { outside: 'same' },
  'GET /account/interests': { outside: 'nothing', owners: ['COUNTY_REVIEWER'], shows: [INTEREST_FIRM.name] },
  'POST /account/interests': { form: () => ({ uscc: 'no code' }), outside: 'same', status: 422 },
  'POST /account/interests/:uscc/withdraw': {
    values: () => ({ uscc: INTEREST_FIRM.uscc }),
    ...{ outside: 'notFound', owners: ['COUNTY_REVIEWER'] },
  },
  'GET /account/agents': { outside: 'nothing', shows: [FIRM.name, `人员${agentHere().accountId}`] },
  'GET /account/agents/new': { outside: 'nothing', shows: [FIRM.uscc] },
  'POST /account/agents/new': { form: newAgentForm, outside: 'notFound' },
  'GET /account/agents/:accountId/:uscc/dismiss': { values: agentHere, outside: 'notFound' },
  'POST /account/agents/:accountId/:uscc/dismiss': { values: newAgent, outside: 'notFound' },
  'POST /account/agents/:accountId/:uscc/code': { values: newAgent, outside: 'notFound' },
  'GET /accounts': { outside: 'same' },
  'GET /accounts/new': { outside: 'same' },
  'POST /accounts/new': {
    form: () => ({ key: newKey(), signInName: newKey(), displayName: '新进人员', idNumber: NEW_ID, role: 'TRAINER' }),
    outside: 'same',
  },
  'GET /accounts/:accountId': { values: newOfficial, outside: 'same' },
  // The account is the other administrator's own: nobody locks himself or herself out.
  'GET /accounts/:accountId/disable': { values: otherAdmin, outside: 'notFound', owners: ['CITY_ADMIN'] },
  'POST /accounts/:accountId/disable': { values: otherAdmin, outside: 'notFound', owners: ['CITY_ADMIN'], last: true },
  'POST /accounts/:accountId/enable': { values: otherAdmin, outside: 'notFound', owners: ['CITY_ADMIN'] },
  'POST /accounts/:accountId/code': { values: newOfficial, outside: 'same' },
  'GET /accounts/:accountId/phone': { values: otherAdmin, outside: 'notFound', owners: ['CITY_ADMIN'] },
  'POST /accounts/:accountId/phone': {
    ...{ values: otherAdmin, outside: 'notFound', owners: ['CITY_ADMIN'] },
    form: () => ({ key: newKey(), phone: newPhone(), reason: 'CHANGED', note: '本人到窗口出示了身份证。' }),
  },
  'POST /accounts/:accountId/id-number': { values: newOfficial, form: () => ({ idNumber: NEW_ID }), outside: 'same' },
};
