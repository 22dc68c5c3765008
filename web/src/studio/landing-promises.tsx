/** What people may rely on. */
const PROMISES = [
  {
    title: 'Your product, not a likeness of it',
    text: 'The real photo is placed over each scene. Same label, same colours, same pixels: only what is behind it is made.',
  },
  {
    title: 'A price before a yes',
    text: 'Backgrounds and music made on this machine are free. Where a paid model is used, the price stands beside the button, and nothing beyond it is spent.',
  },
  {
    title: 'Nothing is lost',
    text: 'Every version stays for as long as its films are kept. Compare two of them, go back, and pay for no scene twice.',
  },
] as const;

export function Promises() {
  return (
    <section aria-label="What you may rely on" className="bg-[#0b2f2c] text-white dark:bg-panel">
      <ul className="mx-auto grid max-w-6xl gap-x-10 gap-y-9 px-4 py-14 sm:grid-cols-3 sm:px-6 sm:py-20">
        {PROMISES.map(({ title, text }) => (
          <li key={title}>
            <h2 className="text-xl font-semibold tracking-tight text-balance">{title}</h2>
            <p className="mt-3 max-w-[40ch] text-pretty text-[#c5dcd8]">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
