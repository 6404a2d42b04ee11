const NOWHERE = 'http://own.invalid';

/** A path of this site that a person asked to be led to, or the fallback: never another host, scheme or `//` trick. */
export function safeRedirect(target: unknown, fallback: string): string {
  if (typeof target !== 'string' || !/^\/(?![/\\])[^\\\s]*$/.test(target)) return fallback;
  try {
    const url = new URL(target, NOWHERE);
    if (url.origin !== NOWHERE || url.pathname.startsWith('//')) return fallback;
    return `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return fallback;
  }
}
