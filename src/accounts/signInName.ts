const SIGN_IN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/;

/** Whether an official may be given this name to sign in with. */
export const isSignInName = (text: string): boolean => SIGN_IN_NAME.test(text);
