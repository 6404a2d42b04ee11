import type { Express } from 'express';
import type { CoverageSource, DataAccess } from '../../../src/data/index.js';
import type { Role } from '../../../src/domain/access/actor.js';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { appWith } from '../../support/appWith.js';

export const NOW = Date.parse('2026-11-20T02:00:00Z');

export const person = (role: Role, county?: string): SignedInPerson => ({
  actor: { accountId: `acc-${role}`, role, usccs: [], interests: [], ...(county !== undefined && { county }) },
  displayName: '演示人员',
  language: 'zh',
});
export const CITY = person('CITY_ADMIN');
export const AUDITOR = person('AUDITOR');
export const SHANGCAI = person('COUNTY_ADMIN', '411722');

const firm = (number: number, facts: Partial<CoverageSource>): CoverageSource => ({
  uscc: `91411722PDY0000${String(number)}X`,
  enterpriseName: `试验企业${String(number)}号有限公司`,
  county: '411722',
  listTypes: ['KEY_ATTENTION'],
  onListFrom: '2026-02-01',
  ...facts,
});

/** 上蔡县 2 of 3 (blacklist 0 of 1), 西平县 0 of 2, one firm without a county, the others have nobody. */
export const ROWS: readonly CoverageSource[] = [
  firm(1, { trainedOn: '2026-03-01', enterpriseName: '=试验企业1号有限公司' }),
  firm(2, { trainedOn: '2026-10-01' }),
  firm(3, { listTypes: ['BLACKLIST'] }),
  firm(4, { county: '411721' }),
  firm(5, { county: '411721' }),
  withoutCounty(firm(6, {})),
];

function withoutCounty({ county: _county, ...rest }: CoverageSource): CoverageSource {
  return rest;
}

/** The application as one person sees it, over the rows given. */
export const appOver = (signedIn: SignedInPerson | null, rows: readonly CoverageSource[] = ROWS): Promise<Express> =>
  appWith({
    person: signedIn,
    clock: () => NOW,
    routes: {
      clock: () => NOW,
      data: { entries: { coverageRows: () => Promise.resolve([...rows]) } } as unknown as DataAccess,
    },
  });
