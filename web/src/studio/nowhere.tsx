/** An address that leads to no page. */
import { Button } from '../ui/button.tsx';

export function Nowhere() {
  return (
    <div className="m-auto px-6 py-24 text-center">
      <h1 className="text-3xl font-semibold tracking-tight">There is no such page</h1>
      <p className="mt-3 text-muted">Perhaps a part of the address is missing.</p>
      <Button asChild variant="primary" className="mt-7">
        <a href="/ads">To my ads</a>
      </Button>
    </div>
  );
}
