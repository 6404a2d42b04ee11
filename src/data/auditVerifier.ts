import type { Model } from 'mongoose';
import { recordHash, sealOf, type StoredHead, type StoredRecord } from './auditLinks.js';
import { sameText } from './fieldCrypto.js';

/** ALTERED: content or seal wrong; MISSING: a place is empty; REORDERED: right record, wrong place; TRUNCATED: the end is cut off; UNSEALED_END: the chain's end mark is absent or forged. */
export type BrokenLink = 'ALTERED' | 'MISSING' | 'REORDERED' | 'TRUNCATED' | 'UNSEALED_END';

export interface ChainVerdict {
  chain: string;
  ok: boolean;
  /** Records read up to the verdict. */
  length: number;
  /** Place of the first broken link. */
  brokenAt?: number;
  reason?: BrokenLink;
}

interface Sources {
  records: Model<StoredRecord>;
  heads: Model<StoredHead>;
  auditKey: Buffer;
}

/** Streams the records in chain order, then looks for heads whose chain has vanished altogether; `only` one chain where named. */
export async function* chainVerifier(
  { records, heads, auditKey }: Sources,
  only?: string,
): AsyncGenerator<ChainVerdict> {
  const chosen = only === undefined ? [{}, {}] : [{ chain: only }, { _id: only }];
  let walk: ChainWalk | undefined;
  for await (const document of records.find(chosen[0]).sort({ chain: 1, seq: 1 }).lean().cursor({ batchSize: 500 })) {
    const record = document as StoredRecord;
    if (walk !== undefined && walk.chain !== record.chain) {
      yield walk.end(await heads.findById(walk.chain).lean());
      walk = undefined;
    }
    walk ??= new ChainWalk(record.chain, auditKey);
    walk.take(record);
  }
  if (walk !== undefined) yield walk.end(await heads.findById(walk.chain).lean());
  for await (const head of heads.find(chosen[1]).sort({ _id: 1 }).lean().cursor()) {
    const chain = head._id;
    if ((await records.exists({ chain })) === null) {
      yield { chain, ok: false, length: 0, brokenAt: 1, reason: 'TRUNCATED' };
    }
  }
}

/** Checks one chain link by link and keeps the first fault. */
class ChainWalk {
  readonly chain: string;
  readonly #auditKey: Buffer;
  #length = 0;
  #lastHash = '';
  readonly #hashes = new Map<number, string>();
  #fault: { brokenAt: number; reason: BrokenLink } | undefined;

  constructor(chain: string, auditKey: Buffer) {
    this.chain = chain;
    this.#auditKey = auditKey;
  }

  take(record: StoredRecord): void {
    const reason = this.#faultOf(record);
    if (reason !== undefined) this.#fault ??= { brokenAt: this.#length + 1, reason };
    this.#length += 1;
    this.#lastHash = record.hash;
    this.#hashes.set(record.seq, record.hash);
  }

  #faultOf(record: StoredRecord): BrokenLink | undefined {
    if (record.seq !== this.#length + 1) return 'MISSING';
    if (record.hash !== recordHash(record)) return 'ALTERED';
    if (record.prevHash !== this.#lastHash) return 'REORDERED';
    const { chain, seq, hash } = record;
    const seal = sealOf(this.#auditKey, { what: 'link', chain, seq, hash });
    return sameText(record.seal, seal) ? undefined : 'ALTERED';
  }

  end(head: StoredHead | null): ChainVerdict {
    this.#checkEnd(head);
    const { chain } = this;
    if (this.#fault === undefined) return { chain, ok: true, length: this.#length };
    return { chain, ok: false, length: this.#length, ...this.#fault };
  }

  /** Records past the head carry their own seals: a writer stopped between record and head, nothing is wrong. */
  #checkEnd(head: StoredHead | null): void {
    if (this.#fault !== undefined) return;
    if (head === null) {
      this.#fault = { brokenAt: this.#length, reason: 'UNSEALED_END' };
      return;
    }
    const { seq, hash } = head;
    const seal = sealOf(this.#auditKey, { what: 'head', chain: this.chain, seq, hash });
    if (!sameText(head.seal, seal)) this.#fault = { brokenAt: seq, reason: 'UNSEALED_END' };
    else if (seq > this.#length) this.#fault = { brokenAt: this.#length + 1, reason: 'TRUNCATED' };
    else if (this.#hashes.get(seq) !== hash) this.#fault = { brokenAt: seq, reason: 'ALTERED' };
  }
}
