/** Ctrl-C and SIGTERM as an AbortSignal; a second one ends the program at once. */

export function stopOnSignals(program: NodeJS.Process): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) program.exit(130);
    program.stderr.write('\nStopping… (once more to leave at once)\n');
    controller.abort();
  };
  program.on('SIGINT', stop);
  program.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      program.off('SIGINT', stop);
      program.off('SIGTERM', stop);
    },
  };
}
