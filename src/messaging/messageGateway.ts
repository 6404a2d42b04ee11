export type MessageCode =
  | 'invitation'
  | 'repairNotice'
  | 'activationCode'
  | 'resetCode'
  | 'signingCode'
  | 'phoneChanged'
  | 'phoneOnRecord'
  | 'phoneConfirmed'
  | 'resetWaits'
  | 'idNumberRecorded'
  | 'firmPhoneChanged'
  | 'firmPhoneOnRecord'
  | 'personQuestionOpened'
  | 'personQuestionKept'
  | 'personQuestionTaken'
  | 'personQuestionEntered';

/**
 * Whose telephone (SMS) or postal address (MAIL) on record: an account's, a firm's and its representative's, or the one
 * of whom an open question found on record, who may have left it since. Senders never hold the full one; a gateway reads
 * it from the stores when it delivers. `shown` is masked, `-` for none on record.
 * `number: 'former'`: the telephone that stood before the present one, which is told of the change.
 */
export type MessageRecipient = { readonly shown: string; readonly number?: 'former' } & (
  { readonly accountId: string } | { readonly uscc: string } | { readonly personQuestionId: string }
);

export interface Message {
  /** Chosen by the sender; a message sent again under its id is one message. */
  readonly messageId: string;
  readonly channel: 'SMS' | 'MAIL';
  readonly recipient: MessageRecipient;
  /** Which words, and what is put into them: the gateway holds the words, as networks want theirs registered. */
  readonly code: MessageCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** A one-time code for the recipient alone; never logged, and sealed wherever it is kept. */
  readonly secret?: string | undefined;
  /** Adcode of the county whose administrators may know of the message. */
  readonly county?: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The port through which SMS and mail leave. */
export interface MessageGateway {
  /**
   * Takes a message over; nothing comes back. Delivery, and trying it again, is the gateway's own matter. Sent twice
   * under one id, the message is delivered once. Rejects only where it could not be taken over: the act that wanted it
   * fails too, what it wrote before stands, and asked anew it makes another code.
   */
  send(message: Message): Promise<void>;
}
