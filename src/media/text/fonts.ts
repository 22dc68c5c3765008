/** The fonts of every film, from npm packages, so that words look the same on every machine. Loads no drawing library. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Package and the weights that are used of it; each weight is a folder with one TTF file. */
const FAMILIES: readonly { readonly package: string; readonly weights: readonly string[] }[] = [
  { package: 'inter', weights: ['500Medium', '600SemiBold', '700Bold', '800ExtraBold'] },
  { package: 'playfair-display', weights: ['500Medium', '600SemiBold', '700Bold'] },
  { package: 'space-grotesk', weights: ['500Medium', '700Bold'] },
  { package: 'noto-sans-arabic', weights: ['500Medium', '700Bold'] },
  { package: 'noto-sans-hebrew', weights: ['500Medium', '700Bold'] },
  { package: 'noto-sans-devanagari', weights: ['500Medium', '700Bold'] },
  { package: 'noto-sans-thai', weights: ['500Medium', '700Bold'] },
  { package: 'noto-sans-sc', weights: ['500Medium', '700Bold'] },
  { package: 'noto-sans-kr', weights: ['500Medium', '700Bold'] },
  { package: 'noto-color-emoji', weights: ['400Regular'] },
];

/** What stands in, in this order, where a typeface lacks a script. */
const FALLBACKS = [
  'Inter',
  'Noto Sans Arabic',
  'Noto Sans Hebrew',
  'Noto Sans Devanagari',
  'Noto Sans Thai',
  'Noto Sans SC',
  'Noto Sans KR',
  'Noto Color Emoji',
];

/**
 * Writes a fontconfig file into `folder` that knows our fonts and no others, and returns its path. It must be in
 * `FONTCONFIG_FILE` before sharp is loaded for the first time: fontconfig reads it then, and never again.
 */
export function prepareFonts(folder: string): string {
  const cache = join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  const file = join(folder, 'fonts.conf');
  writeFileSync(file, configuration(cache));
  return file;
}

function configuration(cache: string): string {
  const folders = fontFolders().map((folder) => `  <dir>${escapeXml(folder)}</dir>`);
  const fallbacks = FALLBACKS.map(
    (family) => `    <edit name="family" mode="append_last"><string>${family}</string></edit>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.join('\n')}
  <cachedir>${escapeXml(cache)}</cachedir>
  <match target="pattern">
${fallbacks.join('\n')}
  </match>
</fontconfig>
`;
}

function fontFolders(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return FAMILIES.flatMap(({ package: name, weights }) => {
    const root = dirname(resolve(`@expo-google-fonts/${name}/package.json`));
    return weights.map((weight) => join(root, weight));
  });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
