import type { DataAccess } from '../../../../src/data/index.js';
import { ROLES, type Role } from '../../../../src/domain/access/actor.js';

/** `here`: of the county, department and firm whose objects are asked for. `elsewhere`: the same role of others. */
export type Side = 'here' | 'elsewhere';

export interface Person {
  accountId: string;
  role: Role;
  side: Side;
}

export const PASSWORD = 'Shan-Zhong-Xiang-Yang-7';
export const HERE = { county: '411722', authorityId: 'YJGL' };
export const ELSEWHERE = { county: '411702', authorityId: 'STHJ' };

const SCOPES: Partial<Record<Role, 'county' | 'authorityId'>> = {
  WINDOW_CLERK: 'county',
  COUNTY_REVIEWER: 'county',
  COUNTY_ADMIN: 'county',
  AUTHORITY_OFFICER: 'authorityId',
};
const OF_FIRMS: readonly Role[] = ['LEGAL_REP', 'AGENT'];

/** Roles that a county, a department or a firm bounds; the others reach the whole city. */
export const BOUNDED: readonly Role[] = ROLES.filter(role => role in SCOPES || OF_FIRMS.includes(role));

const accountIdOf = (role: Role, side: Side): string => `${role.toLowerCase().replaceAll('_', '-')}-${side}`;

export const personOf = (role: Role, side: Side = 'here'): Person => ({
  accountId: accountIdOf(role, side),
  role,
  side,
});

/** Two people of every role. */
export const PEOPLE: readonly Person[] = ROLES.flatMap(role => [personOf(role, 'here'), personOf(role, 'elsewhere')]);

export const nameOf = ({ role, side }: Person): string => `${role} ${side}`;

/** Personal data of the representative here that no page but the own ones may show. */
export const REPRESENTATIVE = {
  name: '示守信',
  idNumber: '411722197001017775',
  phone: '13012345777',
};

/** Stores an account for every person. */
export async function storePeople({ accounts }: DataAccess, { passwordHash }: { passwordHash: string }): Promise<void> {
  for (const { accountId, role, side } of PEOPLE) {
    const place = side === 'here' ? HERE : ELSEWHERE;
    const scope = SCOPES[role];
    await accounts.create({
      ...{ accountId, signInName: accountId, displayName: `人员${accountId}`, role, passwordHash, createdAt: 1 },
      ...(scope !== undefined && { [scope]: place[scope] }),
    });
  }
}
