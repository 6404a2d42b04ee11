import {
  ALL_STATEMENTS,
  type Browser,
  hidden,
  LETTER,
  PASSWORD,
  REPRESENTATIVE,
  type Room,
  submit,
} from './support.js';

/** A page with the letter that was read and ticked, and the code that was sent for it. */
export interface Desk {
  address: string;
  /** What the form carries by itself. */
  own: { _csrf: string; key: string };
  code: string;
}

/** The newest code, as it would stand on the telephone. */
export async function newestCode({ database }: Room): Promise<string> {
  const { items } = await database.data.outbox.page({}, { page: 1, size: 50 });
  const newest = items.toSorted((a, b) => b.at - a.at)[0];
  return newest?.secret ?? 'none';
}

/** Reads the letter, ticks everything and opens the page to sign it. */
export async function atDesk(room: Room, browser: Browser, statements = ALL_STATEMENTS): Promise<Desk> {
  room.now += 1_000; // so that the newest message is the newest
  const answer = await submit(browser, { page: LETTER, fields: { statements } });
  const address = answer.headers['location'] ?? '';
  const { text } = await browser.get(address).expect(200);
  const own = { _csrf: hidden(text, '_csrf'), key: hidden(text, 'key') };
  return { address, own, code: await newestCode(room) };
}

type Fields = Record<string, string>;

/** A form in which everything is right; `change` says what is not. */
export const rightForm = ({ own, code }: Desk, change: Fields = {}): Fields => ({
  ...own,
  ...{ password: PASSWORD, code, typedName: REPRESENTATIVE.name, consent: 'yes', drawing: '' },
  ...change,
});

export const sign = (browser: Browser, desk: Desk, change: Fields = {}) =>
  browser.post(desk.address).type('form').send(rightForm(desk, change));

export const DRAWING = JSON.stringify({
  ...{ width: 400, height: 160 },
  strokes: [{ points: Array.from({ length: 12 }, (_, place) => ({ x: 10 * place, y: 5 * place, pressure: 0.5 })) }],
});

/** The signatures given for a case, without the drafts of its letter. */
export async function signaturesOf({ database }: Room, caseId: string) {
  const acts = await database.data.signatures.ofCase<{ letterNumber: string }>(caseId);
  return acts.filter(({ signatureId }) => !signatureId.startsWith('draft:'));
}

/** The value of a field as the page shows it again. */
export const shown = (html: string, name: string): string =>
  hidden(html, name).replaceAll('&quot;', '"').replaceAll('&#x3D;', '=');
