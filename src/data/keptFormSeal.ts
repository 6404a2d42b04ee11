import type { FieldCrypto } from './fieldCrypto.js';

/** Seals what a person typed into a form that is kept in a session: telephones and addresses of people may be in it. */
export interface KeptFormSeal {
  /** `owner`: the mark of the account; what was sealed for one opens for no other. */
  seal(text: string, owner: string): string;
  /** Null where it was sealed for another account, under another key, or was changed. */
  open(sealed: string, owner: string): string | null;
}

export const keptFormSeal = (crypto: Pick<FieldCrypto, 'seal' | 'open'>): KeptFormSeal => ({
  seal: (text, owner) => crypto.seal(text, contextOf(owner)),
  open(sealed, owner) {
    try {
      return crypto.open(sealed, contextOf(owner));
    } catch {
      return null;
    }
  },
});

const contextOf = (owner: string): string => `session.keptForm:${owner}`;
