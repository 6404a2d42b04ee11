import { OUTCOMES } from '../../domain/proceeding/form.js';
import type { Refusal } from '../../domain/refusal.js';
import { REASON_LENGTH } from '../../domain/repair/act.js';
import { openConfirmations, SEEN_LENGTH } from '../../domain/repair/confirmations.js';
import type { ActKind } from '../../domain/repair/events.js';
import { actOf } from '../../domain/repair/judge.js';
import { RETURN_REASONS } from '../../domain/repair/stages.js';
import { returnReasonLines } from '../cases/casePresenter.js';
import { refusalText } from '../cases/refusalWords.js';
import type { Translate } from '../i18n.js';
import { caseHead, opinions, timeline } from './casePresenter.js';
import type { Dossier } from './dossier.js';
import { answerRows, checklist, evidenceFiles, letterCard, returnLines } from './dossierPresenter.js';
import { trailQuery } from './queueForm.js';
import type { QueueReader } from './queueReader.js';
import {
  type ActFault,
  type ActValues,
  confirmedOf,
  DETAIL_LENGTH,
  detailField,
  outcomeOf,
  reasonsOf,
  seenField,
} from './reviewActForm.js';
import { actAddress, asks, onlyRecords, variantOf } from './reviewActs.js';

interface ShownError {
  readonly field: string;
  readonly text: string;
}

export interface ActPage {
  readonly act: ActKind;
  readonly values: ActValues;
  readonly faults?: readonly ActFault[];
  readonly refusal?: { readonly refusal: Refusal; readonly field: string } | undefined;
  readonly pending?: boolean;
}

function errorsOf({ faults = [], refusal }: ActPage, reader: QueueReader): ShownError[] {
  const { t } = reader;
  const typed = faults.map(({ field, word, values }) => ({ field, text: t(word, { ...values }) }));
  return refusal === undefined
    ? typed
    : [...typed, { field: refusal.field, text: refusalText(refusal.refusal, reader) }];
}

const actName = (act: ActKind, dossier: Dossier, t: Translate): string =>
  t(onlyRecords(act, dossier.view.case) ? 'repair:record' : `repair:act.${act}.name`);

/** The form of one act beside the evidence it is about. */
export function presentAct(dossier: Dossier, reader: QueueReader, page: ActPage) {
  const { act, values } = page;
  const { case: repairCase } = dossier.view;
  const { t } = reader;
  const errors = errorsOf(page, reader);
  const errorAt = (field: string) => errors.find(error => error.field === field)?.text ?? '';
  return {
    ...caseHead(dossier, reader),
    title: actName(act, dossier, t),
    lead: t(`repair:act.${act}.lead`),
    action: actAddress(act, repairCase.caseId, trailQuery(reader.trail)),
    key: values.key,
    seenVersion: values.seenVersion,
    errors,
    pending: page.pending === true,
    outcome: {
      shown: asks(act, 'outcome', repairCase),
      value: values.outcome,
      error: errorAt('outcome'),
      items: OUTCOMES.map(outcome => {
        const variant = variantOf(act, outcome, repairCase);
        return { value: outcome, text: t(`repair:variantName.${variant}`), hint: t(`repair:consequence.${variant}`) };
      }),
    },
    consequence: asks(act, 'outcome', repairCase)
      ? ''
      : t(`repair:consequence.${variantOf(act, 'POSITIVE', repairCase)}`),
    reason: {
      shown: asks(act, 'reason', repairCase),
      value: values.reason,
      error: errorAt('reason'),
      hint: asks(act, 'reason', repairCase) ? t(`repair:act.${act}.reasonHint`, { most: REASON_LENGTH }) : '',
    },
    codes: {
      shown: asks(act, 'returnReasons', repairCase),
      error: errorAt('codes'),
      items: codeItems(page, t, errorAt),
    },
    confirm: confirmItems(page, dossier, { t, errorAt }),
    seenLength: SEEN_LENGTH,
    detailLength: DETAIL_LENGTH,
    opinions: opinions(dossier, reader),
    files: evidenceFiles(dossier, reader),
    answers: answerRows(repairCase.answers, t),
    checklist: checklist(dossier, reader),
    letter: letterCard(dossier, reader),
  };
}

/** What whoever accepts has to see for him- or herself, with room to say what it was. */
function confirmItems(
  { act, values }: ActPage,
  { view }: Dossier,
  { t, errorAt }: { t: Translate; errorAt: (field: string) => string },
) {
  if (!asks(act, 'seenMaterials', view.case)) return [];
  return openConfirmations(view.case).map(code => ({
    field: seenField(code),
    label: t('review:confirmSeen.label', { material: t(`review:material.${code}`) }),
    hint: t(`review:confirmSeen.hint.${code}`),
    value: values.seen[code] ?? '',
    error: errorAt(seenField(code)),
  }));
}

function codeItems({ values }: ActPage, t: Translate, errorAt: (field: string) => string) {
  return RETURN_REASONS.map((code, place) => ({
    id: place === 0 ? 'codes' : `codes-${String(place + 1)}`,
    code,
    text: t('review:reason.withCode', { code, text: t(`review:reason.${code}`) }),
    checked: values.codes.includes(code),
    field: detailField(code),
    label: t('review:reason.detail', { code }),
    detail: values.details[code] ?? '',
    error: errorAt(detailField(code)),
  }));
}

/** Everything typed, as hidden fields that carry it to the next page. */
export function carried(values: ActValues): { name: string; value: string }[] {
  return [
    { name: 'seenVersion', value: String(values.seenVersion) },
    { name: 'key', value: values.key },
    ...(values.outcome === '' ? [] : [{ name: 'outcome', value: values.outcome }]),
    { name: 'reason', value: values.reason },
    ...values.codes.map(code => ({ name: 'codes', value: code })),
    ...reasonsOf(values).map(({ code, text }) => ({ name: detailField(code), value: text })),
    ...confirmedOf(values).map(({ material, seen }) => ({ name: seenField(material), value: seen })),
  ];
}

/** The last question before an act that cannot be taken back, or a return as the firm will read it. */
export function presentConfirmation(dossier: Dossier, reader: QueueReader, { act, values }: ActPage) {
  const { case: repairCase } = dossier.view;
  const { t } = reader;
  const variant = variantOf(act, outcomeOf(values), repairCase);
  return {
    ...caseHead(dossier, reader),
    title: t('review:confirm.title', { act: t(`repair:variantName.${variant}`) }),
    consequence: t(`repair:consequence.${variant}`),
    action: actAddress(act, repairCase.caseId, trailQuery(reader.trail)),
    carried: carried(values),
    reason: asks(act, 'reason', repairCase) ? values.reason : '',
    asked: asks(act, 'reason', repairCase),
    firmReads: returnReasonLines(reasonsOf(values), t),
    warns: actOf(act).shownAsRead !== true,
    button: t('review:confirm.button', { act: t(`repair:variantName.${variant}`) }),
  };
}

/** Someone has acted meanwhile: what happened since the page was opened, and what the reviewer had typed. */
export function presentChanged(
  dossier: Dossier,
  reader: QueueReader,
  { act, values, newKey }: { act: ActKind; values: ActValues; newKey: string },
) {
  const { t } = reader;
  const { case: repairCase } = dossier.view;
  const since = dossier.history.filter(({ seq }) => seq > values.seenVersion);
  const head = caseHead(dossier, reader);
  return {
    ...head,
    act: actName(act, dossier, t),
    since: timeline(since, dossier, reader),
    typed: [...(values.reason === '' ? [] : [values.reason]), ...returnLines({ reasons: reasonsOf(values) }, t)],
    again: head.actions.forms.some(({ href }) => href === actAddress(act, repairCase.caseId, trailQuery(reader.trail))),
    action: actAddress(act, repairCase.caseId, trailQuery(reader.trail)),
    carried: carried({ ...values, key: newKey, seenVersion: repairCase.version }),
  };
}
