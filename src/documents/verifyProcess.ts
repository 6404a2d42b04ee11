import { endTelling, receivedFile, tell } from '../isolation/insideProcess.js';
import type { Examined } from './examiner.js';
import { carriesTrustedRoot, verifyPdfSignature } from './verifyPdf.js';

// Looks at one file of a stranger and ends. Started by examiner.ts with as few rights as will do.
const trust = { trustedPem: process.argv[2] ?? '' };
const bytes = await receivedFile();
const verification = verifyPdfSignature(bytes, trust);
const carriesOurMark = verification.trusted || carriesTrustedRoot(bytes, trust);
const examined: Examined = { verification, carriesOurMark };
await tell(examined);
endTelling();
