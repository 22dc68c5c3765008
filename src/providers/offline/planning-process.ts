/** A helper process that plans. */
import { enableCompileCache } from 'node:module';

// Before anything else is imported: a second start then takes half as long.
enableCompileCache();
const { serve } = await import('../../media/workshop/serve.ts');
const { PLANNING } = await import('./planning.ts');
serve(PLANNING);
