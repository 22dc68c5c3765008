/** Runs before each test file: words in tests are set in the fonts of the films, on every machine. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareFonts } from '../src/media/text/fonts.ts';

process.env.FONTCONFIG_FILE = prepareFonts(join(tmpdir(), 'adgen-test-fonts'));
