import type { Express } from 'express';
import request from 'supertest';
import { mongoClient, personStages } from '../../../src/data/index.js';
import { identify, setUpPassport } from '../../../src/web/account/index.js';
import { createSessionStore } from '../../../src/web/middleware/setUpSession.js';
import { freshIdNumber, openWorld, PASSWORD, type World } from '../../accounts/support.js';
import { appWith, type AppOptions } from '../../support/appWith.js';

export interface Site extends World {
  app: Express;
}

/** Real accounts and real sessions, for `appWith`. */
export function realAccounts({ accounts, connection, data, now }: World): AppOptions {
  return {
    sessionStore: createSessionStore(mongoClient(connection), { dbName: connection.name, personStages }),
    authentication: setUpPassport(accounts),
    identify,
    clock: now,
    routes: { accounts, clock: now, data },
  };
}

/** The real application with real accounts and real sessions in a database of its own, as a demonstration. */
export async function openSite(): Promise<Site> {
  const world = await openWorld({ demo: true });
  return { ...world, app: await appWith(realAccounts(world)) };
}

/** The same site as an office runs it: no demonstration. */
export async function inProduction(site: Site): Promise<Site> {
  const options = realAccounts({ ...site, accounts: site.inProduction });
  const routes = { ...options.routes, demo: false };
  return { ...site, app: await appWith({ ...options, demo: false, routes }) };
}

export type Browser = ReturnType<typeof request.agent>;

export const browserOf = ({ app }: Site): Browser => request.agent(app);

/** The token of the first form on a page. */
export async function tokenOn(browser: Browser, address: string): Promise<string> {
  const page = await browser.get(address);
  const token = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1];
  if (token === undefined) throw new Error(`no form on ${address} (${String(page.status)})`);
  return token;
}

/** Opens the page with the form, then sends it. */
export async function submit(browser: Browser, form: { page: string; to?: string; fields?: Record<string, string> }) {
  const token = await tokenOn(browser, form.page);
  return browser
    .post(form.to ?? form.page)
    .type('form')
    .send({ _csrf: token, ...form.fields });
}

/** A browser in which this person has signed in. */
export async function signedIn(site: Site, name: string, password = PASSWORD): Promise<Browser> {
  const browser = browserOf(site);
  const answer = await submit(browser, { page: '/account/sign-in', fields: { name, password } });
  if (answer.status !== 303) throw new Error(`not signed in: ${String(answer.status)}`);
  return browser;
}

/** An official with a password. */
export async function anOfficial(
  site: World,
  given: { role: 'CITY_ADMIN' | 'COUNTY_REVIEWER' | 'AUDITOR'; name: string },
) {
  const { role, name } = given;
  const made = await site.accounts.staff.create(
    { accountId: 'first-admin', role: 'CITY_ADMIN', usccs: [], interests: [] },
    {
      key: name,
      signInName: name,
      displayName: `示例${name}`,
      role,
      idNumber: freshIdNumber(),
      phone: '13700000000',
      ...(role === 'COUNTY_REVIEWER' && { county: '411722' }),
    },
  );
  if (!made.ok) throw new Error('not made');
  const { accountId } = made.account;
  const grant = { kind: 'account', accountId, at: site.now(), byPhone: false } as const;
  const set = await site.accounts.setPassword(grant, PASSWORD);
  if (!set.ok) throw new Error('no password');
  return { accountId, name };
}
