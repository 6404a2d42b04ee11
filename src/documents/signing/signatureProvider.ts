/** Whoever signs: a local stand-in today, a licensed authority or a government seal server by configuration. */
export interface SignatureProvider {
  /** Words for screens and documents. */
  readonly label: string;
  /** True only for a licensed certification authority. */
  readonly licensed: boolean;
  /** Detached CMS (DER) over the bytes, PAdES baseline B-B attributes inside. */
  sign(bytesToSign: Buffer): Promise<Buffer>;
  /** Certificates from the signer to the root, PEM. */
  readonly chainPem: string;
}
