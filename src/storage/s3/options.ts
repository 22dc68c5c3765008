/** What the S3 store needs to know, and what of it people set. */

export type S3Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

export type S3Options = {
  readonly bucket: string;
  readonly region: string;
  /** Where a compatible store answers, such as `http://store:9000`; null: Amazon's own. */
  readonly endpoint: string | null;
  /** Where people reach that same store, when not at `endpoint`: the host of shared links. Null or absent: `endpoint`. */
  readonly publicEndpoint?: string | null;
  /** Absent: the usual places of the AWS SDK (environment, shared files, the machine's role). */
  readonly credentials?: S3Credentials;
  /** For local copies. Several processes of one machine may share it; containers must not, they cannot tell who lives. */
  readonly cacheFolder: string;
  /** How much the local copies of this process may take; what was opened lately stays even beyond it. */
  readonly cacheBytes?: number;
  /** So long a file that was opened is not removed: longer than the longest ffmpeg run that reads it. */
  readonly keepOpenedMs?: number;
  /** So long a local copy is used without asking the store whether it is still the same. */
  readonly trustCopyMs?: number;
  /** Files above this are sent in parts of this size; S3 takes no parts below 5 MiB. */
  readonly partBytes?: number;
  /** So long one call is tried again while the store refuses or cannot be reached. */
  readonly patienceMs?: number;
  /** So long a connection may stand still before it counts as broken. */
  readonly stillMs?: number;
  /** Milliseconds since 1970, for what is removed first. */
  readonly now?: () => number;
  /** From 0 to 1, so that many processes do not try again at the same moment. */
  readonly random?: () => number;
};

/** How the store is spoken of in sentences for people. */
export type StoreName = Pick<S3Options, 'bucket' | 'region' | 'endpoint'>;
