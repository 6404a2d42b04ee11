import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  browsersOf,
  giveFirm,
  hiddenIn,
  type LearnerWorld,
  learnerWorld,
  person,
  tokenIn,
} from '../../support/learner.js';

let world: LearnerWorld;
let as: Awaited<ReturnType<typeof browsersOf>>;
beforeAll(async () => {
  world = await learnerWorld();
  as = await browsersOf(world);
});
afterAll(async () => {
  await world.database.close();
});

const LESSON = '/training/modules/MOD1/lessons/MOD1-L1';
const BEAT = `${LESSON}/reading`;

/** Opens a lesson and returns what a beat needs. */
async function reader(accountId: string, address = LESSON) {
  const agent = as(person(accountId));
  const { text } = await agent.get(address).expect(200);
  const tabId = hiddenIn(text, 'tabId');
  const beat = (body: Record<string, string> = {}) =>
    agent
      .post(`${address}/reading`)
      .set('Accept', 'application/json')
      .set('X-CSRF-Token', tokenIn(text))
      .send({ tabId, visible: 'true', ...body });
  return { agent, text, tabId, beat };
}

describe('the learning centre', () => {
  it('shows eight modules, the time owed and that figures are those of the demonstration', async () => {
    const { text } = await as(person('centre-1')).get('/training').expect(200);

    expect(text.match(/class="xf-module"/g)).toHaveLength(8);
    expect(text).toContain('演示参数');
    expect(text).toContain('还需学习 2 分 40 秒');
  });

  it('speaks English', async () => {
    const agent = as(person('centre-1', 'LEGAL_REP', 'en'));

    expect((await agent.get('/training')).text).toContain('Learning centre');
    const { text } = await agent.get(LESSON);
    expect(text).toContain('lesson 1 of 3');
    expect(text).toContain('What this lesson rests on');
    expect(text).toMatch(/xf-source-mark"[^>]*>found in a reprint, original not checked</);
  });

  it.each(['COUNTY_REVIEWER', 'AGENT', 'TRAINER'] as const)('is closed to %s', async role => {
    const agent = as(person('other', role));

    for (const address of ['/training', '/training/modules/MOD1', LESSON]) await agent.get(address).expect(403);
  });

  it('leads a stranger to sign in', async () => {
    const { headers } = await as(null).get('/training').expect(303);

    expect(headers['location']).toBe('/account/sign-in?next=%2Ftraining');
  });

  it.each(['/training/modules/MOD9', '/training/modules/MOD1/lessons/MOD2-L1', '/training/modules/constructor'])(
    'does not know %s',
    async address => {
      expect((await as(person('centre-1')).get(address)).status).toBe(404);
    },
  );
});

describe('reading time', () => {
  it('is credited by the server clock only', async () => {
    const { beat } = await reader('reader-1');

    await beat().expect(200);
    world.now += 15_000;
    const answer = await beat().expect(200);

    expect(answer.body).toMatchObject({ credited: 15, required: 20, done: false, nextBeatSeconds: 5, stopped: '' });
    expect((await beat()).body).toMatchObject({ credited: 15 });
  });

  it('of two pages seen at once counts one, and the other says so and goes on where asked', async () => {
    const { beat } = await reader('reader-2');
    const other = { tabId: '00000000-0000-4000-8000-000000000000' };
    await beat();
    world.now += 8_000;
    expect((await beat(other)).body).toMatchObject({
      ...{ credited: 0, mayGoOn: true, nextBeatSeconds: 5 },
      stopped: expect.stringContaining('您的另一个学习页面正在计时'),
    });
    world.now += 7_000;
    expect((await beat()).body).toMatchObject({ credited: 15, stopped: '' });

    expect((await beat({ ...other, attentive: 'true' })).body).toMatchObject({ credited: 15, stopped: '' });
    world.now += 4_000;
    expect((await beat(other)).body).toMatchObject({ credited: 19 });
    expect((await beat()).body).toMatchObject({ stopped: expect.stringContaining('另一个学习页面') });
  });

  it('goes on at once with the next lesson in the same tab', async () => {
    const first = await reader('reader-2b');
    await first.beat();
    world.now += 5_000;
    const next = await reader('reader-2b', LESSON.replace('MOD1-L1', 'MOD1-L2'));

    expect((await next.beat({ follows: first.tabId })).body).toMatchObject({ stopped: '' });
    world.now += 6_000;

    expect((await next.beat()).body).toMatchObject({ credited: 6 });
  });

  it('counts until the page is hidden, and nothing while it is hidden', async () => {
    const { beat } = await reader('reader-3');
    await beat();
    world.now += 10_000;
    await beat({ visible: 'false' }).expect(200);
    world.now += 10_000;

    expect((await beat()).body).toMatchObject({ credited: 10, stopped: '' });
  });

  it('notes a lesson as opened also in the page that does not count', async () => {
    const { beat } = await reader('reader-3b');
    await beat();
    const second = await reader('reader-3b', LESSON.replace('MOD1-L1', 'MOD1-L2'));
    expect((await second.beat()).body).toMatchObject({ mayGoOn: true });

    expect((await world.database.data.training.progress('reader-3b'))?.modules.MOD1?.lessonsOpened).toEqual([
      'MOD1-L1',
      'MOD1-L2',
    ]);
  });

  it('says before any script runs that the clock stands, and what to do', async () => {
    const { text } = await reader('reader-3c');

    const bar = /<p class="xf-reading__stop" id="reading-stop"[^>]*>(.*?)<\/p>/.exec(text)?.[1];
    expect(bar).toContain('现在没有计时');
    expect(bar).toContain('每半分钟点一次下面的按钮');
  });

  it('of many beats at once counts the time once', async () => {
    const { beat } = await reader('reader-4');
    await beat();
    world.now += 12_000;

    await Promise.all(Array.from({ length: 8 }, () => beat().expect(200)));

    expect((await beat()).body).toMatchObject({ credited: 12 });
  });

  it('asks after ten minutes whether someone is there', async () => {
    const { beat } = await reader('reader-5');
    await beat();
    for (let count = 0; count < 41; count += 1) {
      world.now += 15_000;
      await beat();
    }

    expect((await beat()).body).toMatchObject({ mayGoOn: true, stopped: expect.stringContaining('确认您还在看') });
    expect((await beat({ attentive: 'true' })).body).toMatchObject({ stopped: '' });
  });

  it('works by a button without the script, and keeps the tab', async () => {
    const { agent, text, tabId } = await reader('reader-6');
    const press = () =>
      agent
        .post(BEAT)
        .type('form')
        .set('Accept', 'text/html')
        .send({ _csrf: tokenIn(text), tabId, visible: 'true' });

    await press().expect(303).expect('location', `${LESSON}?tab=${tabId}`);
    world.now += 18_000;
    await press();

    const page = await agent.get(`${LESSON}?tab=${tabId}`);
    expect(page.text).toContain('已学 18 秒');
    expect(hiddenIn(page.text, 'tabId')).toBe(tabId);
  });

  it('refuses a beat without a token or a tab', async () => {
    const { agent, beat } = await reader('reader-7');

    await agent.post(BEAT).set('Accept', 'application/json').send({ tabId: 'x' }).expect(403);
    await beat({ tabId: 'x' }).expect(422);
  });

  it('keeps the other modules closed until the first is done', async () => {
    const agent = as(person('reader-8'));

    await agent.get('/training/modules/MOD2/lessons/MOD2-L1').expect(303).expect('location', '/training/modules/MOD2');
    expect((await agent.get('/training/modules/MOD2')).text).toContain('请先学完“制度入门”');

    const { beat } = await reader('reader-8');
    const first = await beat();
    expect(first.status).toBe(200);
  });

  it('tells the open cases of the firm when the last module is done', async () => {
    await world.addLearner('reader-9');
    await giveFirm(world, 'reader-9');
    await world.completeTraining('reader-9');
    await world.database.data.training.update(
      'reader-9',
      stored => {
        if (stored === null) throw new Error('no progress');
        const modules = Object.entries(stored.modules).filter(([moduleId]) => moduleId !== 'MOD8');
        return { progress: { ...stored, modules: Object.fromEntries(modules) }, result: undefined };
      },
      1,
    );

    for (const lessonId of world.courseware.lessonIds.MOD8) {
      const { beat } = await reader('reader-9', `/training/modules/MOD8/lessons/${lessonId}`);
      await beat();
      world.now += 10_000;
      await beat({ visible: 'false' });
    }

    expect(world.told).toEqual(['entry-91411722PDY000028K']);
  });
});

describe('the content pages', () => {
  it.each(['TRAINER', 'CITY_ADMIN', 'COUNTY_ADMIN', 'AUDITOR'] as const)('open to %s, with keys', async role => {
    const agent = as(person('staff', role));

    expect((await agent.get('/training/content').expect(200)).text).toContain('制度入门');
    expect((await agent.get('/training/content/MOD1').expect(200)).text).toContain('正确答案');
  });

  it.each([
    { language: 'zh', told: ['依据：《行政处罚法》第七十二条', '第66、72、73条'], other: 'Administrative Penalty Law' },
    {
      language: 'en',
      told: ['Source: Administrative Penalty Law, article 72', 'articles 66, 72 and 73'],
      other: '行政处罚法',
    },
  ] as const)('name documents and articles in the reader’s language ($language)', async ({ language, told, other }) => {
    const { text } = await as(person('trainer-2', 'TRAINER', language))
      .get('/training/content/MOD3')
      .expect(200);

    for (const words of told) expect(text).toContain(words);
    expect(text).not.toContain(other);
  });

  it.each(['LEGAL_REP', 'AGENT', 'COUNTY_REVIEWER'] as const)('stay closed to %s', async role => {
    const agent = as(person('staff', role));

    await agent.get('/training/content').expect(403);
    await agent.get('/training/content/MOD1').expect(403);
  });
});
