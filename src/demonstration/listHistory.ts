import { newActivationCode } from '../accounts/codes.js';
import {
  confirmImport,
  type ImportDependencies,
  previewImport,
  type UploadOutcome,
} from '../commands/importCommands.js';
import { importRunner, type RunnerDependencies } from '../commands/importRunner.js';
import { type InvitationDependencies, inviteMany } from '../commands/invitationCommands.js';
import type { Actor } from '../domain/access/actor.js';
import { IMPORT_COLUMNS } from '../domain/entries/importColumns.js';
import { COUNTIES } from '../domain/reference/counties.js';
import { writeCsv } from '../spreadsheets/writeCsv.js';
import { type DemoFirm, idNumber } from './entries.js';
import { DEMO_STAFF } from './people.js';

const LIST_WORDS = { BLACKLIST: '严重失信主体名单', KEY_ATTENTION: '重点关注名单' } as const;
const TIER_WORDS = { MINOR: '轻微', GENERAL: '一般', SERIOUS: '严重' } as const;
/** The key that a form would carry; the same load goes on with what it began. */
const KEY = 'demonstration';
const UNREADABLE_DATE = '2026年13月5日';
const OTHER_PERSON = '钱接任';
const LATER_DECISION = '第960号';

function officer(signInName: string): Actor {
  const found = DEMO_STAFF.find(person => person.signInName === signInName);
  if (found === undefined) throw new Error(`the demonstration has no ${signInName}`);
  const { role, county } = found;
  return { accountId: `demo:${signInName}`, role, ...(county !== undefined && { county }), usccs: [], interests: [] };
}

/** A list file as a department hands it in. */
function listFile(firms: readonly DemoFirm[]): Buffer {
  const rows = firms.map(({ enterprise, entry }) => {
    const cells: Record<string, string | undefined> = {
      ...entry,
      finedOnly: '',
      representativeId: enterprise.representative.idNumber,
      phone: enterprise.representative.phone,
      address: enterprise.address,
      county: COUNTIES.find(({ adcode }) => adcode === entry.county)?.zh,
      listType: LIST_WORDS[entry.listType],
      tier: TIER_WORDS[entry.tier],
      authority: entry.authorityName,
    };
    return IMPORT_COLUMNS.map(({ key }) => cells[key] ?? '');
  });
  return writeCsv([IMPORT_COLUMNS.map(({ zh }) => zh), ...rows]);
}

function idOf(outcome: UploadOutcome): string {
  if (!outcome.ok) throw new Error(`a list of the demonstration was refused: ${outcome.refusal.code}`);
  return outcome.importId;
}

/** Puts these firms on the list by a file that the city's administrator uploads and confirms. */
export function importFirms(dependencies: RunnerDependencies, firms: readonly DemoFirm[]): Promise<void> {
  return writeList(dependencies, { firms, fileName: '西平县失信企业名单.csv', key: `${KEY}-1` });
}

/** A further decision on this firm names another representative: the record stays, and the difference waits for the county. */
export function nameAnotherPerson(dependencies: RunnerDependencies, firm: DemoFirm): Promise<void> {
  const { enterprise } = firm;
  const representative = { name: OTHER_PERSON, idNumber: idNumber(enterprise.county, 870), phone: '13000000870' };
  const decisionNumber = firm.entry.decisionNumber.replace(/第\d+号/, LATER_DECISION);
  const stated = stating(firm, { representativeName: OTHER_PERSON, decisionNumber });
  const firms = [{ ...stated, enterprise: { ...enterprise, representative } }];
  return writeList(dependencies, { firms, fileName: '上蔡县失信企业名单（更新）.csv', key: `${KEY}-3` });
}

async function writeList(
  dependencies: RunnerDependencies,
  { firms, fileName, key }: { firms: readonly DemoFirm[]; fileName: string; key: string },
): Promise<void> {
  const actor = officer('city-admin');
  const file = { fileName, bytes: listFile(firms) };
  const importId = idOf(await previewImport(dependencies, { actor, key, ...file }));
  await confirmImport(dependencies, { actor, importId });
  const runner = importRunner(dependencies);
  runner.start(importId);
  await runner.idle();
  const list = await dependencies.data.imports.find(importId);
  if (list?.state !== 'DONE') throw new Error('a list of the demonstration was not written');
}

/** A file that waits for its confirmation, with a row of every verdict: known, changed, new and faulty. */
export async function leaveForConfirmation(
  dependencies: ImportDependencies,
  { known, fresh }: { known: readonly DemoFirm[]; fresh: readonly DemoFirm[] },
): Promise<void> {
  const [changed, ...same] = known;
  const [faulty, ...added] = fresh;
  const firms = [
    ...same,
    ...(changed === undefined ? [] : [stating(changed, { duties: '缴纳罚款；限期整改并报送结果' })]),
    ...added,
    ...(faulty === undefined ? [] : [stating(faulty, { decisionDate: UNREADABLE_DATE })]),
  ];
  const file = { fileName: '西平县失信企业名单（补充）.csv', bytes: listFile(firms) };
  idOf(await previewImport(dependencies, { actor: officer('city-admin'), key: `${KEY}-2`, ...file }));
}

const stating = (firm: DemoFirm, stated: Partial<DemoFirm['entry']>): DemoFirm => ({
  ...firm,
  entry: { ...firm.entry, ...stated },
});

/** The county's administrator invites the representatives of these firms, with a code and a notice for each. */
export async function inviteFirms(
  dependencies: Omit<InvitationDependencies, 'newCode'>,
  firms: readonly DemoFirm[],
): Promise<void> {
  const entries = await dependencies.data.entries.ofUsccs(firms.map(({ enterprise }) => enterprise.uscc));
  const { refused } = await inviteMany(
    { ...dependencies, newCode: newActivationCode },
    { actor: officer('county-admin'), entryIds: entries.map(({ entryId }) => entryId), key: KEY },
  );
  const [first] = refused;
  if (first !== undefined) throw new Error(`an invitation of the demonstration was refused: ${first.refusal.code}`);
}
