import type { Response } from 'express';
import type { ListEntry } from '../../data/index.js';
import { ENDED_STATES } from '../../domain/entries/entryEnd.js';
import { isClosed, type RepairStage } from '../../domain/repair/stages.js';
import { formatDate } from '../format.js';

/** What readers of an open case must know where the publication of its entry is over; empty where it is not. */
export function endedEntryText(
  { entry, stage }: { entry: ListEntry | null; stage: RepairStage },
  { t, lang }: Pick<Response['locals'], 't' | 'lang'>,
): string {
  const ended = ENDED_STATES.find(state => state === entry?.state);
  if (entry === null || ended === undefined || isClosed(stage)) return '';
  return t(`cases:entryEnded.${ended}`, { date: formatDate(entry.publicUntil, lang) });
}
