import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { renderCommitmentLetter } from '../../src/documents/commitmentLetter.js';
import { renderDecisionLetter } from '../../src/documents/decisionLetter.js';
import { renderExitNotice } from '../../src/documents/exitNotice.js';
import {
  createDocuments,
  createLocalAuthority,
  type Documents,
  type SignedDocument,
} from '../../src/documents/index.js';
import { hasMorePagesThan } from '../../src/documents/pagesOf.js';
import { renderTrainingCertificate } from '../../src/documents/trainingCertificate.js';
import { verifyPdfSignature } from '../../src/documents/verifyPdf.js';
import { canonicalLetter, letterParagraphs } from '../../src/domain/commitment/letter.js';
import { MOST_PAGES } from '../../src/domain/commitment/mostPages.js';
import { readPdf } from './support/readPdf.js';
import { aCertificate, aDecision, aLetter, anExitNotice, aSigning, RARE } from './support/samples.js';

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

const manyPoints = (last: { x: number; y: number }) => [...Array.from({ length: 9 }, (_, x) => ({ x, y: x })), last];

describe('createDocuments', () => {
  let documents: Documents;

  beforeAll(async () => {
    const authority = await createLocalAuthority({ passphrase: 'a test', now: new Date('2026-01-01T00:00:00Z') });
    documents = createDocuments({ authority });
  });

  const kinds: [string, () => Promise<SignedDocument>][] = [
    ['commitment letter', () => documents.commitmentLetter(aSigning())],
    ['training certificate', () => documents.trainingCertificate(aCertificate())],
    ['exit notice', () => documents.exitNotice(anExitNotice())],
    ['rejection', () => documents.decisionLetter(aDecision('REJECTED'))],
    ['non-acceptance', () => documents.decisionLetter(aDecision('NOT_ACCEPTED'))],
  ];

  it.each(kinds)('signs a %s that verifies as a whole', async (_name, make) => {
    const { bytes, sha256 } = await make();

    expect(verifyPdfSignature(bytes, documents)).toEqual({
      covered: true,
      intact: true,
      trusted: true,
      signer: '信复本地演示签名服务（非持牌机构）',
      signedAt: expect.stringMatching(/^2026-04-/),
      problems: [],
    });
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it.each(kinds)('makes a %s on A4, tagged, in Chinese, with its code and the stand-in label', async (_name, make) => {
    const { text, sizes, lang, tagged } = await readPdf((await make()).bytes);

    for (const [width, height] of sizes) {
      expect(width).toBeCloseTo(595.28, 1);
      expect(height).toBeCloseTo(841.89, 1);
    }
    expect(lang).toBe('zh-CN');
    expect(tagged).toBe(true);
    expect(text).toContain('7K2M-9QXA-4TRP');
    expect(text).toContain('本地演示签名机构签发，非持牌电子认证服务机构');
    expect(text).toContain(RARE);
    expect(text).toContain(`第1页，共${String(sizes.length)}页`);
  });
});

describe('the mark of a paper without legal effect', () => {
  const mark = '演示，无法律效力';
  const many = aLetter({ improvementMeasures: '每月自查一次。\n'.repeat(150) });
  const papers: [string, (documents: Documents) => Promise<SignedDocument>][] = [
    ['commitment letter', documents => documents.commitmentLetter(aSigning({ content: many }))],
    ['training certificate', documents => documents.trainingCertificate(aCertificate())],
    ['exit notice', documents => documents.exitNotice(anExitNotice())],
    ['rejection', documents => documents.decisionLetter(aDecision('REJECTED'))],
    ['non-acceptance', documents => documents.decisionLetter(aDecision('NOT_ACCEPTED'))],
  ];

  it.each(papers)(
    'stands on every page of a %s of the stand-in, and on none of a licensed authority',
    async (_name, make) => {
      const authority = await createLocalAuthority({ passphrase: 'a test', now: new Date('2026-01-01T00:00:00Z') });
      const standIn = await readPdf((await make(createDocuments({ authority }))).bytes);
      const licensed = await readPdf(
        (await make(createDocuments({ authority: { ...authority, licensed: true } }))).bytes,
      );

      expect(standIn.pages.map(page => page.split(mark).length - 1)).toEqual(standIn.pages.map(() => 1));
      expect(licensed.text).not.toContain(mark);
    },
  );
});

describe('the exit notice', () => {
  it('says of a receipt whether a register or a stand-in gave it', async () => {
    const real = { receiver: '市信用信息共享平台', acknowledgedAt: '2026-04-20T01:30:00.000Z', standIn: false };

    const printed = await readPdf(await renderExitNotice(anExitNotice()));
    const confirmed = await readPdf(await renderExitNotice({ ...anExitNotice(), receipts: [real] }));

    expect(printed.text).toContain('演示环境模拟回执，没有真的送达');
    expect(printed.text).not.toContain('已确认');
    expect(confirmed.text).toContain('已确认，2026-04-20');
  });
});

describe('renderCommitmentLetter', () => {
  it('prints every word that the preview shows, and the evidence', async () => {
    const input = aSigning();

    const { text, attachments } = await readPdf(await renderCommitmentLetter(input));

    const words = letterParagraphs(input.content).flatMap(block => {
      if (block.kind === 'fields') return block.rows.flatMap(({ label, value }) => [label, value]);
      if (block.kind === 'statements') return block.items.map(item => item.text);
      return block.text.split('\n');
    });
    for (const word of words) expect(text).toContain(squeezed(word));
    expect(text).toContain(input.contentHash);
    expect(text).toContain('2026-04-0209:05:07北京时间');
    expect(text).toContain('2026-04-0201:05:07UTC');
    expect(Buffer.from(attachments['commitment.json'] ?? []).toString()).toBe(canonicalLetter(input.content));
  });

  it('keeps text that runs over pages whole and in order', async () => {
    const facts = Array.from({ length: 300 }, (_, index) => `第${String(index)}条事实。`).join('');
    const content = aLetter({ matter: { ...aLetter().matter, facts } });

    const { text, pages } = await readPdf(await renderCommitmentLetter(aSigning({ content })));

    expect(pages.length).toBeGreaterThan(3);
    const bare = text.replaceAll(/信用修复承诺书CN-411702-2026-0001第\d+页，共\d+页/g, '');
    expect(bare).toContain(facts);
  });

  it('has far fewer pages than a file may have that is looked at, also where every answer is as long as allowed', async () => {
    const { matter } = aLetter();
    const lines = (length: number) => `事${'\n'.repeat(length - 2)}实`;
    const content = aLetter({
      matter: { ...matter, facts: lines(2_000), duties: lines(2_000), performanceProof: lines(2_200) },
      improvementMeasures: lines(2_000),
    });

    const bytes = await renderCommitmentLetter(aSigning({ content }));

    expect(hasMorePagesThan(150, bytes)).toBe(true);
    expect(hasMorePagesThan(MOST_PAGES / 2, bytes)).toBe(false);
  });

  it('draws a typed name where no hand is drawn', async () => {
    const input = aSigning({ signature: { kind: 'typed', name: `${RARE}（键入）` } });

    const { text } = await readPdf(await renderCommitmentLetter(input));

    expect(text).toContain(`${RARE}（键入）`);
    expect(text).toContain('键入姓名');
  });

  it('refuses content other than the one consented to', async () => {
    const input = { ...aSigning(), content: aLetter({ place: '别处' }) };

    await expect(renderCommitmentLetter(input)).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
  });

  it('refuses a statement that was not agreed to', async () => {
    const [first, ...rest] = aLetter().statements;
    const statements = [{ ...first, agreed: false }, ...rest] as never;

    const input = aSigning({ content: aLetter({ statements }) });

    await expect(renderCommitmentLetter(input)).rejects.toMatchObject({ code: 'NOT_AGREED' });
  });

  it.each([
    ['no strokes', { kind: 'drawn' as const, width: 600, height: 200, strokes: [] }],
    [
      'numbers that are none',
      { kind: 'drawn' as const, width: 600, height: 200, strokes: [{ points: Array(9).fill({ x: NaN, y: 1 }) }] },
    ],
    [
      'a pad without size',
      { kind: 'drawn' as const, width: 0, height: 200, strokes: [{ points: Array(9).fill({ x: 1, y: 1 }) }] },
    ],
    [
      'points beyond the pad',
      { kind: 'drawn' as const, width: 600, height: 200, strokes: [{ points: manyPoints({ x: 1e300, y: 1 }) }] },
    ],
    ['an empty name', { kind: 'typed' as const, name: ' ' }],
  ])('refuses a signature of %s', async (_name, signature) => {
    await expect(renderCommitmentLetter(aSigning({ signature }))).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  });

  it('writes the code of a character it cannot draw instead of leaving a box', async () => {
    const content = aLetter({ improvementMeasures: '责任人𡊮某、😀', place: '𡊮' });

    const { text } = await readPdf(await renderCommitmentLetter(aSigning({ content })));

    expect(text).toContain('责任人〔U+212AE〕某、〔U+1F600〕');
    expect(text).not.toContain('𡊮');
  });

  it('refuses a table value that would be cut', async () => {
    const content = aLetter({ promisor: { ...aLetter().promisor, address: '很长的地址'.repeat(300) } });

    await expect(renderCommitmentLetter(aSigning({ content }))).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
  });
});

describe('rendering', () => {
  it('gives the same bytes for the same input at another time', async () => {
    const render = () =>
      Promise.all([
        renderCommitmentLetter(aSigning()),
        renderTrainingCertificate(aCertificate()),
        renderExitNotice(anExitNotice()),
        renderDecisionLetter(aDecision('REJECTED')),
      ]);
    const first = await render();
    await new Promise(resolve => setTimeout(resolve, 1100)); // a clock read anywhere would show in the seconds

    const second = await render();

    expect(second.map((bytes, index) => bytes.equals(first[index] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
