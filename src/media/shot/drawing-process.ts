/** A helper process that draws. */
import { enableCompileCache } from 'node:module';

// Before anything else is imported: a second start then takes half as long.
enableCompileCache();
const { default: sharp } = await import('sharp');
const { serve } = await import('../workshop/serve.ts');
const { DRAWING } = await import('./drawing.ts');
// There is a helper for every core, and what one drew the next job never asks for.
sharp.concurrency(1);
sharp.cache(false);
serve(DRAWING);
