import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import type { SignedInPerson } from '../../src/web/middleware/locals.js';
import { appWith, TEST_BASE_URL } from '../support/appWith.js';

const reviewer: SignedInPerson = {
  actor: { accountId: 'a-1', role: 'COUNTY_REVIEWER', county: '411722', usccs: [], interests: [] },
  displayName: '审核员甲',
  language: 'zh',
};

describe('the home page', () => {
  let app: Express;
  beforeAll(async () => {
    app = await appWith();
  });

  it('speaks Chinese to a stranger and offers the three entrances', async () => {
    const answer = await request(app).get('/').expect(200);

    expect(answer.text).toContain('<html class="govuk-template xf-template" lang="zh-CN">');
    expect(answer.text).toContain('我要修复');
    expect(answer.text).toContain('href="/list"');
    expect(answer.text).toContain('href="/verify"');
  });

  it('leads who is signed in back to work, and a stranger to sign in', async () => {
    const own = await request(await appWith({ person: reviewer }))
      .get('/')
      .expect(200);
    const strange = await request(app).get('/').expect(200);

    expect([own.text, strange.text].map(text => text.includes('href="/review">进入我的页面'))).toEqual([true, false]);
    expect([own.text, strange.text].map(text => text.includes('href="/account/sign-in">登录办理'))).toEqual([
      false,
      true,
    ]);
  });

  it('speaks English when the link asks for it', async () => {
    const answer = await request(app).get('/?lang=en').expect(200);

    expect(answer.text).toContain('Repair your firm’s credit online');
    expect(answer.headers['content-language']).toBe('en');
  });

  it('makes no session for a reader', async () => {
    const answer = await request(app).get('/').expect(200);

    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each(['/accessibility', '/privacy', '/policy-basis'])('serves %s in both languages', async address => {
    await request(app).get(address).expect(200);
    await request(app).get(`${address}?lang=en`).expect(200);
  });

  it('marks the demonstration on the page and stays silent otherwise', async () => {
    const plain = await appWith({ demo: false });

    expect((await request(app).get('/')).text).toContain('演示系统');
    expect((await request(plain).get('/')).text).not.toContain('演示系统');
  });
});

describe('headers of every answer', () => {
  it.each([
    ['/', 200],
    ['/nowhere', 404],
  ])('%s carries the strict policy, even as an error', async (address, status) => {
    const { headers } = await request(await appWith())
      .get(address)
      .expect(status);

    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('promises https for a year when the site is served by it', async () => {
    const app = await appWith({ baseUrl: 'https://xinfu.test' });

    const { headers } = await request(app).get('/');

    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });
});

describe('POST /language', () => {
  it('keeps the choice in a cookie, without a session, and returns to the same page', async () => {
    const agent = request.agent(await appWith());
    const { text } = await agent.get('/privacy');

    const answer = await agent
      .post('/language')
      .type('form')
      .send({ language: 'en', returnTo: '/privacy?lang=zh' })
      .expect(303)
      .expect('location', '/privacy');

    expect(text).not.toContain('_csrf');
    expect([answer.get('set-cookie') as unknown].flat().map(cookie => String(cookie).split('=')[0])).toEqual([
      'xinfu-lang',
    ]);
    expect((await agent.get('/privacy')).text).toContain('Privacy notice');
  });

  it('saves the choice with the account of a signed-in person', async () => {
    const saved: string[][] = [];
    const routes = {
      saveLanguage: (accountId: string, language: string) => {
        saved.push([accountId, language]);
        return Promise.resolve();
      },
    };
    const agent = request.agent(await appWith({ person: reviewer, routes }));
    const { text } = await agent.get('/privacy');
    const token = /form="choose-language" name="_csrf" value="([^"]+)"/.exec(text)?.[1];
    const choice = { language: 'en', returnTo: '/' };

    await agent.post('/language').type('form').send(choice).expect(403);
    await agent
      .post('/language')
      .type('form')
      .send({ ...choice, _csrf: token })
      .expect(303);

    expect(saved).toEqual([['a-1', 'en']]);
  });

  it('asks for the token on a page that made the session itself', async () => {
    const agent = request.agent(await appWith());
    const { text } = await agent.get('/account/sign-in');
    const token = /form="choose-language" name="_csrf" value="([^"]+)"/.exec(text)?.[1];

    await agent.post('/language').type('form').send({ language: 'en' }).expect(403);
    await agent.post('/language').type('form').send({ language: 'en', _csrf: token }).expect(303);
  });

  it.each(['//evil.example', '/\\evil.example', 'https:evil.example', 'javascript:1', 'https://evil.example/'])(
    'never leads to %s',
    async returnTo => {
      const app = await appWith();

      const answer = await request(app).post('/language').type('form').send({ language: 'en', returnTo });

      expect(answer.headers['location']).toBe('/');
    },
  );

  it.each([{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }])(
    'refuses a page of another site (%j)',
    async header => {
      const app = await appWith();

      await request(app).post('/language').set(header).type('form').send({ language: 'en' }).expect(403);
    },
  );

  it('accepts the own origin', async () => {
    const app = await appWith();

    await request(app).post('/language').set('Origin', TEST_BASE_URL).type('form').send({ language: 'en' }).expect(303);
  });

  it('refuses a doubled field and an unknown language', async () => {
    const app = await appWith();

    await request(app).post('/language').type('form').send('language=en&language=zh').expect(400);
    await request(app).post('/language').type('form').send('language[$ne]=en').expect(422);
  });
});

describe('health', () => {
  it('says that the process answers', async () => {
    await request(await appWith())
      .get('/healthz')
      .expect(200, { status: 'ok' });
  });

  it('names each dependency and is not ready while one is away or broken', async () => {
    const readinessChecks = [
      { name: 'database', check: () => Promise.resolve(true) },
      { name: 'temporal', check: () => Promise.resolve(false) },
      { name: 'worker', check: () => Promise.reject(new Error('gone')) },
    ];
    const app = await appWith({ routes: { readinessChecks } });

    await request(app)
      .get('/readyz')
      .expect(503, { status: 'not ready', checks: { database: 'ok', temporal: 'away', worker: 'away' } });
  });

  it('is ready when all are there', async () => {
    const app = await appWith({
      routes: { readinessChecks: [{ name: 'database', check: () => Promise.resolve(true) }] },
    });

    await request(app)
      .get('/readyz')
      .expect(200, { status: 'ready', checks: { database: 'ok' } });
  });
});

describe('error pages', () => {
  it('shows the request id and no word of what broke inside', async () => {
    const app = await appWith({ identify: () => Promise.reject(new Error('secret detail of the inside')) });

    const answer = await request(app).get('/').expect(500);

    expect(answer.text).toContain('系统出了点问题');
    expect(answer.text).toContain(answer.headers['x-request-id']);
    expect(answer.text).not.toContain('secret detail');
    expect(answer.text).not.toMatch(/\bat .*\.ts/);
  });

  it('says "try again" with Retry-After while the database is away', async () => {
    const away = Object.assign(new Error('no server'), { name: 'MongoServerSelectionError' });
    const app = await appWith({ identify: () => Promise.reject(new Error('wrapped', { cause: away })) });

    const answer = await request(app).get('/').expect(503);

    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.text).toContain('请稍后再试');
  });

  it('writes no secret into the page that offers to send a form again', async () => {
    const away = Object.assign(new Error('no server'), { name: 'MongoServerSelectionError' });
    const app = await appWith({ identify: () => Promise.reject(away) });
    const send = (fields: object) => request(app).post('/account/sign-in').type('form').send(fields).expect(503);

    expect((await send({ name: 'rep' })).text).toContain('name="name" value="rep"');
    const { text } = await send({ name: 'rep', password: 'hunter2hunter2' });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('再试一次');
  });

  it('answers JSON where that was asked for', async () => {
    const answer = await request(await appWith())
      .get('/nowhere')
      .set('Accept', 'application/json')
      .expect(404);

    expect(answer.body).toMatchObject({ error: '404' });
  });

  it('answers 413 to a body that is too large and 400 to a broken one', async () => {
    const app = await appWith();

    await request(app)
      .post('/language')
      .type('form')
      .send(`language=${'e'.repeat(300_000)}`)
      .expect(413);
    await request(app).post('/language').type('json').send('{"language":').expect(400);
  });
});
