import { describe, expect, it } from '@jest/globals';
import { type Actor, ROLES, type Role } from '../../../src/domain/access/actor.js';
import { may, mayUse, PERMISSIONS, type PermissionName } from '../../../src/domain/access/permissions.js';

const NAMES = Object.keys(PERMISSIONS) as PermissionName[];
const OWN = '91411722PDY000028K';
const FOREIGN = '91411702PDY00001XL';

const actor = (role: Role, change: Partial<Actor> = {}): Actor => ({
  accountId: `account of ${role}`,
  role,
  county: '411722',
  authorityId: 'SJJ',
  usccs: [OWN],
  interests: [],
  ...change,
});
const OBJECT = { uscc: OWN, county: '411722', authorityId: 'SJJ', importers: [{ accountId: 'importer' }] };

/** Part 2 as a matrix, columns in the order of `ROLES`. Y any object, F own firm, C own county, D own department, - no. */
const MATRIX: Record<PermissionName, string> = {
  //                     rep agent clerk county auth city trainer coAdmin ciAdmin auditor
  'case.start': 'FFC-------',
  'case.edit': 'FFC-------',
  'case.read': 'FFCCDY---Y',
  'case.mine': 'YY--------',
  'case.withdraw': 'F---------',
  'case.sign': 'F---------',
  'case.assisted': '--Y-------',
  'case.follow': '--CCDY-CYY',
  'evidence.read': 'FFCCDY---Y',
  'review.queue': '---YYY----',
  'review.claim': '---CDY----',
  'review.release': '---CDY----',
  'review.takeOver': '---CDY----',
  'review.county': '---C------',
  'review.authority': '----D-----',
  'review.city': '-----Y----',
  'duties.read': '----DY----',
  'duties.answer': '----D-----',
  'training.take': 'Y---------',
  'training.content': '------YYYY',
  'entries.read': '-------CYY',
  'entries.import': '-------YY-',
  'entries.invite': '-------CY-',
  'persons.read': '-------CY-',
  'persons.decide': '-------CY-',
  'coverage.read': '-------YYY',
  'coverage.firms': '-------CYY',
  'outbox.read': '-------YY-',
  'contacts.keep': '--C----CY-',
  'accounts.manage': '--------Y-',
  'policy.read': '--YYYYYYYY',
  'calendar.edit': '--------Y-',
  'receivers.manage': '--------Y-',
  'audit.read': '---------Y',
  'interests.declare': '---YYY----',
  'account.self': 'YYYYYYYYYY',
  'agent.appoint': 'F---------',
};
const CELLS = NAMES.flatMap(name => ROLES.map((role, column) => ({ name, role, cell: MATRIX[name].charAt(column) })));

describe('who may do what (part 2)', () => {
  it.each(CELLS)('$role, $name: $cell', ({ name, role, cell }) => {
    const granted = cell !== '-';

    expect(mayUse(actor(role), name)).toBe(granted);
    expect(may(actor(role), name, OBJECT)).toBe(granted);
    // Each scope is broken alone; only its own break may close the door.
    expect(may(actor(role), name, { ...OBJECT, uscc: FOREIGN })).toBe(granted && cell !== 'F');
    expect(may(actor(role), name, { ...OBJECT, county: '411723' })).toBe(granted && cell !== 'C');
    expect(may(actor(role), name, { ...OBJECT, authorityId: 'HBJ' })).toBe(granted && cell !== 'D');
    expect(may(actor(role), name, {})).toBe(cell === 'Y');
  });

  it.each(NAMES)('%s has a sentence for the auditor', name => {
    expect(PERMISSIONS[name].says).toMatch(/^[A-Z].*\.$/);
  });
});

describe('impartiality (part 2 (a), (b))', () => {
  const REVIEWS = NAMES.filter(
    name => name.startsWith('review.') && !['review.queue', 'review.release'].includes(name),
  );
  const granted = CELLS.filter(({ cell, name }) => cell !== '-' && REVIEWS.includes(name));

  it.each(granted)('$role never uses $name on an interest or an own import', ({ name, role }) => {
    expect(may(actor(role, { interests: [OWN] }), name, OBJECT)).toBe(false);
    expect(may(actor(role, { interests: [FOREIGN] }), name, OBJECT)).toBe(true);
    const importers = [{ accountId: actor(role).accountId }, { accountId: 'a later importer' }];
    expect(may(actor(role), name, { ...OBJECT, importers })).toBe(false);
    const marked = { ...OBJECT, importers: [{ accountId: 'another account', personMark: 'mark' }] };
    expect(may(actor(role, { personMark: 'mark' }), name, marked)).toBe(false);
    expect(may(actor(role, { personMark: 'another mark' }), name, marked)).toBe(true);
  });

  it.each(['case.read', 'review.release'] as const)('does not stop %s', name => {
    expect(may(actor('COUNTY_REVIEWER', { interests: [OWN] }), name, OBJECT)).toBe(true);
  });
});

describe('a county or department that is not set', () => {
  it.each(['COUNTY_REVIEWER', 'WINDOW_CLERK'] as const)('%s without county reaches nothing', role => {
    const unbound: Actor = { accountId: 'x', role, usccs: [], interests: [] };

    expect(may(unbound, 'case.read', OBJECT)).toBe(false);
    expect(may(unbound, 'case.read', {})).toBe(false);
  });

  it('an officer without department reaches nothing', () => {
    const unbound: Actor = { accountId: 'x', role: 'AUTHORITY_OFFICER', usccs: [], interests: [] };

    expect(may(unbound, 'case.read', OBJECT)).toBe(false);
  });
});
