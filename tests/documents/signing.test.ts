import { beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalAuthority, type LocalAuthority } from '../../src/documents/signing/localAuthority.js';
import { signPdf } from '../../src/documents/signing/signPdf.js';
import { renderTrainingCertificate } from '../../src/documents/trainingCertificate.js';
import { carriesTrustedRoot, verifyPdfSignature } from '../../src/documents/verifyPdf.js';
import { aCertificate } from './support/samples.js';

const made = { passphrase: 'a test', now: new Date('2026-01-01T00:00:00Z') };

describe('verifyPdfSignature', () => {
  let authority: LocalAuthority;
  let unsigned: Buffer;
  let signed: Buffer;
  const verify = (bytes: Buffer, trustedPem = authority.rootPem) => verifyPdfSignature(bytes, { trustedPem });

  beforeAll(async () => {
    authority = await createLocalAuthority(made);
    unsigned = await renderTrainingCertificate(aCertificate());
    signed = await signPdf(unsigned, authority);
  });

  it('accepts the untouched file, which has kept its length', () => {
    expect(verify(signed)).toMatchObject({ covered: true, intact: true, trusted: true, problems: [] });
    expect(signed).toHaveLength(unsigned.length);
  });

  it('finds one flipped byte anywhere outside the signature', () => {
    const gap = unsigned.indexOf('/Contents <0000');
    const afterGap = unsigned.indexOf('>', gap) + 1;
    const positions = [20, Math.floor(gap / 2), gap - 1, afterGap, signed.length - 20];

    for (const position of positions) {
      const changed = Buffer.from(signed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(verify(changed)).toMatchObject({ intact: false });
    }
  });

  it('finds a changed signature value', () => {
    const changed = Buffer.from(signed);
    const cms = changed.indexOf('/Contents <3', changed.indexOf('/ByteRange')) + '/Contents <'.length;
    const end = changed.indexOf('0000000000000000', cms);
    const last = end - 8;
    changed.write(changed.toString('latin1', last, last + 1) === 'a' ? 'b' : 'a', last, 'latin1');

    const verdict = verify(changed);

    expect(verdict.intact).toBe(false);
  });

  it('tells of bytes appended after signing', () => {
    const appended = Buffer.concat([signed, Buffer.from('\n% an update\n%%EOF\n')]);

    expect(verify(appended)).toMatchObject({ covered: false, intact: true, problems: ['BYTES_OUTSIDE_SIGNATURE'] });
  });

  it('does not trust another authority of the same name', async () => {
    const other = await createLocalAuthority(made);

    expect(verify(signed, other.rootPem)).toMatchObject({
      intact: true,
      trusted: false,
      problems: ['ISSUER_UNTRUSTED'],
    });
    expect(verify(signed, `${other.rootPem}\n${authority.rootPem}`)).toMatchObject({ trusted: true });
    expect(verify(signed, '')).toMatchObject({ trusted: false });
  });

  it('does not trust a signature dated before its certificate', async () => {
    const late = await createLocalAuthority({ ...made, now: new Date('2026-08-01T00:00:00Z') });

    const verdict = verify(await signPdf(unsigned, late), late.rootPem);

    expect(verdict).toMatchObject({ intact: true, trusted: false, problems: ['CERTIFICATE_NOT_VALID_THEN'] });
  });

  it('takes a signer certificate for no root', () => {
    expect(verify(signed, authority.state.signerCertificatePem)).toMatchObject({ trusted: false });
  });

  it.each([
    ['an unsigned document', () => unsigned, 'NO_SIGNATURE'],
    ['bytes that are no PDF', () => Buffer.from('hello'), 'NO_SIGNATURE'],
    ['nothing', () => Buffer.alloc(0), 'NO_SIGNATURE'],
    ['two signatures', () => Buffer.concat([signed, signed]), 'SEVERAL_SIGNATURES'],
    ['a range beyond the file', () => Buffer.from('/ByteRange [0 5 9 900] <00>'), 'MALFORMED_SIGNATURE'],
    ['a gap that is no signature', () => Buffer.from('/ByteRange [0 24 28 1]   <ff> '), 'MALFORMED_SIGNATURE'],
  ])('answers %s with a verdict', (_name, bytes, problem) => {
    expect(verify(bytes())).toEqual({ covered: false, intact: false, trusted: false, problems: [problem] });
  });
});

describe('carriesTrustedRoot', () => {
  let authority: LocalAuthority;
  let signed: Buffer;
  beforeAll(async () => {
    authority = await createLocalAuthority(made);
    signed = await signPdf(await renderTrainingCertificate(aCertificate()), authority);
  });
  const carries = (bytes: Buffer, trustedPem = authority.rootPem) => carriesTrustedRoot(bytes, { trustedPem });

  it('finds the mark of the authority wherever one byte was changed, or the end was lost', () => {
    const start = signed.indexOf('/Contents <3') + '/Contents <'.length;
    const end = signed.indexOf('0000000000000000', start);

    for (let place = start; place < end; place += 7) {
      const changed = Buffer.from(signed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(carries(changed)).toBe(true);
    }
    expect(carries(signed.subarray(0, end + 20))).toBe(true);
    expect(carries(Buffer.from(signed.toString('latin1').toUpperCase(), 'latin1'))).toBe(true);
  });

  it('finds none in a file of others, whatever it says', async () => {
    const other = await createLocalAuthority(made);

    expect(carries(signed, other.rootPem)).toBe(false);
    expect(carries(signed, '')).toBe(false);
    expect(carries(Buffer.from('%PDF-1.7 ETSI.CAdES.detached xinfu'))).toBe(false);
  });
});

describe('createLocalAuthority', () => {
  it('opens again from what was stored, and signs as the same authority', async () => {
    const first = await createLocalAuthority(made);
    const stored = JSON.parse(JSON.stringify(first.state)) as typeof first.state;

    const again = await createLocalAuthority({ passphrase: made.passphrase, storedKey: stored });
    const signed = await signPdf(await renderTrainingCertificate(aCertificate()), again);

    expect(verifyPdfSignature(signed, { trustedPem: first.rootPem })).toMatchObject({ trusted: true, intact: true });
    expect(again).toMatchObject({ licensed: false, label: expect.stringContaining('not a licensed CA') });
  });

  it('keeps the key encrypted and refuses a wrong passphrase', async () => {
    const { state } = await createLocalAuthority(made);

    expect(state.signerKeyPem).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    await expect(createLocalAuthority({ passphrase: 'another', storedKey: state })).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
    });
  });
});

describe('signPdf', () => {
  it('refuses a document without an empty field, such as one signed before', async () => {
    const authority = await createLocalAuthority(made);
    const signed = await signPdf(await renderTrainingCertificate(aCertificate()), authority);

    await expect(signPdf(signed, authority)).rejects.toMatchObject({ code: 'NO_PLACEHOLDER' });
  });

  it('refuses a signature larger than the room kept for it', async () => {
    const authority = await createLocalAuthority(made);
    const bulky = { ...authority, sign: () => Promise.resolve(Buffer.alloc(9000)) };

    await expect(signPdf(await renderTrainingCertificate(aCertificate()), bulky)).rejects.toMatchObject({
      code: 'SIGNATURE_TOO_LARGE',
    });
  });
});
