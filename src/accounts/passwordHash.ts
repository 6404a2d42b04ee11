import { hash, parseOptions, verify } from '@node-rs/argon2';

/** Argon2id (the package's default kind) after RFC 9106, second recommended choice, on one lane: 64 MiB, 3 passes. */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** Stands in an account whose password has not been set yet; no password fits it. */
export const NO_PASSWORD = '!';

/** One spelling for one password, whichever keyboard typed it. */
const spelled = (password: string): string => password.normalize('NFKC');

/** The stored form of a password, of any length and script. */
export const hashPassword = (password: string): Promise<string> => hash(spelled(password), COST);

let decoy: Promise<string> | undefined;

/** Compares; without an account, or without a password set, it does the same work and answers false. */
export async function fitsPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  const usable = storedHash !== undefined && storedHash !== NO_PASSWORD;
  decoy ??= hashPassword('the password of nobody');
  const fits = await verify(usable ? storedHash : await decoy, spelled(password));
  return usable && fits;
}

/** True for a hash made at a lower cost than today's; it is renewed at the next sign-in. */
export function isOutdated(storedHash: string): boolean {
  const { memoryCost, timeCost } = parseOptions(storedHash);
  return memoryCost < COST.memoryCost || timeCost < COST.timeCost;
}
