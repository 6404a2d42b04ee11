import { randomUUID } from 'node:crypto';
import { prepareLetter, tickStatements } from '../../../../src/commands/signatureCommands.js';
import { sha256 } from '../../../../src/data/fieldCrypto.js';
import { addDays, dayOf } from '../../../../src/domain/calendarDay.js';
import { type CaseName, caseIdOf, CONTACT_FIRM, FIRM, NOW } from './objects.js';
import { HERE, personOf, REPRESENTATIVE } from './people.js';
import type { Place } from './place.js';

const NO_PASSWORD = '!';
export const newKey = (): string => randomUUID();

let drawn = 0;
/** A telephone number of its own. */
export function newPhone(): string {
  drawn += 1;
  return `139${String(drawn).padStart(8, '0')}`;
}

/** A list file of the county's administrator, waiting for a decision; one of its rows is faulty. */
export async function newImport({ data }: Place): Promise<{ importId: string }> {
  const importId = randomUUID();
  const content = { cells: { enterpriseName: FIRM.name }, remarks: [], changes: [] };
  const faults = [{ column: 'uscc', code: 'empty', values: {} }];
  await data.imports.create({
    ...{ importId, fileName: '界内名单.csv', bytes: Buffer.from('名单'), county: HERE.county, at: NOW },
    ...{ by: personOf('COUNTY_ADMIN').accountId, rows: [{ line: 2, verdict: 'FAULTY', faults, content }] },
  });
  return { importId };
}

export async function newInvitation({ data }: Place): Promise<{ invitationId: string }> {
  const invitationId = randomUUID();
  const scope = { uscc: FIRM.uscc, county: HERE.county, by: personOf('COUNTY_ADMIN').accountId };
  await data.invitations.create({
    ...scope,
    ...{ invitationId, code: invitationId, createdAt: NOW, expiresAt: NOW + 86_400_000 },
  });
  return { invitationId };
}

let asked = 0;
/** A list that names another representative of the firm than the record; each time another one. */
export async function newPersonQuestion({ data }: Place): Promise<{ questionId: string }> {
  asked += 1;
  const recorded = await data.enterprises.personOf(FIRM.uscc);
  if (recorded === null) throw new Error('no firm');
  const place = { importId: 'import-1', fileName: '名单.csv', line: asked, by: 'importer', at: NOW };
  const question = await data.personQuestions.open({
    ...{ uscc: FIRM.uscc, enterpriseName: FIRM.name, county: HERE.county, recorded, differing: ['name'] },
    ...{ stated: { name: `另一人${String(asked)}` }, place, importers: [{ accountId: 'importer' }], at: NOW },
  });
  if (question === null) throw new Error('no question');
  return { questionId: question.questionId };
}

/** The decision that leaves the record as it is. */
export async function personDecision({ data }: Place) {
  const print = (await data.enterprises.personOf(FIRM.uscc))?.print ?? '';
  return { key: newKey(), outcome: 'KEEP', reason: '已核实', version: '1', print };
}

/** An agent of the firm who has not set a password yet. */
export async function newAgent({ data }: Place): Promise<{ accountId: string; uscc: string }> {
  const accountId = randomUUID();
  await data.accounts.create({
    ...{ accountId, signInName: accountId, displayName: '代理人乙', role: 'AGENT' },
    ...{ passwordHash: NO_PASSWORD, createdAt: NOW },
  });
  await data.accounts.giveMandate(accountId, { uscc: FIRM.uscc, validUntil: addDays(dayOf(NOW), 30) });
  return { accountId, uscc: FIRM.uscc };
}

const otherPhone = () =>
  ({ phone: newPhone(), way: 'CORRECTION', sourceId: newKey(), by: [{ accountId: 'bringer' }] }) as const;

/** An agent of the firm whose telephone was changed shortly before by somebody else. */
export async function newWaitingAgent(place: Place): Promise<{ accountId: string }> {
  const { accountId } = await newAgent(place);
  await place.data.accounts.setPhone(accountId, { ...otherPhone(), at: NOW });
  return { accountId };
}

/** The firm without an account, with another telephone that waits. */
export async function newWaitingFirm({ data }: Place): Promise<{ uscc: string }> {
  const { uscc } = CONTACT_FIRM;
  await data.enterprises.setPhone(uscc, { ...otherPhone(), at: NOW });
  return { uscc };
}

/** An official who has not set a password yet. */
export async function newOfficial({ data }: Place): Promise<{ accountId: string }> {
  const accountId = randomUUID();
  await data.accounts.create({
    ...{ accountId, signInName: accountId, displayName: '新进人员', role: 'TRAINER' },
    ...{ passwordHash: NO_PASSWORD, createdAt: NOW },
  });
  return { accountId };
}

export async function newEvidence({ data }: Place, name: CaseName): Promise<{ caseId: string; evidenceId: string }> {
  const [evidenceId, caseId] = [randomUUID(), caseIdOf(name)];
  const { accountId, role } = personOf('LEGAL_REP');
  await data.evidence.add({
    ...{ evidenceId, caseId, material: 'MAT2', fileName: '界内收据.pdf', contentType: 'application/pdf' },
    ...{ bytes: Buffer.from(`%PDF-1.4 ${evidenceId}`), uploadedBy: { accountId, role }, at: NOW, maxFiles: 1_000 },
  });
  return { caseId, evidenceId };
}

/** The letter of the case that waits for its signature, as its signer reads it. */
export async function newLetter({ data }: Place): Promise<{ caseId: string; contentHash: string }> {
  const caseId = caseIdOf('ready');
  const letter = await prepareLetter(data, { caseId, at: NOW });
  if (letter === null) throw new Error('no letter');
  const { contentHash } = letter;
  await tickStatements(data, { caseId, contentHash, accountId: personOf('LEGAL_REP').accountId, at: NOW });
  return { caseId, contentHash };
}

/** Another device of the representative, by the handle that the own account's page shows. */
export async function newDevice({ storeSession }: Place): Promise<{ handle: string }> {
  const id = randomUUID();
  await storeSession(id, personOf('LEGAL_REP').accountId);
  return { handle: sha256(id).slice(0, 32) };
}

export const newAgentForm = () => ({
  ...{ key: newKey(), uscc: FIRM.uscc, displayName: '代理人丙', idNumber: REPRESENTATIVE.idNumber },
  ...{ phone: newPhone(), validUntil: addDays(dayOf(NOW), 60) },
});
