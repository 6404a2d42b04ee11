import { describe, expect, it } from '@jest/globals';
import { materialsAtHand, missingMaterials, requiredMaterials } from '../../../src/domain/repair/materials.js';
import { opened, rulesFor } from './support.js';

const NOTHING = { licenceShared: false, decisionOnFile: false };
const ALL = { licenceShared: true, decisionOnFile: true };
const variants = (...input: Parameters<typeof requiredMaterials>) =>
  Object.fromEntries(requiredMaterials(...input).map(({ code, variant }) => [code, variant]));

describe('requiredMaterials (3.3)', () => {
  it.each([
    [true, 'RECEIPT'],
    [false, 'AUTHORITY_FORM'],
  ])('fined only %p: MAT2 is the %s (F15)', (finedOnly, variant) => {
    expect(variants(ALL, opened(undefined, { finedOnly }))).toMatchObject({ MAT2: variant });
  });

  it.each([
    ['LEGAL_REP', 'REPRESENTATIVE_IDENTITY'],
    ['AGENT', 'MANDATE'],
    ['WINDOW_CLERK', 'REPRESENTATIVE_IDENTITY'],
  ])('filed by %s: MAT3 is the %s (F15)', (role, variant) => {
    expect(variants(ALL, opened(undefined, { openedBy: { accountId: 'x', role } }))).toMatchObject({ MAT3: variant });
  });

  it('asks for licence and decision only where sharing does not provide them (F30)', () => {
    expect(variants(ALL, opened())).toMatchObject({ MAT4: 'FETCHED', MAT5: 'FETCHED' });
    expect(variants(NOTHING, opened())).toMatchObject({ MAT4: 'UPLOAD', MAT5: 'UPLOAD' });
  });

  it('requires the certificate where training is required, extras never', () => {
    const required = (tier: 'GENERAL' | 'MINOR') =>
      requiredMaterials(ALL, opened(rulesFor('KEY_ATTENTION', tier)))
        .filter(rule => rule.required)
        .map(({ code }) => code);

    expect(required('GENERAL')).toEqual(['MAT1', 'MAT2', 'MAT3', 'MAT4', 'MAT5', 'MAT6']);
    expect(required('MINOR')).toEqual(['MAT1', 'MAT2', 'MAT3', 'MAT4', 'MAT5']);
  });
});

describe('missingMaterials', () => {
  it.each([
    [NOTHING, [], ['MAT2', 'MAT3', 'MAT4', 'MAT5']],
    [ALL, ['MAT8'], ['MAT2', 'MAT3']],
    [{ licenceShared: true, decisionOnFile: false }, ['MAT2', 'MAT3'], ['MAT5']],
    [ALL, ['MAT3', 'MAT2', 'MAT2'], []],
  ])('%j with %j lacks %j', (entry, uploaded, missing) => {
    expect(missingMaterials(materialsAtHand(entry, uploaded))).toEqual(missing);
  });
});
