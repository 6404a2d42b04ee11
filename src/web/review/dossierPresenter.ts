import { changedAnswers } from '../../domain/repair/caseAnswers.js';
import { type MaterialState, materialState, requiredMaterials } from '../../domain/repair/materials.js';
import type { CaseAnswers, Confirmation, ReturnNotice, Submission } from '../../domain/repair/repairCase.js';
import { materialFacts } from '../../facts/materials.js';
import type { ReviewDossier } from '../../queries/reviewQueries.js';
import { requestLines } from '../evidence/evidencePages.js';
import { isPdf, pdfPages } from '../evidence/pdfPages.js';
import { formatDate, formatDateTime, formatNumber } from '../format.js';
import type { Translate } from '../i18n.js';
import { ruleWords } from '../law/sourceWords.js';
import { paths } from '../paths.js';
import type { Dossier } from './dossier.js';
import type { QueueReader } from './queueReader.js';

const ANSWER_FIELDS = ['performance', 'receiptNumber', 'paidAmount', 'paidOn', 'improvement'] as const;
const KILOBYTE = 1024;

export const answerRows = (answers: CaseAnswers, t: Translate) =>
  ANSWER_FIELDS.map(field => ({
    key: t(`review:answer.${field}`),
    ...(answers[field].includes('\n')
      ? { lines: answers[field].split(/\r?\n/).filter(line => line.trim() !== '') }
      : { value: answers[field] }),
  }));

/** Files in place: they open inside the page on demand, so that each look is a deliberate and logged one. */
export function evidenceFiles({ evidence, view, outlines, look }: Dossier, { t, lang }: QueueReader) {
  const { caseId } = view.case;
  return evidence
    .filter(({ removedAt }) => removedAt === undefined)
    .map(item => ({
      material: t(`review:material.${item.material}`),
      fileName: item.fileName,
      isImage: !isPdf(item),
      file: paths.evidence.file.build({ caseId, evidenceId: item.evidenceId }),
      facts: t('review:evidence.facts', {
        size: formatNumber(Math.max(1, Math.round(item.size / KILOBYTE)), lang),
        at: formatDateTime(new Date(item.at), lang),
      }),
      sha256: item.sha256,
      ...pdfPages(item, outlines.get(item.sha256), { t, look }),
    }));
}

/** The checklist of part 3.3: what is needed, who brings it, whether it is there or who has seen it. */
export function checklist(
  { view, entry, evidence, names }: ReviewDossier,
  { t, lang }: Pick<QueueReader, 't' | 'lang'>,
) {
  const { case: repairCase } = view;
  const { entryFacts, atHand } = materialFacts(repairCase, { entry, evidence });
  const there = new Set(atHand);
  if (repairCase.letterId !== undefined) there.add('MAT1');
  if (repairCase.certificateId !== undefined) there.add('MAT6');
  return requiredMaterials(entryFacts, repairCase).map(rule => {
    const state = materialState(rule, repairCase, there);
    const note = [
      t('review:check.source', { rule: ruleWords(rule.source, lang) }),
      rule.variant === 'ENTRY_RECORD' && entry !== null
        ? t('review:check.entry', { number: entry.decisionNumber, date: formatDate(entry.decisionDate, lang) })
        : '',
      ...(rule.code === 'MAT2' ? requestLines(repairCase, { t, lang }) : []),
      seenWords(repairCase.confirmations, rule.code, { t, lang, names }),
    ];
    return [
      { text: t(`review:material.${rule.code}`), note: t(`review:variant.${rule.variant}`), header: true },
      {
        tag: { text: t(`review:check.is.${state}`), colour: STATE_COLOURS[state] },
        note: note.filter(part => part !== '').join(' '),
      },
    ];
  });
}

const STATE_COLOURS = {
  THERE: 'green',
  CONFIRMED: 'green',
  TO_CONFIRM: 'orange',
  MISSING: 'red',
  OPTIONAL: 'grey',
} as const satisfies Record<MaterialState, string>;

/** Who has seen what of a material that was not filed as a paper, and when. */
function seenWords(
  confirmations: readonly Confirmation[] = [],
  code: string,
  { t, lang, names }: Pick<QueueReader, 't' | 'lang'> & Pick<ReviewDossier, 'names'>,
): string {
  const found = confirmations.findLast(({ material }) => material === code);
  if (found === undefined) return '';
  const { by, at, seen } = found;
  const who = names.get(by.accountId) ?? t(`common:roles.${by.role}`);
  return t('review:check.seen', { who, at: formatDateTime(new Date(at), lang), seen });
}

export function letterCard({ letter, view }: ReviewDossier, { t, lang }: QueueReader) {
  if (letter === null) return { shown: false, void: view.case.letterVoid };
  return {
    shown: true,
    void: view.case.letterVoid,
    href: paths.cases.document.build({ caseId: view.case.caseId, documentId: letter.documentId }),
    rows: [
      { key: t('review:letter.issued'), value: formatDateTime(new Date(letter.at), lang) },
      { key: t('review:letter.hash'), value: letter.sha256, mono: true },
      { key: t('review:letter.code'), value: letter.verificationCode ?? '', mono: true },
    ],
  };
}

export function returnLines({ reasons }: Pick<ReturnNotice, 'reasons'>, t: Translate): string[] {
  return reasons.map(({ code, text }) => {
    const label = t('review:reason.withCode', { code, text: t(`review:reason.${code}`) });
    return text === '' ? label : t('review:reason.withDetail', { label, detail: text });
  });
}

/** Every formal submission, newest first, with what changed against the one before. */
export function versions(dossier: ReviewDossier, reader: QueueReader) {
  const { submissions } = dossier.view.case;
  return submissions
    .map((filed, place) => {
      const before = submissions[place - 1];
      return {
        title: reader.t('review:version.title', { version: filed.version }),
        at: formatDateTime(new Date(filed.at), reader.lang),
        changes: before === undefined ? [] : differences({ before, after: filed }, dossier, reader.t),
        first: before === undefined,
        answers: answerRows(filed.answers, reader.t),
        files: filed.evidenceIds.map(evidenceId => ({
          text: fileName(dossier, evidenceId),
          href: paths.evidence.show.build({ caseId: dossier.view.case.caseId, evidenceId }),
        })),
        letterHref: paths.cases.document.build({ caseId: dossier.view.case.caseId, documentId: filed.letterId }),
        returned: filed.returned === undefined ? [] : returnLines(filed.returned, reader.t),
      };
    })
    .reverse();
}

interface Pair {
  readonly before: Submission;
  readonly after: Submission;
}

function differences({ before, after }: Pair, dossier: ReviewDossier, t: Translate): string[] {
  const words = changedAnswers(before.answers, after.answers).map(field =>
    t('review:version.answerChanged', {
      field: t(`review:answer.${field}`),
      before: before.answers[field] === '' ? t('common:none') : before.answers[field],
      after: after.answers[field] === '' ? t('common:none') : after.answers[field],
    }),
  );
  const added = after.evidenceIds.filter(id => !before.evidenceIds.includes(id));
  const removed = before.evidenceIds.filter(id => !after.evidenceIds.includes(id));
  const letter = before.letterId === after.letterId ? [] : [t('review:version.newLetter')];
  return [
    ...words,
    ...added.map(id => t('review:version.fileAdded', { name: fileName(dossier, id) })),
    ...removed.map(id => t('review:version.fileRemoved', { name: fileName(dossier, id) })),
    ...letter,
  ];
}

const fileName = ({ evidence }: ReviewDossier, id: string): string =>
  evidence.find(({ evidenceId }) => evidenceId === id)?.fileName ?? id;
