import mongoose, { type SchemaDefinition, type SchemaOptions } from 'mongoose';
import type { PersonRef } from '../../domain/access/actor.js';

const { Schema } = mongoose;

// An empty answer is a value here; only an absent one is missing.
Schema.Types.String.checkRequired((value: unknown) => typeof value === 'string');

export const text = { type: String, required: true } as const;
export const optionalText = { type: String } as const;
export const count = { type: Number, required: true } as const;
export const optionalCount = { type: Number } as const;
export const flag = { type: Boolean, required: true } as const;
export const optionalFlag = { type: Boolean } as const;
/** Small maps of words and numbers for the page (notice values, refusal values); never queried. */
export const values = { type: Schema.Types.Mixed, required: true } as const;
export const texts = { type: [String], required: true } as const;
export const optionalTexts = { type: [String], default: undefined } as const;
export const oneOf = (allowed: readonly string[]) => ({ type: String, required: true, enum: [...allowed] }) as const;
export const maybeOneOf = (allowed: readonly string[]) => ({ type: String, enum: [...allowed] }) as const;
/** Only for TTL indexes: the server deletes the document some time after this instant. */
export const purgeDate = { type: Date } as const;

const SHARED = { strict: 'throw', strictQuery: 'throw', minimize: false, versionKey: false, id: false } as const;

/** A nested value without an id of its own. */
export const part = (definition: SchemaDefinition) =>
  new Schema(definition, { ...SHARED, _id: false } satisfies SchemaOptions);

/** People behind accounts, see `PersonRef`. */
const personRef = part({ accountId: text, personMark: optionalText } satisfies Record<keyof PersonRef, unknown>);
export const optionalPeople = { type: [personRef], default: undefined } as const;

/** A collection whose `_id` is the business key, so that a repeated insert is refused by the server. */
export const collection = (name: string, definition: SchemaDefinition) =>
  new Schema({ _id: { type: String, required: true }, ...definition }, {
    ...SHARED,
    collection: name,
    autoIndex: false,
    autoCreate: false,
    _id: false,
  } satisfies SchemaOptions);

export type CollectionSchema = ReturnType<typeof collection>;
