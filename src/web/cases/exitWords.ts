import { exitProgressOf, missingReceivers } from '../../domain/repair/exitProgress.js';
import { EXIT_RECEIVERS } from '../../domain/repair/receivers.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { formatDateTime } from '../format.js';
import type { Locals } from './casePresenter.js';

export interface ExitWords {
  answered: number;
  all: number;
  text: string;
  registers: readonly { key: string; tag: { text: string; colour: string } }[];
  /** Which are missing, what stands in the way, when all is tried again. */
  lines: readonly string[];
}

const COLOURS = { ANSWERED: 'green', AWAITED: 'grey', REFUSED: 'red' } as const;

/** How far the registers are with an exit under way; null in every other stage. */
export function exitWords(repairCase: RepairCase, locals: Locals): ExitWords | null {
  if (repairCase.stage !== 'EXITING') return null;
  const { t } = locals;
  const missing = missingReceivers(repairCase);
  const { refusing } = exitProgressOf(repairCase);
  const all = EXIT_RECEIVERS.length;
  const answered = all - missing.length;
  const name = (receiver: string) => t(`cases:receiver.${receiver}`);
  return {
    answered,
    all,
    text: t('cases:exit.answered', { done: answered, all }),
    registers: EXIT_RECEIVERS.map(receiver => {
      const state = refusing.includes(receiver) ? 'REFUSED' : missing.includes(receiver) ? 'AWAITED' : 'ANSWERED';
      return { key: name(receiver), tag: { text: t(`cases:exit.state.${state}`), colour: COLOURS[state] } };
    }),
    lines: [
      ...(missing.length === 0
        ? []
        : [t('cases:exit.missing', { words: missing.map(name).join(t('cases:separator')) })]),
      ...hindranceLines(repairCase, locals),
    ],
  };
}

function hindranceLines(repairCase: RepairCase, { t, lang }: Locals): string[] {
  const { round, hindrance, nextRoundAt } = exitProgressOf(repairCase);
  return [
    ...(round > 1 ? [t('cases:exit.round', { round })] : []),
    ...(hindrance === undefined ? [] : [t('cases:exit.stuck', { hindrance: t(`cases:exit.hindrance.${hindrance}`) })]),
    ...(nextRoundAt === undefined
      ? []
      : [t('cases:exit.nextRound', { at: formatDateTime(new Date(nextRoundAt), lang) })]),
  ];
}
