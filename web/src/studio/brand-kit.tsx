/** The brand that every new ad begins with: its name and its colour, and beside them what they make of an ad. */
import { useEffect, useRef } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Swatch } from '../ui/swatch.tsx';
import { BrandPreview } from './brand-kit-preview.tsx';
import { type KitEditing, useKitForm } from './brand-kit-use-kit.ts';
import type { Client } from './client.ts';

export function BrandKit({ client }: { readonly client: Client }) {
  const kit = useKitForm(client);
  const { form, hex, load } = kit;
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-6 pb-20 sm:px-6 sm:pt-10">
      <h1 className="text-[28px] leading-tight font-semibold tracking-tight sm:text-4xl">Brand kit</h1>
      <p className="mt-2 max-w-[56ch] text-pretty text-muted sm:text-[17px]">
        New ads begin with this name and this colour, here and in the chat. You can still change both for each ad.
      </p>
      {form.phase === 'loading' ? (
        <Placeholders />
      ) : form.phase === 'unreachable' ? (
        <div role="alert" className="mt-8 space-y-4">
          <p>{form.problem?.message}</p>
          <Button onClick={load}>Try again</Button>
        </div>
      ) : (
        <div className={GRID}>
          <KitFields kit={kit} />
          <BrandPreview name={form.name.trim()} color={hex} />
        </div>
      )}
    </div>
  );
}

const GRID = 'mt-8 grid gap-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-14';

/** The shape of what comes, so that nothing jumps when it does. */
function Placeholders() {
  return (
    <div role="status" aria-label="Loading the brand kit" className={GRID}>
      <div className="space-y-7">
        <div className="sheen mt-8 h-12 rounded-xl bg-sunken" />
        <div className="sheen mt-16 h-12 rounded-xl bg-sunken" />
      </div>
      <div className="sheen mt-12 h-80 rounded-2xl bg-sunken max-lg:hidden" />
    </div>
  );
}

function KitFields({ kit: { form, hex, write, keep } }: { readonly kit: KitEditing }) {
  const { name, color, phase, errors, problem } = form;
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (errors.name ?? errors.color) fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);
  return (
    <form
      ref={fields}
      noValidate
      aria-label="Brand kit"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
      className="space-y-7"
    >
      <Field
        label="Brand"
        value={name}
        onChange={({ target }) => write({ name: target.value })}
        placeholder="The name to show in the ads"
        autoComplete="organization"
        error={errors.name}
      />
      <Field
        label="Brand colour"
        value={color}
        onChange={({ target }) => write({ color: target.value })}
        placeholder="teal, or #0f766e"
        autoComplete="off"
        spellCheck={false}
        before={<Swatch label="Pick the brand colour" color={hex} onPick={(picked) => write({ color: picked })} />}
        hint="A name such as teal, or a value such as #0f766e."
        error={errors.color}
      />
      {problem && (
        <p role="alert" className="flex gap-2.5 rounded-xl bg-danger-soft px-4 py-3 text-sm leading-5">
          <Icon name="alert" className="mt-px size-4.5 text-danger" />
          {problem.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3 border-t border-line pt-6">
        <Button type="submit" variant="primary" size="large" isBusy={phase === 'keeping'}>
          Keep it
        </Button>
        <p role="status" className="text-sm text-muted">
          {phase === 'kept' && (
            <span className="arrive flex gap-1.5 font-semibold text-accent">
              <Icon name="check" className="size-5" />
              Kept. New ads begin with it.
            </span>
          )}
        </p>
      </div>
    </form>
  );
}
