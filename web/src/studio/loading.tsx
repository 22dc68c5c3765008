/** Said only when a page takes its time: most are there at once. */

export function Loading() {
  return (
    <p role="status" className="arrive-late m-auto min-h-[60dvh] content-center text-muted">
      One moment…
    </p>
  );
}
