/** Something the person has to put right before adgen can run; the message says what and how. */

export class SetUpError extends Error {
  /** `say` is one sentence for people; `details`, if any, are the words of the program that failed. */
  constructor(say, details = '') {
    super(details.trim() ? `${say}\n${firstLines(details)}` : say);
    this.name = 'SetUpError';
  }
}

/** Programs name the cause first; npm adds pages of usage. */
function firstLines(text) {
  const lines = text.trim().split('\n').slice(0, 12);
  return lines.map((line) => `  ${line}`).join('\n');
}
