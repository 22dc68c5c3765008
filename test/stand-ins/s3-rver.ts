/**
 * s3rver as the store: real files, real HTTP. It accepts any secret, knows no lifecycle, answers 500 to continuation tokens
 * and stores the SDK's own checksum trailers as content (3.7.1); what it cannot say, the strict stand-in beside it does.
 */
import { S3_BUCKET } from './s3-store.ts';

type Server = { readonly run: () => Promise<{ readonly port: number }>; readonly close: () => Promise<void> };
type Construct = new (options: Readonly<Record<string, unknown>>) => Server;

export const S3RVER_CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** `port` 0 takes any; stopped and started again on the same folder and port it has kept everything. */
export async function startS3rver(
  directory: string,
  port = 0,
): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  // @ts-expect-error It brings no types.
  const { default: S3rver }: { readonly default: Construct } = await import('s3rver');
  const server = new S3rver({
    ...{ address: '127.0.0.1', port, directory, silent: true },
    configureBuckets: [{ name: S3_BUCKET, configs: [] }],
  });
  const at = await server.run();
  return { url: `http://127.0.0.1:${at.port}`, port: at.port, close: () => server.close() };
}
