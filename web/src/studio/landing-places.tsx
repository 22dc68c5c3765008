/** Where people can use it. */
const PLACES = [
  { title: 'Here', text: 'A form, a player, an editor for each scene.', href: '/new', name: 'Open the form' },
  {
    title: 'Slack and Discord',
    text: 'In a thread, with everybody who has a say.',
    href: '/account',
    name: 'Link your chat',
  },
  {
    title: 'Your own program',
    text: 'Everything by HTTP, written down for people and programs.',
    href: '/api/docs',
    name: 'Read the API',
  },
] as const;

export function Places() {
  return (
    <section aria-labelledby="places" className="mx-auto max-w-6xl px-4 pb-20 sm:px-6 sm:pb-28">
      <h2 id="places" className="text-2xl font-semibold tracking-tight sm:text-3xl">
        Work where you already are
      </h2>
      <ul className="mt-8 grid gap-4 sm:grid-cols-3">
        {PLACES.map(({ title, text, href, name }) => (
          <li key={title} className="flex flex-col rounded-3xl border border-line bg-panel p-6">
            <h3 className="text-lg font-semibold tracking-tight">{title}</h3>
            <p className="mt-1.5 grow text-pretty text-muted">{text}</p>
            <a
              href={href}
              className="mt-4 flex min-h-11 w-fit items-center font-semibold text-accent underline decoration-transparent underline-offset-4 hover:decoration-current"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
