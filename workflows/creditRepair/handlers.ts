import type { UpdateDefinition } from '@temporalio/common';
import { patched, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { refOf } from '../../src/domain/access/actor.js';
import { may, mayUse } from '../../src/domain/access/permissions.js';
import type { Refusal } from '../../src/domain/refusal.js';
import { applyRepairEvent, type RepairRules } from '../../src/domain/repair/applyRepairEvent.js';
import type { RepairEvent } from '../../src/domain/repair/events.js';
import { asksImpartiality, mayAct, mayEverAct, objectOf } from '../../src/domain/repair/mayAct.js';
import { refuseRepair } from '../../src/domain/repair/refusals.js';
import type { RepairCase } from '../../src/domain/repair/repairCase.js';
import { type CaseKeeper, refusalFailure } from './caseKeeper.js';
import { settleTraining } from './followUps.js';
import * as messages from './messages.js';

const { submissionFacts, loadRules, entryImporters } = proxyLocalActivities<
  Pick<Activities, 'submissionFacts' | 'loadRules' | 'entryImporters'>
>({ startToCloseTimeout: '10s', retry: { initialInterval: '200ms', maximumInterval: '5s' } });

type EventFor<Input> = (input: Input, at: number) => RepairEvent;

/** Registers one update: the validator refuses with the same pure functions that later decide, before anything is written. */
function on<Input extends messages.Act>(
  keeper: CaseKeeper,
  update: UpdateDefinition<RepairCase, [Input]>,
  { event, prepare, after }: { event: EventFor<Input>; prepare?: Prepare<Input>; after?: () => Promise<void> },
): void {
  const refusalOf = (input: Input, candidate: RepairEvent, rules?: RepairRules): Refusal | undefined => {
    if ('seenVersion' in input && (input.seenVersion as number) < keeper.memory.lastHumanVersion) {
      return { code: 'actedMeanwhile', clause: null };
    }
    const verdict = mayAct(keeper.case, input.actor, candidate.kind);
    if (!verdict.ok) return verdict.refusal;
    const step = applyRepairEvent(keeper.case, candidate, rules ?? keeper.memory.rules);
    return step.ok ? undefined : step.refusal;
  };
  // A form sent twice has one effect; its key alone opens the case to nobody.
  const isServed = (input: Input): boolean =>
    keeper.hasServed(input.key) && mayEverAct(keeper.case, input.actor, event(input, Date.now()).kind);
  setHandler(
    update,
    async (input: Input) => {
      if (isServed(input)) return keeper.case;
      const done = await keeper.inTurn(async () => {
        if (isServed(input)) return keeper.case;
        if (asksImpartiality(event(input, Date.now()).kind)) await learnImporters(keeper);
        const prepared = prepare === undefined ? { event: event(input, Date.now()) } : await prepare(input, Date.now());
        const refusal = refusalOf(input, prepared.event, prepared.rules);
        if (refusal !== undefined) throw refusalFailure(refusal);
        await keeper.take(prepared.event, prepared.rules);
        keeper.remember(input.key);
        return keeper.case;
      });
      await after?.();
      return after === undefined ? done : keeper.case;
    },
    {
      validator: (input: Input) => {
        keeper.requireHere();
        // Acts that need facts from the database are judged in the handler; here only who and where.
        if (keeper.isBusy || isServed(input)) return;
        const candidate = event(input, Date.now());
        const verdict = mayAct(keeper.case, input.actor, candidate.kind);
        const refusal = prepare === undefined ? refusalOf(input, candidate) : verdict.ok ? undefined : verdict.refusal;
        if (refusal !== undefined) throw refusalFailure(refusal);
      },
    },
  );
}

/** Nobody decides on an entry that he or she imported, be it after the case was opened (part 2 (a)). */
async function learnImporters(keeper: CaseKeeper): Promise<void> {
  if (!patched('importers-as-of-the-act')) return;
  keeper.learnImporters(await entryImporters({ entryId: keeper.case.entryId }));
}

/** An event with what was asked for it; `rules` where the case runs under other ones from this event on. */
interface Prepared {
  event: RepairEvent;
  rules?: RepairRules;
}
type Prepare<Input> = (input: Input, at: number) => Promise<Prepared>;

/** Every act of a person on the case, by its update. */
export function listenToPeople(keeper: CaseKeeper): void {
  listenToOpener(keeper);
  listenToApplicant(keeper);
  listenToDuties(keeper);
  listenToReviewers(keeper);
}

const notPermitted = () => refusalFailure(refuseRepair('notPermitted').refusal);

/** Tells the draft to the one who may start it: the role is asked at once, the firm and the county once they are known. */
function listenToOpener(keeper: CaseKeeper): void {
  setHandler(
    messages.openedUpdate,
    // In histories from before the actor was sent there is none.
    (input?: messages.OpenedInput) =>
      keeper.inTurn(() => {
        const object = objectOf(keeper.case);
        if (input !== undefined && !may(input.actor, 'case.start', object)) throw notPermitted();
        return Promise.resolve(keeper.case);
      }),
    {
      validator: ({ actor }: messages.OpenedInput) => {
        keeper.requireHere();
        if (!mayUse(actor, 'case.start')) throw notPermitted();
      },
    },
  );
}

function listenToApplicant(keeper: CaseKeeper): void {
  on(keeper, messages.registerUpdate, {
    event: ({ actor }, at) => ({ kind: 'register', at, by: refOf(actor) }),
    after: () => settleTraining(keeper),
  });
  on(keeper, messages.saveAnswersUpdate, {
    event: ({ actor, answers }, at) => ({
      ...{ kind: 'saveAnswers', at, by: refOf(actor), answers },
      ...(!keeper.letterFollowsAnswers && { keepsLetter: true }),
    }),
  });
  on(keeper, messages.extendTrainingUpdate, {
    event: ({ actor }, at) => ({ kind: 'extendTraining', at, by: refOf(actor) }),
  });
  on(keeper, messages.withdrawUpdate, {
    event: ({ actor, reason }, at) => ({ kind: 'withdraw', at, by: refOf(actor), reason }),
  });
  on(keeper, messages.resubmitUpdate, {
    event: ({ actor }, at) => ({ kind: 'resubmit', at, by: refOf(actor), evidenceIds: [], materials: [] }),
    prepare: async ({ actor }, at) => {
      const { evidenceIds, materials } = await submissionFacts({ caseId: keeper.case.caseId });
      return { event: { kind: 'resubmit', at, by: refOf(actor), evidenceIds, materials } };
    },
  });
  const signed = (input: messages.SignInput, at: number) => ({
    kind: 'sign' as const,
    at,
    by: refOf(input.actor),
    signatureId: input.signatureId,
    contentHash: input.contentHash,
  });
  on(keeper, messages.signUpdate, {
    event: (input, at) => ({
      ...signed(input, at),
      ...{ evidenceIds: [], materials: [], today: '', statementsTicked: false },
    }),
    prepare: async (input, at) => {
      const { caseId, certificateId } = keeper.case;
      const { signatureId, contentHash, actor } = input;
      const asked = { signatureId, contentHash, accountId: actor.accountId };
      const found = await submissionFacts({ caseId, signature: asked });
      // Histories of cases signed before these facts were asked for have none; they were judged by what the case held.
      const { signing = { statementsTicked: true, certificateId }, ...facts } = found;
      return { event: { ...signed(input, at), ...facts, ...signing } };
    },
  });
}

/** The firm's proof of duties beyond a fine, and the recognising authority's answer. */
function listenToDuties(keeper: CaseKeeper): void {
  on(keeper, messages.askAuthorityUpdate, {
    event: ({ actor, text }, at) => ({ kind: 'askAuthority', at, by: refOf(actor), text }),
  });
  on(keeper, messages.stateNoDutyUpdate, {
    event: ({ actor }, at) => ({ kind: 'stateNoDuty', at, by: refOf(actor) }),
  });
  on(keeper, messages.answerDutiesUpdate, {
    event: ({ actor, ...answer }, at) => ({
      ...{ kind: 'answerDuties', at, by: refOf(actor) },
      ...{ round: answer.round, outcome: answer.outcome, reason: answer.reason },
    }),
  });
}

const accepted = ({ actor, confirmed }: messages.AcceptInput, at: number, policyVersion: string): RepairEvent => ({
  ...{ kind: 'accept', at, by: refOf(actor), policyVersion },
  ...(confirmed !== undefined && { confirmed }),
});

function listenToReviewers(keeper: CaseKeeper): void {
  on(keeper, messages.claimUpdate, { event: ({ actor }, at) => ({ kind: 'claim', at, by: refOf(actor) }) });
  on(keeper, messages.releaseUpdate, { event: ({ actor }, at) => ({ kind: 'release', at, by: refOf(actor) }) });
  on(keeper, messages.takeOverUpdate, {
    event: ({ actor, reason }, at) => ({ kind: 'takeOver', at, by: refOf(actor), reason }),
  });
  on(keeper, messages.acceptUpdate, {
    event: (input, at) => accepted(input, at, keeper.memory.rules.policy.version),
    prepare: async (input, at) => {
      // The law of the day of acceptance is the law of the case from here on, where the case is accepted.
      const rules = await loadRules({ caseId: keeper.case.caseId });
      return { event: accepted(input, at, rules.policy.version), rules };
    },
  });
  on(keeper, messages.notAcceptUpdate, {
    event: ({ actor, reason }, at) => ({ kind: 'notAccept', at, by: refOf(actor), reason }),
  });
  on(keeper, messages.returnUpdate, {
    event: ({ actor, reasons }, at) => ({ kind: 'return', at, by: refOf(actor), reasons }),
  });
  on(keeper, messages.countyReviewUpdate, {
    event: ({ actor, outcome, reason }, at) => ({ kind: 'countyReview', at, by: refOf(actor), outcome, reason }),
  });
  on(keeper, messages.authorityOpinionUpdate, {
    event: ({ actor, outcome, reason }, at) => ({ kind: 'authorityOpinion', at, by: refOf(actor), outcome, reason }),
  });
  on(keeper, messages.cityDecisionUpdate, {
    event: ({ actor, outcome, reason }, at) => ({ kind: 'cityDecision', at, by: refOf(actor), outcome, reason }),
  });
  on(keeper, messages.extendUpdate, {
    event: ({ actor, reason }, at) => ({ kind: 'extend', at, by: refOf(actor), reason }),
  });
  on(keeper, messages.resumeUpdate, { event: ({ actor }, at) => ({ kind: 'resume', at, by: refOf(actor) }) });
}
