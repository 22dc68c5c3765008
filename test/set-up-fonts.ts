/** Points the text engine at the packaged fonts before a test file loads sharp: `setupFiles` of vitest.config.ts. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareFonts } from '../src/media/text/fonts.ts';

// One folder for all test processes, so that fontconfig reads the fonts once and then uses its cache.
process.env.FONTCONFIG_FILE = prepareFonts(join(tmpdir(), 'adgen-test-fonts'));
