import { proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { may, mayUse } from '../../src/domain/access/permissions.js';
import type { Refusal } from '../../src/domain/refusal.js';
import type { RepairRules, RepairTypes } from '../../src/domain/repair/act.js';
import type { ActKind, Transition } from '../../src/domain/repair/events.js';
import {
  ACT_KINDS,
  actOf,
  asksImpartiality,
  judgeAct,
  mayActUnder,
  mayEverAct,
  objectOf,
  sentAct,
} from '../../src/domain/repair/judge.js';
import { refuseRepair } from '../../src/domain/repair/refusals.js';
import { QUICK } from '../quickActivity.js';
import { type CaseKeeper, refusalFailure } from './caseKeeper.js';
import { whatFollows } from './followUps.js';
import { type ActMessage, actUpdate, openedUpdate, type Sent, type Taken } from './messages.js';

const { submissionFacts, loadRules, entryNow } =
  proxyLocalActivities<Pick<Activities, 'submissionFacts' | 'loadRules' | 'entryNow'>>(QUICK);

/** Every act of a person on the case, by its update. */
export function listenToPeople(keeper: CaseKeeper): void {
  listenToOpener(keeper);
  for (const kind of ACT_KINDS) listenTo(keeper, kind);
}

/** What was found for an act; `rules` where the case runs under other ones from it on. */
interface Found {
  facts?: object;
  rules?: RepairRules;
}

/** How each kind of facts is found that an act asks for before it is judged. */
const FACTS: {
  readonly [Name in keyof RepairTypes['facts']]: (keeper: CaseKeeper, message: ActMessage) => Promise<Found>;
} = {
  filed: async ({ case: repairCase }) => ({ facts: await submissionFacts({ case: repairCase }) }),
  signing: async ({ case: repairCase }, message) => {
    const { signatureId, contentHash, actor } = message as ActMessage<'sign'>;
    const { signing, ...filed } = await submissionFacts({
      case: repairCase,
      signature: { signatureId, contentHash, accountId: actor.accountId },
    });
    return { facts: { ...filed, ...signing } };
  },
  // The law of the day of acceptance is the law of the case from here on, where the case is accepted.
  lawOfTheDay: async ({ case: { caseId, listType, tier } }) => {
    const rules = await loadRules({ caseId, listType, tier });
    return { facts: { policyVersion: rules.policy.version }, rules };
  },
};

/** Registers one act: before it is accepted, and again in its turn, the same rules are asked that the pages asked. */
function listenTo(keeper: CaseKeeper, kind: ActKind): void {
  const asked = actOf(kind).facts;
  // A form sent twice has one effect; its key alone opens the case to nobody.
  const isServed = ({ key, actor }: ActMessage): boolean =>
    keeper.hasServed(key) && mayEverAct(keeper.case, actor, kind);

  const judged = (message: ActMessage, { facts, rules = keeper.memory.rules }: Found): Transition => {
    const overtaken = overtakenBy(keeper, message);
    if (overtaken !== undefined) return { ok: false, refusal: overtaken };
    const { actor } = message;
    const event = sentAct(kind, { actor, at: Date.now() }, { ...valuesOf(message, kind), ...facts });
    return judgeAct(keeper.case, { actor, event }, rules);
  };

  const takeOnce = async (message: ActMessage): Promise<void> => {
    if (isServed(message)) return;
    if (asksImpartiality(kind)) await learnEntry(keeper);
    const found = asked === undefined ? {} : await FACTS[asked](keeper, message);
    const act = judged(message, found);
    const rules = found.rules ?? keeper.memory.rules;
    await keeper.store([act, ...(act.ok ? await whatFollows(act.case, rules) : [])], rules);
    keeper.remember(message.key);
  };

  setHandler(
    actUpdate(kind),
    (message: ActMessage): Promise<Taken> =>
      keeper.inTurn(async () => {
        await takeOnce(message);
        return keeper.answer;
      }),
    {
      validator: (message: ActMessage) => {
        keeper.requireHere();
        if (keeper.isBusy || isServed(message)) return;
        // Acts that need facts from the database are judged whole in their turn; here only who and where.
        const verdict =
          asked === undefined
            ? judged(message, {})
            : mayActUnder(keeper.case, message.actor, { kind, rules: keeper.memory.rules });
        if (!verdict.ok) throw refusalFailure(verdict.refusal);
      },
    },
  );
}

/** What the act's form names of what was sent; nothing else of it counts. */
const valuesOf = (message: ActMessage, kind: ActKind): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.keys(actOf(kind).form ?? {}).map(name => [
      name,
      (message as object as Readonly<Record<string, unknown>>)[name],
    ]),
  );

function overtakenBy(keeper: CaseKeeper, { seenVersion }: ActMessage): Refusal | undefined {
  const isOld = seenVersion !== undefined && seenVersion < keeper.memory.lastHumanVersion;
  return isOld ? { code: 'actedMeanwhile', clause: null } : undefined;
}

/** Nobody decides on an entry that he or she imported, be it after the case was opened (part 2 (a)). */
async function learnEntry(keeper: CaseKeeper): Promise<void> {
  const { caseId, entryId, county } = keeper.case;
  keeper.learnEntry(await entryNow({ caseId, entryId, county }));
}

const notPermitted = () => refusalFailure(refuseRepair('notPermitted').refusal);

/** Answers with the draft to the one who may start it: the role is asked at once, the firm and the county once they are known. */
function listenToOpener(keeper: CaseKeeper): void {
  setHandler(
    openedUpdate,
    ({ actor }) =>
      keeper.inTurn(() => {
        if (!may(actor, 'case.start', objectOf(keeper.case))) throw notPermitted();
        return Promise.resolve({ ...keeper.answer, caseId: keeper.case.caseId });
      }),
    {
      validator: ({ actor }: Pick<Sent, 'actor'>) => {
        keeper.requireHere();
        if (!mayUse(actor, 'case.start')) throw notPermitted();
      },
    },
  );
}
