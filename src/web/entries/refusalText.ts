import { COLUMN_KEYS, type ColumnKey } from '../../domain/entries/importColumns.js';
import type { Refusal } from '../../domain/refusal.js';
import { formatDate } from '../format.js';
import type { Language, Translate } from '../i18n.js';

interface Words {
  readonly t: Translate;
  readonly lang: Language;
}

const isColumn = (word: string): word is ColumnKey => (COLUMN_KEYS as readonly string[]).includes(word);

/** Names of columns in a refusal come as keys; people read their headings. */
function spelledOut(values: Refusal['values'], t: Translate): Record<string, string | number> {
  const { columns, ...rest } = values ?? {};
  if (typeof columns !== 'string') return { ...rest };
  const names = columns.split(' ').map(key => (isColumn(key) ? t(`entries:column.${key}`) : key));
  return { ...rest, columns: names.join(t('entries:listComma')) };
}

/** Why a file cannot be read, in words. */
export const fileRefusalText = ({ code, values }: Refusal, t: Translate): string =>
  t(`entries:file.${code}`, spelledOut(values, t));

/** Why a representative cannot be invited, what is missing or came before, and until when a telephone waits. */
export function inviteRefusalText({ code, values }: Refusal, { t, lang }: Words): string {
  const until = values?.['until'];
  const told = { ...values, ...(typeof until === 'string' && { until: formatDate(until, lang) }) };
  return t(`entries:refusal.${code}`, told);
}
