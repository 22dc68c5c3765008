/** The bucket's rule that lets ads expire, whatever becomes of adgen itself. */
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { AdgenError } from '../../ad/errors.ts';
import { refusalOf } from './s3-error.ts';
import type { Store } from './upload.ts';

const RULE_ID = 'adgen-projects';

/** As `aws s3api put-bucket-lifecycle-configuration` takes it, too; `docs/s3-lifecycle.json` is what `adgen migrate` writes. */
export function lifecycleRule(days: number): LifecycleRule {
  return {
    ID: RULE_ID,
    Status: 'Enabled',
    Filter: { Prefix: 'projects/' },
    Expiration: { Days: days },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
}

/** Adds or replaces our rule; the bucket's other rules stay, because the call replaces all of them at once. A repeat is a no-op. */
export async function putLifecycle({ client, bucket }: Store, days: number): Promise<void> {
  if (!Number.isInteger(days) || days < 1)
    throw new AdgenError('bad-input', `RETENTION_DAYS cannot be ${days}. Use a whole number of days from 1.`);
  try {
    const others = await otherRules({ client, bucket });
    const Rules = [...others, lifecycleRule(days)];
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules } }),
    );
  } catch (error) {
    throw said(error, bucket);
  }
}

async function otherRules({ client, bucket }: Store): Promise<readonly LifecycleRule[]> {
  try {
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    return Rules.filter(({ ID }) => ID !== RULE_ID);
  } catch (error) {
    if (refusalOf(error)?.code === 'NoSuchLifecycleConfiguration') return [];
    throw error;
  }
}

/** Who manages a bucket elsewhere often gives adgen no right to change it, and not every store knows rules. */
function said(error: unknown, bucket: string): unknown {
  const refusal = refusalOf(error);
  const isOurs = refusal?.code === 'AccessDenied' || refusal?.code === 'NotImplemented' || refusal?.status === 405;
  if (!isOurs) return error;
  return new AdgenError(
    'storage',
    `The bucket ${bucket} (S3_BUCKET) takes no lifecycle rule from adgen. Set the rule of docs/s3-lifecycle.json with the store's own tools, or allow s3:PutLifecycleConfiguration and s3:GetLifecycleConfiguration.`,
    { cause: error },
  );
}
