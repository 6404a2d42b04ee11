import { COUNTIES } from '../../domain/reference/counties.js';
import { ENTRY_STATES, type EntryState, LIST_TYPES, type ListType, type Tier } from '../../domain/repair/stages.js';
import type { Language, Translate } from '../i18n.js';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface Tag {
  readonly text: string;
  readonly colour: string;
}

/** The county's name in the reader's language; a code we do not know is shown as it is. */
export function countyName(adcode: string, language: Language): string {
  return COUNTIES.find(county => county.adcode === adcode)?.[language] ?? adcode;
}

export const listTypeName = (listType: ListType, t: Translate): string => t(`entries:listType.${listType}`);
export const tierName = (tier: Tier, t: Translate): string => t(`entries:tier.${tier}`);

const LIST_COLOURS: Record<ListType, string> = { BLACKLIST: 'red', KEY_ATTENTION: 'orange' };
const STATE_COLOURS: Record<EntryState, string> = {
  ACTIVE: 'blue',
  EXITED: 'green',
  EXPIRED: 'grey',
  EXPIRED_UNPERFORMED: 'yellow',
  CORRECTED: 'grey',
  DELETED: 'grey',
};

export const listTypeTag = (listType: ListType, t: Translate): Tag => ({
  text: t(`entries:listTypeShort.${listType}`),
  colour: LIST_COLOURS[listType],
});
export const stateTag = (state: EntryState, t: Translate): Tag => ({
  text: t(`entries:state.${state}`),
  colour: STATE_COLOURS[state],
});

const all = (t: Translate): Choice => ({ value: '', text: t('entries:filter.all') });

export const countyChoices = (t: Translate, language: Language): Choice[] => [
  all(t),
  ...COUNTIES.map(county => ({ value: county.adcode, text: county[language] })),
];
export const listTypeChoices = (t: Translate): Choice[] => [
  all(t),
  ...LIST_TYPES.map(value => ({ value, text: t(`entries:listTypeShort.${value}`) })),
];
export const stateChoices = (t: Translate): Choice[] => [
  all(t),
  ...ENTRY_STATES.map(value => ({ value, text: t(`entries:state.${value}`) })),
];
