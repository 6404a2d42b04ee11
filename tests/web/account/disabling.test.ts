import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseCommands } from '../../../src/commands/caseCommands.js';
import { openWorld, type World } from '../../accounts/support.js';
import { DISPLAY } from '../../data/support/values.js';
import { caseAt } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { anOfficial, realAccounts, signedIn, submit } from './support.js';

let world: World;
let told: { entryId: string; accountId: string }[];
let answers: () => Promise<void>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function site() {
  const real = realAccounts(world);
  const cases = {
    holderLeft: (sent: { entryId: string; accountId: string }) => {
      told.push(sent);
      return answers();
    },
  } as unknown as CaseCommands;
  return {
    ...world,
    app: await appWith({ ...real, routes: { ...real.routes, commands: { cases, exams: {} as never } } }),
  };
}

async function holding(name: string) {
  const { accountId } = await anOfficial(world, { role: 'COUNTY_REVIEWER', name });
  const claimed = { caseId: name, reference: name, entryId: `entry-${name}`, stage: 'COUNTY_REVIEW' as const };
  const assignee = { accountId, role: 'COUNTY_REVIEWER' };
  await world.data.cases.project({ ...caseAt('COUNTY_REVIEW'), ...claimed, assignee }, DISPLAY);
  return accountId;
}

describe('disabling the account of a reviewer', () => {
  it('puts back what he or she holds; enabling it again tells nobody', async () => {
    [told, answers] = [[], () => Promise.resolve()];
    const accountId = await holding('leaving');
    const open = await site();
    const admin = await signedIn(open, (await anOfficial(world, { role: 'CITY_ADMIN', name: 'the.admin' })).name);

    await submit(admin, { page: `/accounts/${accountId}/disable` });
    await submit(admin, { page: `/accounts/${accountId}`, to: `/accounts/${accountId}/enable` });

    expect(told).toEqual([{ entryId: 'entry-leaving', accountId }]);
  });

  it('is done even where the cases cannot be told now', async () => {
    [told, answers] = [[], () => Promise.reject(new Error('Temporal is away'))];
    const accountId = await holding('away');
    const open = await site();
    const admin = await signedIn(open, (await anOfficial(world, { role: 'CITY_ADMIN', name: 'other.admin' })).name);

    const answer = await submit(admin, { page: `/accounts/${accountId}/disable` });

    expect(answer.status).toBe(303);
    expect(told).toHaveLength(1);
    expect((await world.data.accounts.findById(accountId))?.disabled).toBe(true);
  });
});
