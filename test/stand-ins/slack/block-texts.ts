/** The small parts of Slack's blocks with their limits (docs.slack.dev and @slack/types 3.2, August 2026). */
import { z } from 'zod';

export function words(maxLength: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(maxLength, { message: `must be less than ${maxLength + 1} characters` });
}

export function plain(maxLength: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: words(maxLength), emoji: z.boolean().optional() });
}

export function mrkdwn(maxLength: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: words(maxLength), verbatim: z.boolean().optional() });
}

export function anyText(maxLength: number) {
  return z.discriminatedUnion('type', [plain(maxLength), mrkdwn(maxLength)]);
}

export const Style = z.enum(['primary', 'danger']);

/** A web address that Slack itself can fetch or people can open: never of this machine's kind in production, but http(s). */
export const Url = words(3000).regex(/^https?:\/\/\S+$/, { message: 'must be a valid URL' });

export const Confirm = z.strictObject({
  title: plain(100).optional(),
  text: anyText(300),
  confirm: plain(30).optional(),
  deny: plain(30).optional(),
  style: Style.optional(),
});

export const PlainOption = z.strictObject({
  text: plain(75),
  value: words(75),
  description: plain(75).optional(),
  url: Url.optional(),
});

export const AnyOption = z.strictObject({
  text: anyText(75),
  value: words(75),
  description: anyText(75).optional(),
});

export const OptionGroup = z.strictObject({ label: plain(75), options: z.array(PlainOption).min(1).max(100) });

const Shown = z.union([
  z.strictObject({ image_url: Url }),
  z.strictObject({ slack_file: z.union([z.strictObject({ id: words(40) }), z.strictObject({ url: Url })]) }),
]);

/** Either an address or a file of Slack's, never both. */
export function picture<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject({}).transform((given, context) => {
    const { image_url, slack_file, ...rest } = given;
    const shown = Shown.safeParse({
      ...(image_url === undefined ? {} : { image_url }),
      ...(slack_file === undefined ? {} : { slack_file }),
    });
    if (!shown.success) context.addIssue({ code: 'custom', message: 'needs exactly one of image_url and slack_file' });
    const other = z.strictObject(shape).safeParse(rest);
    if (!other.success)
      for (const { path, message } of other.error.issues) context.addIssue({ code: 'custom', path, message });
    return given;
  });
}
