import { randomUUID } from 'node:crypto';
import type { CaseCommands, CaseOutcome, StartOutcome } from '../commands/caseCommands.js';
import { prepareLetter, recordSignature } from '../commands/signatureCommands.js';
import type { DataAccess } from '../data/index.js';
import type { ListEntry } from '../data/listEntry.js';
import type { Actor, Role } from '../domain/access/actor.js';
import { addMonths, dayOf, yearOf } from '../domain/calendarDay.js';
import { caseReference } from '../domain/repair/caseReference.js';
import type { RepairCase } from '../domain/repair/repairCase.js';
import type { RepairStage } from '../domain/repair/stages.js';
import { representativeFirms } from './entries.js';
import { DEMO_AUTHORITY, DEMO_COUNTY } from './people.js';
import { representativeId } from './seedLists.js';

interface Parking {
  data: DataAccess;
  commands: CaseCommands;
  clock: () => number;
}

/** How far each demonstration representative's case has come; the first has none yet. */
const PLACES = [
  'NONE',
  'TRAINING',
  'READY_TO_SIGN',
  'SUBMITTED',
  'RETURNED',
  'COUNTY_REVIEW',
  'AUTHORITY_OPINION',
  'CITY_REVIEW',
  'REPAIRED',
  'REJECTED',
] as const;

const person = (name: string, role: Role, scope: Partial<Actor> = {}): Actor => ({
  ...{ accountId: `demo:${name}`, role, usccs: [], interests: [] },
  ...scope,
});
const county = person('county', 'COUNTY_REVIEWER', { county: DEMO_COUNTY });
const authority = person('authority', 'AUTHORITY_OFFICER', { authorityId: DEMO_AUTHORITY });
const city = person('city', 'CITY_REVIEWER');

const ANSWERS = {
  performance: '罚款已按决定书全额缴纳，问题已整改完毕。',
  receiptNumber: '豫财票 0012345',
  paidAmount: '8000',
  improvement: '设立信用专员，每季度自查一次；建立隐患台账并按期整改；全体员工每年培训两次。',
};
/** The smallest PDF that readers open: stands for a scanned receipt. */
const SCAN = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Parks one case at every stage that screens show, by the same commands that people use. */
export async function parkCases(parking: Parking): Promise<void> {
  const firms = representativeFirms(dayOf(parking.clock()));
  await Promise.all(
    PLACES.map(async (place, index) => {
      const firm = firms[index];
      if (place === 'NONE' || firm === undefined) return;
      const entry = (await parking.data.entries.ofUscc(firm.enterprise.uscc))[0];
      if (entry !== undefined) await park(parking, { entry, index, place });
    }),
  );
}

async function park(
  parking: Parking,
  { entry, index, place }: { entry: ListEntry; index: number; place: (typeof PLACES)[number] },
): Promise<void> {
  const rep = person('', 'LEGAL_REP', { accountId: representativeId(index), usccs: [entry.uscc] });
  const story = new Story(parking, entry, rep);
  await story.open();
  if (place === 'TRAINING') return;
  await story.prepare(index);
  if (place === 'READY_TO_SIGN') return;
  await story.sign();
  if (place === 'SUBMITTED') return;
  if (place === 'RETURNED') {
    const reasons = [{ code: 'R04' as const, text: '缴款凭证不清晰，看不到决定书文号，请重新上传。' }];
    await story.act('return', county, { reasons });
    return;
  }
  await story.act('accept', county);
  if (place === 'COUNTY_REVIEW') return;
  await story.act('countyReview', county, { outcome: 'POSITIVE', reason: '材料齐全，义务已履行。' });
  if (place === 'AUTHORITY_OPINION') return;
  const agrees = place !== 'REJECTED';
  const reason = agrees ? '经核实，义务已全部履行，同意。' : '现场核查发现整改不到位，不同意移出。';
  await story.act('authorityOpinion', authority, { outcome: agrees ? 'POSITIVE' : 'NEGATIVE', reason });
  if (place === 'REPAIRED') await story.act('cityDecision', city, { outcome: 'POSITIVE', reason: '同意修复。' });
}

type Review = 'return' | 'accept' | 'countyReview' | 'authorityOpinion' | 'cityDecision';

/** One case told by its commands; every step waits until the read model shows it. */
class Story {
  readonly #parking: Parking;
  readonly #entry: ListEntry;
  readonly #rep: Actor;
  readonly #caseId = randomUUID();

  constructor(parking: Parking, entry: ListEntry, rep: Actor) {
    this.#parking = parking;
    this.#entry = entry;
    this.#rep = rep;
  }

  async open(): Promise<void> {
    const { data, commands, clock } = this.#parking;
    const { county: adcode, entryId } = this.#entry;
    const year = yearOf(dayOf(clock()));
    const reference = caseReference(adcode, year, await data.counters.next(`case:${adcode}:${String(year)}`));
    done(await commands.start({ caseId: this.#caseId, reference, entryId, actor: this.#rep, assisted: false }));
    done(await commands.register({ entryId, actor: this.#rep, key: randomUUID() }));
    await this.#until('TRAINING');
  }

  /** Answers, evidence and a training certificate: the case is ready to be signed. */
  async prepare(index: number): Promise<void> {
    const { data, commands, clock } = this.#parking;
    const { entryId, uscc, representativeName } = this.#entry;
    const at = clock();
    const answers = { ...ANSWERS, paidOn: addMonths(dayOf(at), -5) };
    done(await commands.saveAnswers({ entryId, actor: this.#rep, key: randomUUID(), answers }));
    for (const material of ['MAT2', 'MAT3']) {
      const by = { accountId: this.#rep.accountId, role: this.#rep.role };
      const file = { evidenceId: randomUUID(), caseId: this.#caseId, material, fileName: `${material}.pdf` };
      await data.evidence.add({
        ...file,
        contentType: 'application/pdf',
        bytes: SCAN,
        uploadedBy: by,
        at,
        maxFiles: 20,
      });
    }
    const today = dayOf(at);
    const id = `demo-rep-${String(index)}`;
    await data.certificates.issue({
      ...{ certificateId: id, attemptId: id, accountId: this.#rep.accountId, personName: representativeName },
      ...{
        number: `TC-${today.slice(0, 4)}-R${String(index).padStart(5, '0')}`,
        usccs: [uscc],
        score: 92,
        minutes: 190,
      },
      ...{ issuedOn: today, validUntil: `${String(yearOf(today) + 1)}${today.slice(4)}` },
    });
    await commands.trainingProgressed({ entryId, accountId: this.#rep.accountId });
    await this.#until('READY_TO_SIGN');
  }

  async sign(): Promise<void> {
    const { data, commands, clock } = this.#parking;
    const { entryId, representativeName } = this.#entry;
    const [caseId, at] = [this.#caseId, clock()];
    const prepared = await prepareLetter(data, { caseId, at, watchMonths: 12, lockMonths: 36 });
    if (prepared === null) throw new Error('the demonstration letter could not be prepared');
    const { contentHash } = prepared;
    const signatureId = `demo:${caseId}`;
    const where = { ip: '127.0.0.1', device: '演示', at };
    const { accountId } = this.#rep;
    await recordSignature(data, {
      signatureId,
      caseId,
      accountId,
      contentHash,
      typedName: representativeName,
      ...where,
    });
    done(await commands.sign({ entryId, actor: this.#rep, key: randomUUID(), signatureId, contentHash }));
    await this.#until('SUBMITTED');
  }

  async act(name: Review, actor: Actor, input: object = {}): Promise<void> {
    const { data, commands } = this.#parking;
    const seenVersion = (await data.cases.find(this.#caseId))?.case.version ?? 0;
    const command = commands[name] as (act: object) => Promise<CaseOutcome>;
    done(await command({ entryId: this.#entry.entryId, actor, key: randomUUID(), seenVersion, ...input }));
  }

  async #until(stage: RepairStage): Promise<RepairCase> {
    for (let tries = 0; tries < 300; tries += 1) {
      const view = await this.#parking.data.cases.find(this.#caseId);
      if (view?.case.stage === stage) return view.case;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`the demonstration case never reached ${stage}`);
  }
}

function done(outcome: CaseOutcome | StartOutcome): void {
  if (outcome.ok) return;
  throw new Error(outcome.pending === true ? 'no worker answered' : `refused: ${outcome.refusal.code}`);
}
