import type { Response } from 'express';
import type { AuditRecord } from '../../data/index.js';
import { actOf, isActKind } from '../../domain/repair/judge.js';
import type { CaseHistory } from '../../queries/caseQueries.js';
import { formatDate, formatDateTime } from '../format.js';
import { whoDidIt } from './caseWords.js';

type Locals = Pick<Response['locals'], 't' | 'lang'>;

export interface TimelineItem {
  title: string;
  at: string;
  by: string;
  text: string;
  lines: readonly string[];
}

/** What a step's record holds, as `recordStep` writes it; anything else in it is left unread. */
interface StepFacts {
  from?: string;
  to?: string;
  reason?: string;
  /** Of a file that came or went. */
  material?: string;
  data?: {
    outcome?: string;
    deadline?: string;
    due?: string | Readonly<Record<string, string>>;
    version?: number;
    receiver?: string;
    hindrance?: string;
    round?: number;
    document?: string;
    changed?: readonly string[];
    confirmed?: readonly { material: string; seen: string }[];
    reasons?: readonly { code: string; text: string }[];
  };
}

/** Everything that happened, newest first, in words. */
export function timelineItems({ records, people }: CaseHistory, locals: Locals): TimelineItem[] {
  const { t, lang } = locals;
  return records.toReversed().map(record => {
    const facts = (record.data ?? {}) as StepFacts;
    return {
      title: titleOf(record, facts, locals),
      at: formatDateTime(new Date(record.at), lang),
      by: record.actor === undefined ? t('cases:who.system') : whoDidIt(record.actor, people, locals),
      text: textOf(record, facts, locals),
      lines: linesOf(facts, locals),
    };
  });
}

function titleOf({ kind }: AuditRecord, { material, data = {} }: StepFacts, { t }: Locals): string {
  const { outcome, deadline, receiver, hindrance, round, document, version } = data;
  const key = outcome === undefined ? kind : `${kind}${outcome}`;
  return t(`repair:eventForFirm.${key}`, {
    ...(deadline !== undefined && { deadline: t(`cases:deadline.name.${deadline}`) }),
    ...(receiver !== undefined && { receiver: t(`cases:receiver.${receiver}`) }),
    ...(hindrance !== undefined && { hindrance: t(`cases:exit.hindrance.${hindrance}`) }),
    ...(round !== undefined && { round }),
    ...(document !== undefined && { document: t(`cases:document.${document}`) }),
    ...(version !== undefined && { version }),
    ...materialIn(material, t),
  });
}

const materialIn = (material: string | undefined, t: Locals['t']) =>
  material === undefined ? {} : { material: t(`evidence:material.${material}`) };

function textOf({ kind }: AuditRecord, { from, to, reason, data = {} }: StepFacts, { t }: Locals): string {
  const moved = from !== undefined && to !== undefined && from !== to;
  return [
    moved ? t('cases:timeline.moved', { stage: t(`repair:stage.${to}`) }) : '',
    reason !== undefined && data.reasons === undefined && !isInternal(kind)
      ? t('cases:timeline.reason', { reason })
      : '',
    changedWords(data.changed ?? [], t),
  ]
    .filter(part => part !== '')
    .join(' ');
}

/** Whether the reason of the step is the office's own affair. */
const isInternal = (kind: string): boolean => isActKind(kind) && actOf(kind).internal === true;

const changedWords = (changed: readonly string[], t: Locals['t']): string =>
  changed.length === 0
    ? ''
    : t('cases:timeline.changed', {
        words: changed.map(field => t(`cases:answers.fields.${field}`)).join(t('cases:separator')),
      });

function linesOf({ data = {} }: StepFacts, { t, lang }: Locals): string[] {
  const reasons = (data.reasons ?? []).map(({ code, text }) =>
    text === ''
      ? t(`cases:returnReason.${code}`)
      : t('cases:timeline.returnReason', { words: t(`cases:returnReason.${code}`), text }),
  );
  const due = typeof data.due === 'object' ? Object.entries(data.due) : [];
  const days = due.map(([id, day]) =>
    t('cases:timeline.due', { deadline: t(`cases:deadline.name.${id}`), date: formatDate(day, lang) }),
  );
  const seen = (data.confirmed ?? []).map(({ material, seen: what }) =>
    t('cases:timeline.seen', { material: t(`evidence:material.${material}`), seen: what }),
  );
  return [...reasons, ...seen, ...days];
}
