import { describe, expect, it } from '@jest/globals';
import { type Actor, ROLES } from '../../../src/domain/access/actor.js';
import { mayUse } from '../../../src/domain/access/permissions.js';
import { homeOf } from '../../../src/web/account/homeOf.js';
import { allRoutes } from '../../../src/web/allRoutes.js';

describe('homeOf', () => {
  it.each(ROLES)('leads %s to a page that the role may open', role => {
    const actor: Actor = { accountId: 'a-1', role, usccs: [], interests: [] };

    const route = allRoutes.find(({ method, path }) => method === 'get' && path.pattern === homeOf(role));

    const permission = route?.permission ?? 'public';
    expect(permission === 'public' || permission === 'signedIn' || mayUse(actor, permission)).toBe(true);
    expect(route).toBeDefined();
  });
});
