import { halfWidth } from '../halfWidth.js';
import { isSameName } from '../personName.js';

/** What a list and a firm's record can each say of a representative. */
export const PERSON_PARTS = ['name', 'idNumber', 'phone'] as const;
export type PersonPart = (typeof PERSON_PARTS)[number];

/** A representative as one side states it. The ID number may be any text that is equal where the numbers are. */
export interface StatedPerson {
  readonly name: string;
  readonly idNumber?: string | undefined;
  readonly phone?: string | undefined;
}

/** A telephone as it is compared: digits alone, without the country code of China. */
const plainPhone = (phone: string): string =>
  halfWidth(phone)
    .replace(/\D+/g, '')
    .replace(/^86(?=1\d{10}$)/, '');

const differ = (one: string | undefined, other: string | undefined, plain: (text: string) => string): boolean =>
  one !== undefined && other !== undefined && plain(one) !== plain(other);

/**
 * The parts in which a list states another person than the one on record: the name by `nameKey`, ID number and telephone
 * where both sides have one. What one side leaves out is no difference.
 */
export function personDifference(recorded: StatedPerson, stated: StatedPerson): PersonPart[] {
  const differing: Record<PersonPart, boolean> = {
    name: !isSameName(recorded.name, stated.name),
    idNumber: differ(recorded.idNumber, stated.idNumber, number => number),
    phone: differ(recorded.phone, stated.phone, plainPhone),
  };
  return PERSON_PARTS.filter(part => differing[part]);
}

/**
 * Whether the other side is another natural person, and not the same one with a corrected name or telephone: by the ID
 * number where both have one, else by the name.
 */
export function isAnotherPerson(recorded: StatedPerson, stated: StatedPerson): boolean {
  if (recorded.idNumber !== undefined && stated.idNumber !== undefined) return recorded.idNumber !== stated.idNumber;
  return !isSameName(recorded.name, stated.name);
}
