import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { caseAt } from '../../domain/repair/support.js';
import { EMPTY_PDF, PNG, upload } from './evidenceSupport.js';
import {
  type Browser,
  browserFor,
  clear,
  CLERK,
  hidden,
  type House,
  openHouse,
  OTHER_FIRM,
  REP,
  storeCase,
} from './support.js';

let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
});
afterEach(() => clear(house));
afterAll(() => house.close());

const stored = () => house.database.data.evidence.list('case-1');
const page = '/cases/case-1/evidence';

describe('uploading evidence', () => {
  it('takes several files at once by their content and keeps their hash', async () => {
    await storeCase(house, caseAt('TRAINING'));

    const answer = await upload(rep, page, {
      files: [
        { bytes: PNG, name: '缴款凭据.png' },
        { bytes: EMPTY_PDF, name: 'scan.jpg' },
      ],
    });

    expect(answer.status).toBe(303);
    expect((await rep.get(answer.get('location') ?? '')).text).toContain('材料已上传。');
    const kept = await stored();
    expect(kept.map(({ fileName, contentType }) => [fileName, contentType]).sort()).toEqual([
      ['scan.jpg', 'application/pdf'],
      ['缴款凭据.png', 'image/png'],
    ]);
    expect(kept.map(({ sha256 }) => sha256)).toContain(createHash('sha256').update(PNG).digest('hex'));
    expect((await rep.get(page)).text).toContain('缴款凭据.png');
  });

  it('is recorded in the chain of the case’s files, once for each, without their names', async () => {
    await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, {
      files: [
        { bytes: PNG, name: '王某某的收据.png' },
        { bytes: EMPTY_PDF, name: '第二份.pdf' },
      ],
    });
    const [item] = await stored();
    const address = `${page}/${item?.evidenceId ?? ''}/remove`;
    const { text } = await rep.get(address).expect(200);
    await rep
      .post(address)
      .type('form')
      .send({ _csrf: hidden(text, '_csrf') });

    const records = await house.database.data.audit.ofChain('evidence:case-1');
    expect(records.map(({ kind, actor }) => [kind, actor?.accountId])).toEqual([
      ['evidenceAdded', 'rep'],
      ['evidenceAdded', 'rep'],
      ['evidenceRemoved', 'rep'],
    ]);
    expect(records[0]?.data).toMatchObject({ evidenceId: item?.evidenceId, material: 'MAT2', sha256: item?.sha256 });
    expect(JSON.stringify(records)).not.toContain('王某某');
    for await (const { ok } of house.database.data.audit.verify('evidence:case-1')) expect(ok).toBe(true);
    const history = (await rep.get('/cases/case-1/history').expect(200)).text;
    expect(history).toContain('上传材料：义务履行证明');
    expect(history).toContain('撤下材料：义务履行证明');
  });

  it('names every file that is not taken and keeps the good ones', async () => {
    await storeCase(house, caseAt('TRAINING'));

    const answer = await upload(rep, page, {
      files: [
        { bytes: PNG, name: 'good.png' },
        { bytes: Buffer.from('MZ not a picture'), name: 'virus.png' },
        { bytes: PNG, name: 'again.png' },
        { bytes: Buffer.concat([EMPTY_PDF, Buffer.alloc(10 * 1024 * 1024)]), name: 'big.pdf' },
      ],
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('“virus.png”不是 PDF、JPG 或 PNG');
    expect(answer.text).toContain('“again.png”已经上传过');
    expect(answer.text).toContain('“big.pdf”超过 10 MB');
    expect((await stored()).map(({ fileName }) => fileName)).toEqual(['good.png']);
  });

  it('says beside the field that a file is far too big, and keeps what was chosen', async () => {
    await storeCase(house, caseAt('TRAINING'));

    const answer = await upload(rep, page, { files: [{ bytes: Buffer.alloc(13 * 1024 * 1024, 1), name: 'huge.pdf' }] });

    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/id="files-error"[\s\S]*“huge.pdf”超过 10 MB/);
    expect(answer.text).toMatch(/name="material"[^>]*value="MAT2"[^>]* checked/);
    expect(await stored()).toEqual([]);
  });

  it('takes five files at once and says that more were left out', async () => {
    await storeCase(house, caseAt('TRAINING'));
    const files = [1, 2, 3, 4, 5, 6, 7].map(number => ({
      bytes: Buffer.concat([EMPTY_PDF, Buffer.from(`% ${String(number)}`)]),
      name: `${String(number)}.pdf`,
    }));

    const answer = await upload(rep, page, { files });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('一次最多上传 5 个文件，另有 2 个没有保存');
    expect(await stored()).toHaveLength(5);
  });

  it('asks for the material and a file', async () => {
    await storeCase(house, caseAt('TRAINING'));

    const answer = await upload(rep, page, { material: 'MAT1', files: [] });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('请选择这是哪一种材料');
    expect(answer.text).toContain('请选择要上传的文件');
  });

  it('is closed once submitted, and its page offers no form', async () => {
    const open = await storeCase(house, caseAt('TRAINING'));
    const { text } = await rep.get(page);
    await storeCase(house, { ...caseAt('SUBMITTED'), version: open.version + 10 });

    const late = await rep
      .post(page)
      .field('_csrf', hidden(text, '_csrf'))
      .field('material', 'MAT2')
      .attach('files', PNG, 'late.png');

    expect(late.status).toBe(422);
    expect(late.text).toContain('不能进行这个操作');
    expect((await rep.get(page)).text).not.toContain('name="files"');
    expect(await stored()).toEqual([]);
  });

  it('needs the token, and a case of one’s own', async () => {
    await storeCase(house, caseAt('TRAINING'));
    const other = await browserFor(house, OTHER_FIRM);

    await rep.post(page).field('material', 'MAT2').attach('files', PNG, 'a.png').expect(403);
    await other.get(page).expect(404);
    expect(await stored()).toEqual([]);
  });
});

describe('looking at evidence', () => {
  it('shows a picture in the page and logs who opened it', async () => {
    await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, { files: [{ bytes: PNG, name: 'a.png' }] });
    const [item] = await stored();
    const address = `${page}/${item?.evidenceId ?? ''}`;
    const clerk = await browserFor(house, CLERK);

    expect((await clerk.get(address).expect(200)).text).toContain(`src="${address}/file"`);
    const answer = await clerk.get(`${address}/file`).expect(200);
    const { headers } = answer;

    expect(answer.body).toEqual(PNG);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    expect(headers['content-type']).toBe('image/png');
    expect((await house.database.data.evidence.openings('case-1')).map(({ by }) => by.role)).toEqual(['WINDOW_CLERK']);
    expect((await rep.get(page)).text).toContain('窗口人员');
  });

  it('gives the bytes of a PDF out as a download only', async () => {
    await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, { files: [{ bytes: EMPTY_PDF, name: '凭据.pdf' }] });
    const [item] = await stored();

    const { headers } = await rep.get(`${page}/${item?.evidenceId ?? ''}/file`).expect(200);

    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  });

  it('hides the file of another case, and of another firm', async () => {
    await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, { files: [{ bytes: PNG, name: 'a.png' }] });
    const [item] = await stored();
    const other = await browserFor(house, OTHER_FIRM);

    await other.get(`${page}/${item?.evidenceId ?? ''}/file`).expect(404);
    await rep.get(`${page}/nothing/file`).expect(404);
    expect(await house.database.data.evidence.openings('case-1')).toEqual([]);
  });
});

describe('taking evidence back', () => {
  it('removes a file before submission, after asking', async () => {
    await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, { files: [{ bytes: PNG, name: 'a.png' }] });
    const [item] = await stored();
    const address = `${page}/${item?.evidenceId ?? ''}`;
    const { text } = await rep.get(`${address}/remove`).expect(200);

    await rep
      .post(`${address}/remove`)
      .type('form')
      .send({ _csrf: hidden(text, '_csrf') })
      .expect(303);

    expect(await stored()).toEqual([]);
    await rep.get(`${address}/file`).expect(404);
  });

  it('keeps a file that an earlier submission holds', async () => {
    const training = await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, { files: [{ bytes: PNG, name: 'a.png' }] });
    const evidenceId = (await stored())[0]?.evidenceId ?? '';
    const returned = caseAt('RETURNED');
    const submissions = returned.submissions.map(submission => ({ ...submission, evidenceIds: [evidenceId] }));
    await storeCase(house, { ...returned, submissions, version: training.version + 20 });
    const { text } = await rep.get(`${page}/${evidenceId}/remove`).expect(200);
    const forget = jest.spyOn(house.previews, 'forget');

    await rep
      .post(`${page}/${evidenceId}/remove`)
      .type('form')
      .send({ _csrf: hidden(text, '_csrf') })
      .expect(303);

    expect(forget).not.toHaveBeenCalled();
    forget.mockRestore();
    expect(text).toContain('原来的版本里仍然保留');
    expect(await stored()).toEqual([]);
    expect((await rep.get(`${page}/${evidenceId}/file`).expect(200)).body).toEqual(PNG);
    expect((await rep.get('/cases/case-1/submissions/1').expect(200)).text).toContain('a.png');
  });
});
