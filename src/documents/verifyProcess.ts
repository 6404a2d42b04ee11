import { MOST_PAGES } from '../domain/commitment/mostPages.js';
import { endTelling, receivedFile, tell } from '../isolation/insideProcess.js';
import type { Examined } from './examiner.js';
import { hasMorePagesThan } from './pagesOf.js';
import { carriesTrustedRoot, verifyPdfSignature } from './verifyPdf.js';

// Looks at one file of a stranger and ends. Started by examiner.ts with as few rights as will do.
const trust = { trustedPem: process.argv[2] ?? '' };
const bytes = await receivedFile();
await tell(hasMorePagesThan(MOST_PAGES, bytes) ? 'tooManyPages' : examined(bytes));
endTelling();

function examined(bytes: Buffer): Examined {
  const verification = verifyPdfSignature(bytes, trust);
  return { verification, carriesOurMark: verification.trusted || carriesTrustedRoot(bytes, trust) };
}
