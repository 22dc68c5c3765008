/** Text of a message: paragraphs where there is a blank line, line breaks as they were written, links that can be followed. */
import { Fragment } from 'react';

const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/;

export function Words({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return (
    <div className={`space-y-3 whitespace-pre-line ${className}`}>
      {paragraphs.map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has nothing but its place
        <p key={index}>
          <Linked text={paragraph} />
        </p>
      ))}
    </div>
  );
}

function Linked({ text }: { readonly text: string }) {
  return text.split(LINK).map((part, index) =>
    index % 2 === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part has nothing but its place
      <Fragment key={index}>{part}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part has nothing but its place
      <a key={index} href={part} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
        {part}
      </a>
    ),
  );
}
