import type { Request } from 'express';
import type { Actor } from '../../domain/access/actor.js';
import { type Outcome, OUTCOMES } from '../../domain/proceeding/form.js';
import type { Refusal } from '../../domain/refusal.js';
import { REASON_LENGTH, type RepairRules } from '../../domain/repair/act.js';
import { openConfirmations, type Seen, SEEN_LENGTH } from '../../domain/repair/confirmations.js';
import type { ActKind } from '../../domain/repair/events.js';
import { actOf, judgeAct, sentAct } from '../../domain/repair/judge.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { type Material, MATERIALS, RETURN_REASONS, type ReturnReason } from '../../domain/repair/stages.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { fieldList, fields } from '../middleware/setUpBodies.js';
import { asks } from './reviewActs.js';

export const DETAIL_LENGTH = 500;

/** What the reviewer filled in, as typed. */
export interface ActValues {
  readonly key: string;
  readonly seenVersion: number;
  readonly outcome: Outcome | '';
  readonly reason: string;
  readonly codes: readonly ReturnReason[];
  readonly details: Readonly<Partial<Record<ReturnReason, string>>>;
  /** What was seen of materials that were not filed as papers. */
  readonly seen: Readonly<Partial<Record<Material, string>>>;
  readonly step: 'send' | 'confirmed' | 'edit';
}

export interface ActFault {
  readonly field: string;
  /** Key of the words. */
  readonly word: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

const KEY = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const STEPS = { confirmed: 'confirmed', edit: 'edit' } as const;

export const detailField = (code: ReturnReason): string => `detail_${code}`;
export const seenField = (code: Material): string => `seen_${code}`;

/** Reads a posted act. A form that no page of ours sends (no key, no version, unknown choice) is 400. */
export function readAct(req: Request): ActValues {
  const sent = fields(req, ['codes']);
  const { key, seenVersion } = readToken(sent);
  const outcome = OUTCOMES.find(known => known === sent['outcome']) ?? '';
  const wanted = fieldList(req, 'codes');
  if (wanted.some(code => !RETURN_REASONS.some(known => known === code))) throw new HttpProblem(400, 'unknown reason');
  const codes = RETURN_REASONS.filter(code => wanted.includes(code));
  const details = Object.fromEntries(RETURN_REASONS.map(code => [code, (sent[detailField(code)] ?? '').trim()]));
  const seen = Object.fromEntries(
    MATERIALS.flatMap(code => (sent[seenField(code)] === undefined ? [] : [[code, sent[seenField(code)]?.trim()]])),
  );
  const step = sent['step'] === 'confirmed' || sent['step'] === 'edit' ? STEPS[sent['step']] : 'send';
  return { key, seenVersion, outcome, reason: (sent['reason'] ?? '').trim(), codes, details, seen, step };
}

/** The one-time key and the version the page showed. */
export function readToken(sent: Readonly<Record<string, string | undefined>>): { key: string; seenVersion: number } {
  const key = sent['key'] ?? '';
  const seen = sent['seenVersion'] ?? '';
  if (!KEY.test(key) || !/^\d{1,9}$/.test(seen)) throw new HttpProblem(400, 'form without its key or version');
  return { key, seenVersion: Number(seen) };
}

/** The outcome that counts: an act without a choice is a plain yes. */
export const outcomeOf = ({ outcome }: ActValues): Outcome => (outcome === '' ? 'POSITIVE' : outcome);

/** What is wrong before any rule is asked: no choice made, a return reason without what is wrong with it, a text too long to keep. */
export function formFaults(act: ActKind, values: ActValues, repairCase: RepairCase): ActFault[] {
  const faults: ActFault[] = [];
  if (asks(act, 'outcome', repairCase) && values.outcome === '') {
    faults.push({ field: 'outcome', word: 'review:error.outcomeMissing' });
  }
  if (values.reason.length > REASON_LENGTH) {
    faults.push({ field: 'reason', word: 'review:error.tooLong', values: { most: REASON_LENGTH } });
  }
  for (const code of values.codes) {
    const { length } = values.details[code] ?? '';
    if (length === 0) faults.push({ field: detailField(code), word: 'review:error.detailMissing', values: { code } });
    if (length <= DETAIL_LENGTH) continue;
    faults.push({ field: detailField(code), word: 'review:error.tooLong', values: { most: DETAIL_LENGTH } });
  }
  if (asks(act, 'seenMaterials', repairCase)) faults.push(...confirmationFaults(values, repairCase));
  return faults;
}

/** What was not filed as a paper must be seen by whoever accepts, who writes down what it was. */
function confirmationFaults({ seen }: ActValues, repairCase: RepairCase): ActFault[] {
  return openConfirmations(repairCase).flatMap((code): ActFault[] => {
    const text = seen[code] ?? '';
    const field = seenField(code);
    if (text === '') return [{ field, word: 'review:error.seenMissing' }];
    return text.length <= SEEN_LENGTH ? [] : [{ field, word: 'review:error.tooLong', values: { most: SEEN_LENGTH } }];
  });
}

/** What the form says was seen of each material. */
export const confirmedOf = ({ seen }: ActValues): Seen[] =>
  MATERIALS.flatMap(material => (seen[material] === undefined ? [] : [{ material, seen: seen[material] }]));

export const reasonsOf = ({ codes, details }: ActValues): { code: ReturnReason; text: string }[] =>
  codes.map(code => ({ code, text: details[code] ?? '' }));

/** What each input of a form holds, as the act carries it. */
const VALUES: Readonly<Record<string, (values: ActValues) => unknown>> = {
  reason: ({ reason }) => reason,
  outcome: outcomeOf,
  returnReasons: reasonsOf,
  seenMaterials: confirmedOf,
};

/** What the act carries of what was filled in. */
export const inputOf = (act: ActKind, values: ActValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(actOf(act).form ?? {}).map(([name, { input }]) => [name, VALUES[input]?.(values)]));

/** Asks the same rules the workflow asks, so that the page can answer at once; null where nothing stands against it. */
export function foreseenRefusal(
  repairCase: RepairCase,
  { act, values, ...sent }: { act: ActKind; actor: Actor; values: ActValues; at: number },
  rules: RepairRules,
): Refusal | null {
  const event = sentAct(act, sent, { policyVersion: rules.policy.version, ...inputOf(act, values) });
  const step = judgeAct(repairCase, { actor: sent.actor, event }, rules);
  return step.ok ? null : step.refusal;
}

/** The field a refusal belongs to; empty where it concerns the case and not what was typed. */
export function fieldOfRefusal({ code, values }: Refusal): string {
  if (code === 'reasonMissing') return 'reason';
  if (code === 'returnReasonMissing') return 'codes';
  const bare = code === 'returnTextMissing' ? RETURN_REASONS.find(reason => reason === values?.['reason']) : undefined;
  return bare === undefined ? '' : detailField(bare);
}
