import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { ReceivedFile } from '../middleware/upload.js';

/** Kinds of evidence, told by content; the name and type a browser claims count for nothing. */
export const EVIDENCE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

export interface JudgedFile {
  fileName: string;
  bytes: Buffer;
  sha256: string;
  contentType: EvidenceType;
}

/** Why a file is not taken; the words are `evidence:error.<code>`. */
export interface FileFault {
  code: 'empty' | 'tooBig' | 'wrongType' | 'duplicate' | 'full';
  fileName: string;
}

const LONGEST_NAME = 120;

/** The bare name, without folders and control characters. */
export function plainName(name: string): string {
  const bare = name.split(/[/\\]/).at(-1) ?? '';
  // eslint-disable-next-line no-control-regex -- control and direction characters can make a name look like another
  const visible = bare.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return visible === '' ? 'file' : visible.slice(-LONGEST_NAME);
}

/** Judges one file by its size and content. */
export async function judgeFile(
  { originalname, buffer, size }: ReceivedFile,
  { maxBytes }: { maxBytes: number },
): Promise<{ ok: true; file: JudgedFile } | { ok: false; fault: FileFault }> {
  const fileName = plainName(originalname);
  const refused = (code: FileFault['code']) => ({ ok: false as const, fault: { code, fileName } });
  if (size === 0) return refused('empty');
  // Of a file far above the limit nothing was kept.
  if (size > maxBytes || buffer.length < size) return refused('tooBig');
  const found = await fileTypeFromBuffer(buffer);
  const contentType = EVIDENCE_TYPES.find(type => type === found?.mime);
  if (contentType === undefined) return refused('wrongType');
  const sha256 = createHash('sha256').update(buffer).digest('hex');
  return { ok: true, file: { fileName, bytes: buffer, sha256, contentType } };
}
