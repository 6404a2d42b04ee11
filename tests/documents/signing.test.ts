import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Certificate } from 'pkijs';
import { findSignatures } from '../../src/documents/pdfSignatures.js';
import { readSignedData } from '../../src/documents/signing/cms.js';
import { createLocalAuthority, type LocalAuthority } from '../../src/documents/signing/localAuthority.js';
import { signPdf } from '../../src/documents/signing/signPdf.js';
import { renderTrainingCertificate } from '../../src/documents/trainingCertificate.js';
import { carriesTrustedRoot, verifyPdfSignature } from '../../src/documents/verifyPdf.js';
import { HOSTILE, hostile } from './support/hostilePdfs.js';
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

    expect(verify(appended)).toMatchObject({
      ...{ covered: false, intact: true, trusted: true, problems: ['BYTES_OUTSIDE_SIGNATURE'] },
      signedSha256: createHash('sha256').update(signed).digest('hex'),
      added: { bytes: 19, blank: false, objects: 0, signatures: [] },
    });
  });

  it('believes no date that stands outside the dictionary of the signature', () => {
    const dated = '<</Type /Sig /ByteRange [0 1 9 1] /M (D:20200101000000Z)>>';

    expect(verify(Buffer.concat([signed, Buffer.from(dated)])).signedAt).toBe(verify(signed).signedAt);
  });

  it.each(HOSTILE)(
    'judges ten megabytes of %s in a time that grows with the length only',
    (_what, { head, filling }) => {
      const timeOf = (megabytes: number) => {
        const began = performance.now();
        verify(hostile({ head, filling, bytes: megabytes * 1024 * 1024 }));
        return performance.now() - began;
      };
      timeOf(1);

      // Twenty times where the time grows as the square, and the machine may be busy.
      expect(timeOf(10)).toBeLessThan(40 * Math.max(timeOf(1), 50));
    },
  );

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
    ['a range beyond the file', () => Buffer.from('/ByteRange [0 5 9 900] <00>'), 'MALFORMED_SIGNATURE'],
    ['a gap that is no signature', () => Buffer.from('/ByteRange [0 24 28 1]   <ff> '), 'MALFORMED_SIGNATURE'],
  ])('answers %s with a verdict', (_name, bytes, problem) => {
    expect(verify(bytes())).toEqual({ covered: false, intact: false, trusted: false, problems: [problem] });
  });
});

describe('a letter of an authority that is gone', () => {
  const read = (name: string) => readFileSync(new URL(`files/c15-${name}.pdf`, import.meta.url));
  /**
   * The root that its own signature carries: trusted here, so that all but the trust is put to the test. It was made
   * after the day that the letter states.
   */
  const carriedRoot = (pdf: Buffer): string =>
    findSignatures(pdf)
      .found.flatMap(({ cms }) => readSignedData(cms)?.certificates ?? [])
      .flatMap(item => (item instanceof Certificate ? new X509Certificate(Buffer.from(item.toSchema().toBER())) : []))
      .filter(({ ca }) => ca)
      .join('\n');
  const original = read('original');
  const verify = (name: string) => verifyPdfSignature(read(name), { trustedPem: carriedRoot(original) });
  const sha256 = createHash('sha256').update(original).digest('hex');

  it('is genuine as it was issued', () => {
    expect(verify('original')).toMatchObject({ covered: true, intact: true, problems: ['CERTIFICATE_NOT_VALID_THEN'] });
    expect(verify('original')).not.toHaveProperty('added');
  });

  it('is intact where somebody signed it again: the second signature and the changed objects are told', () => {
    expect(verify('countersigned')).toMatchObject({
      ...{ covered: false, intact: true, signedSha256: sha256 },
      problems: ['BYTES_OUTSIDE_SIGNATURE', 'CERTIFICATE_NOT_VALID_THEN'],
      added: {
        bytes: 7905,
        blank: false,
        objects: 7,
        signatures: [{ signer: 'Test Archive', signedAt: '2026-11-30T18:56:26.000Z' }],
      },
    });
  });

  it('is intact where two bytes were appended: two bytes of blanks are told', () => {
    expect(verify('two-bytes-appended')).toMatchObject({
      ...{ covered: false, intact: true, signedSha256: sha256 },
      added: { bytes: 2, blank: true, objects: 0, signatures: [] },
    });
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
