/** Order an ad: a photo, a sentence, a brand. The storyboard that follows costs nothing. */
import { useWatch } from 'react-hook-form';
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import type { Client } from './client.ts';
import { ColorField } from './create-color.tsx';
import { useCutout } from './create-cutout.ts';
import { DurationField } from './create-duration.tsx';
import { described, FormField, INPUT_LOOK } from './create-field.tsx';
import { hexOfColor, usePhoto } from './create-photo.ts';
import { PictureField } from './create-picture.tsx';
import { type OrderState, useOrder } from './create-use-order.ts';

type CreatePageProps = {
  readonly client: Client;
  /** Opens an address of the studio. */
  readonly go: (path: string) => void;
};

export function CreatePage({ client, go }: CreatePageProps) {
  const order = useOrder(client, (id) => go(`/ads/${id}`));
  const photo = usePhoto(order.picture);
  const cutout = useCutout(client, order.picture);
  const brandColor = useWatch({ control: order.form.control, name: 'brandColor' });
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
      <h1 className="text-[28px] leading-tight font-semibold tracking-tight sm:text-4xl">A new ad</h1>
      <p className="mt-2 max-w-[56ch] text-pretty text-muted sm:text-[17px]">
        A photo and a sentence are enough. You see the storyboard and the price before anything is made.
      </p>
      <form
        noValidate
        aria-label="A new ad"
        onSubmit={(event) => {
          event.preventDefault();
          order.submit();
        }}
        className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-14"
      >
        <div className="lg:sticky lg:top-20 lg:self-start">
          <PictureField
            picture={order.picture}
            photo={photo}
            cutout={cutout}
            ground={hexOfColor(brandColor)}
            error={order.pictureError}
            onPicture={order.choose}
            onError={order.setPictureError}
          />
        </div>
        <Questions order={order} colors={photo.colors} />
      </form>
    </div>
  );
}

type QuestionsProps = { readonly order: OrderState; readonly colors: readonly string[] };

function Questions({ order, colors }: QuestionsProps) {
  const { form } = order;
  const { errors } = form.formState;
  const [brandColor, durationSeconds] = useWatch({ control: form.control, name: ['brandColor', 'durationSeconds'] });
  const set = { shouldDirty: true, shouldTouch: true, shouldValidate: true };
  return (
    <div className="space-y-7">
      <FormField id="text" label="What is the ad about?" error={errors.text?.message}>
        <textarea
          {...form.register('text')}
          {...described('text', errors.text?.message)}
          rows={4}
          placeholder="Sparkling lemonade with basil. Crisp, cold, not too sweet."
          className={`${INPUT_LOOK} block field-sizing-content min-h-28 resize-none`}
        />
      </FormField>
      <FormField id="brandName" label="Brand" error={errors.brandName?.message}>
        <input
          {...form.register('brandName')}
          {...described('brandName', errors.brandName?.message)}
          placeholder="The name to show in the ad"
          autoComplete="organization"
          className={INPUT_LOOK}
        />
      </FormField>
      <ColorField
        registered={form.register('brandColor')}
        value={brandColor}
        proposals={colors}
        error={errors.brandColor?.message}
        onPick={(hex) => form.setValue('brandColor', hex, set)}
      />
      <DurationField
        value={durationSeconds}
        error={errors.durationSeconds?.message}
        onChange={(seconds) => form.setValue('durationSeconds', seconds, set)}
      />
      <More order={order} />
      <Submit order={order} />
    </div>
  );
}

function More({ order: { form } }: Pick<QuestionsProps, 'order'>) {
  const { errors } = form.formState;
  return (
    <div className="grid gap-7 sm:grid-cols-2 sm:gap-5">
      <FormField id="callToAction" label="Call to action" isOptional error={errors.callToAction?.message}>
        <input
          {...form.register('callToAction')}
          {...described('callToAction', errors.callToAction?.message)}
          placeholder="Taste it today"
          autoComplete="off"
          className={INPUT_LOOK}
        />
      </FormField>
      <FormField id="tone" label="Tone" isOptional error={errors.tone?.message}>
        <input
          {...form.register('tone')}
          {...described('tone', errors.tone?.message)}
          placeholder="Calm, elegant"
          autoComplete="off"
          className={INPUT_LOOK}
        />
      </FormField>
    </div>
  );
}

function Submit({ order: { form, problem, picture, pictureError } }: Pick<QuestionsProps, 'order'>) {
  const { isSubmitting, errors, submitCount } = form.formState;
  const missing = Object.keys(errors).length + (picture === null && pictureError ? 1 : 0);
  return (
    <div className="space-y-3 border-t border-line pt-6">
      {problem && (
        <p role="alert" className="flex gap-2.5 rounded-xl bg-danger-soft px-4 py-3 text-sm leading-5">
          <Icon name="alert" className="mt-px size-4.5 text-danger" />
          <span>{problem} Nothing you typed is lost.</span>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" variant="primary" size="large" isBusy={isSubmitting}>
          Draw the storyboard
        </Button>
        <p className="text-sm text-muted" aria-live="polite">
          {submitCount > 0 && missing > 0
            ? `${missing === 1 ? 'One thing is' : `${missing} things are`} missing.`
            : 'Free. You decide afterwards.'}
        </p>
      </div>
    </div>
  );
}
