import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DISPLAY, repairCase } from '../data/support/values.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { FIRST, ID_NUMBER, openQuestions } from '../web/entries/personSupport.js';
import { CITY, importRows, NOW, person, row, seedPolicies, SHANGCAI, YICHENG } from '../web/entries/support.js';

let database: TestDatabase;
const world = openQuestions(() => database, 500);
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());
beforeEach(world.next);

const SECOND_CITY = { ...CITY.actor, accountId: 'second-city' };

describe('the decision', () => {
  it('is the county’s alone where nobody acts for the firm; the person of the list is on record then', async () => {
    const question = await world.asked();
    await database.data.invitations.create({
      ...{
        invitationId: `inv-${String(world.number())}`,
        uscc: world.uscc(),
        county: '411722',
        code: `C-${String(world.number())}`,
      },
      ...{ createdAt: NOW, expiresAt: NOW + 1, by: 'x' },
    });

    expect(await world.decide(question, CITY.actor)).toBe('personOwnImport');
    expect(await world.decide(question, SECOND_CITY)).toBe('personCountyFirst');
    expect(await world.decide(question, YICHENG.actor)).toBe('not found');
    expect(await world.decide(question, SHANGCAI.actor)).toBe('DECIDED');

    expect(await world.record()).toMatchObject({ name: '钱接任', phone: '13911112222', since: NOW });
    expect(await world.record()).not.toHaveProperty('idNumber');
    expect((await database.data.invitations.ofUscc(world.uscc()))[0]?.revokedAt).toBe(NOW);
    expect(await world.messages(question.questionId)).toEqual([
      ...['personQuestionEntered 139****2222', 'personQuestionOpened 138****0000', 'personQuestionTaken 138****0000'],
    ]);
    expect(await world.decide({ ...question, version: 2 }, { ...SHANGCAI.actor, accountId: 'other' })).toBe(
      'personDecided',
    );
  });

  it('needs the city as well where the firm has an account, and another person there', async () => {
    const question = await world.asked({}, { account: 'rep-b' });
    const county = { ...SHANGCAI.actor, personMark: 'one-person' };

    expect(await world.decide(question, county)).toBe('AT_CITY');
    expect((await world.record())?.accountId).toBe('rep-b');
    const now = { ...question, version: 2 };
    expect(await world.decide(now, CITY.actor, { key: world.key(8) })).toBe('personOwnImport');
    expect(await world.decide(now, { ...SECOND_CITY, personMark: 'one-person' }, { key: world.key(8) })).toBe(
      'personFourEyes',
    );
    expect(await world.decide(now, { ...SHANGCAI.actor, accountId: 'other' }, { key: world.key(8) })).toBe(
      'personAtCity',
    );
    expect(await world.decide(now, SECOND_CITY, { key: world.key(8) })).toBe('DECIDED');

    expect(await world.record()).toMatchObject({ name: '钱接任', formerAccountId: 'rep-b' });
    expect(await world.record()).not.toHaveProperty('accountId');
    const rep = { ...person('LEGAL_REP').actor, accountId: 'rep-b' };
    expect((await database.data.notices.forActor(rep, FIRST)).items.map(({ code }) => code).sort()).toEqual([
      ...['personQuestion.opened', 'personQuestion.taken'],
    ]);
    const acts = (await database.data.audit.ofChain('admin')).filter(({ kind }) => kind === 'personDecided');
    const own = acts.filter(({ data }) => (data as { questionId: string }).questionId === question.questionId);
    expect(own.map(({ actor }) => actor?.accountId)).toEqual([county.accountId, SECOND_CITY.accountId]);
    expect(JSON.stringify(own)).not.toMatch(/1391111|19491231/);
  });

  it('needs the city as well where a case of the firm is open', async () => {
    const question = await world.asked();
    const caseId = `case-${String(world.number())}`;
    const open = repairCase({ caseId, reference: `XF-${String(world.number())}`, uscc: world.uscc(), entryId: caseId });
    await database.data.cases.project(open, DISPLAY);

    expect(await world.decide(question, SHANGCAI.actor)).toBe('AT_CITY');
    expect((await world.record())?.name).toBe(`试验人${String(world.number())}`);
  });

  it('is the county’s alone where the firm’s only case is over', async () => {
    const question = await world.asked();
    const caseId = `case-${String(world.number())}`;
    const names = { caseId, reference: `XF-${String(world.number())}`, uscc: world.uscc(), entryId: caseId };
    await database.data.cases.project(repairCase({ ...names, stage: 'REPAIRED' }), DISPLAY);

    expect(await world.decide(question, SHANGCAI.actor)).toBe('DECIDED');
  });

  it('that keeps the record is final at the county, and told', async () => {
    const question = await world.asked({}, { account: 'rep-c' });

    expect(await world.decide(question, SHANGCAI.actor, { outcome: 'KEEP' })).toBe('DECIDED');

    expect(await world.record()).toMatchObject({ name: `试验人${String(world.number())}`, accountId: 'rep-c' });
    expect(await world.messages(question.questionId)).toEqual([
      ...['personQuestionKept 138****0000', 'personQuestionOpened 138****0000'],
    ]);
  });

  it('is told to be wanted to the administrators of every county that the list asks about, once', async () => {
    const [number, elsewhere] = [world.number(), { county: '驿城区' }];
    const other = { representativeName: '钱接任', representativeId: '' };
    const told = async ({ actor }: typeof CITY) =>
      (await database.data.notices.forActor(actor, FIRST)).items.filter(
        ({ code, at }) => code === 'personQuestion.forCounty' && at === NOW,
      ).length;
    await importRows(database, [row(number), row(number, { ...elsewhere, decisionNumber: '另一号' })], world.key(0));
    const before = await Promise.all([SHANGCAI, YICHENG].map(told));

    const changed = [row(number, other), row(number, { ...elsewhere, ...other, decisionNumber: '另一号' })];
    await importRows(database, changed, world.key(1));

    expect(await Promise.all([SHANGCAI, YICHENG].map(told))).toEqual(before.map(count => count + 1));
  });

  it('sent twice decides once, also where the first sending ended before its record', async () => {
    const question = await world.asked();

    const both = [await world.decide(question, SHANGCAI.actor), await world.decide(question, SHANGCAI.actor)];

    expect(both).toEqual(['DECIDED', 'DECIDED']);
    expect((await database.data.personQuestions.find(question.questionId))?.decisions).toHaveLength(1);
  });

  it('is refused on a record that changed meanwhile, and begins anew with the present one', async () => {
    const question = await world.asked({}, { account: 'rep-d' });
    expect(await world.decide(question, SHANGCAI.actor)).toBe('AT_CITY');
    const change = { way: 'CORRECTION', sourceId: 'form', by: [], at: 1 } as const;
    await database.data.enterprises.setRepresentativePhone('rep-d', { phone: '13777777777', ...change });

    expect(await world.decide({ ...question, version: 2 }, SECOND_CITY, { key: world.key(8) })).toBe('personChanged');

    const now = await database.data.personQuestions.find(question.questionId);
    expect(now).toMatchObject({ state: 'OPEN', decisions: [], recorded: { phoneMasked: '137****7777' } });
    expect((await world.record())?.name).toBe(`试验人${String(world.number())}`);
    expect(await world.decide(now ?? question, SHANGCAI.actor, { key: world.key(7), print: question.print })).toBe(
      'personChanged',
    );
  });

  it('is not for one of the two persons', async () => {
    const question = await world.asked();

    expect(await world.decide(question, { ...SHANGCAI.actor, personMark: question.parties[0] ?? '' })).toBe(
      'personOwnMatter',
    );
  });

  it('about the same person’s telephone corrects that of the account, which stays', async () => {
    const question = await world.asked(
      { representativeName: `试验人${String(world.number())}`, representativeId: ID_NUMBER },
      { account: `rep-e` },
    );

    await world.decide(question, SHANGCAI.actor);
    expect(await world.decide({ ...question, version: 2 }, SECOND_CITY, { key: world.key(8) })).toBe('DECIDED');

    expect(await world.record()).toMatchObject({ idNumber: ID_NUMBER, phone: '13911112222', accountId: 'rep-e' });
  });
});
