import type { UpdateDefinition } from '@temporalio/common';
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Actor } from '../../src/domain/access/actor.js';
import type { ActKind, InputOf } from '../../src/domain/repair/events.js';
import type { ActorRef } from '../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../src/domain/repair/stages.js';

export const creditRepairWorkflowName = 'creditRepair';

/** One workflow per list entry: Temporal itself refuses a second open case for the same entry. */
export const creditRepairWorkflowId = (entryId: string): string => `repair:${entryId}`;

/** Type of the failure of an update that met a run at its end: sent again, it reaches the run that goes on. */
export const HANDED_OVER = 'HandedOver';

/** Type of the failure of a letter whose paper cannot be made; its detail is the cause as a code. */
export const LETTER_NOT_MADE = 'LetterNotMade';

export interface CreditRepairInput {
  caseId: string;
  reference: string;
  entryId: string;
  openedBy: ActorRef;
  assisted: boolean;
}

/** What every update carries: who, and the form's one-time key, so that a repeated form has one effect. */
export interface Sent {
  actor: Actor;
  key: string;
}

/** An act as it is sent: what its form holds, beside who sends it and what was on the page. */
export type ActMessage<Kind extends ActKind = ActKind> = Kind extends ActKind
  ? Sent &
      InputOf<Kind> & {
        /** The version the reviewer's page showed; an older one than the last act of a person means that someone acted meanwhile. */
        seenVersion?: number;
      }
  : never;

/** An administrator's word that a stuck exit be tried again now; its form counts once. */
export interface RetryExitInput {
  key: string;
  by: ActorRef;
}

/** What a stored act answers: enough to lead on; pages read the rest. */
export interface Taken {
  version: number;
  stage: RepairStage;
}

/** Sent with the start: answers once the draft is stored, or refuses with the rule that stands against a repair. */
export const openedUpdate = defineUpdate<Taken & { caseId: string }, [Pick<Sent, 'actor'>]>('opened');

/** Each act of a person is one update of its name. */
export const actUpdate = <Kind extends ActKind>(kind: Kind): UpdateDefinition<Taken, [ActMessage<Kind>]> =>
  defineUpdate<Taken, [ActMessage<Kind>]>(kind);

/** Facts nobody waits for: the person finished the courses, passed or used up the quiz. The workflow checks them with an activity. */
export const trainingProgressedSignal = defineSignal<[{ accountId: string }]>('trainingProgressed');
/** An official's account was disabled: what he or she holds goes back to the desk. */
export const holderLeftSignal = defineSignal<[{ accountId: string }]>('holderLeft');
/** The working-day calendar changed: running deadlines are computed anew. */
export const calendarChangedSignal = defineSignal('calendarChanged');
export const retryExitSignal = defineSignal<[RetryExitInput]>('retryExit');
