/** Which typefaces exist for the text engine: a fontconfig file that names only fonts from npm packages, so every machine draws the same pixels. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** Package → weights used. One folder per weight, so that nothing else is scanned. */
const FONT_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  inter: ['500Medium', '700Bold', '800ExtraBold'],
  'playfair-display': ['500Medium', '600SemiBold', '700Bold'],
  'space-grotesk': ['500Medium', '700Bold'],
  'noto-sans-arabic': ['500Medium', '700Bold', '800ExtraBold'],
  'noto-sans-hebrew': ['500Medium', '700Bold', '800ExtraBold'],
  'noto-sans-devanagari': ['500Medium', '700Bold', '800ExtraBold'],
  'noto-sans-thai': ['500Medium', '700Bold', '800ExtraBold'],
  'noto-sans-sc': ['500Medium', '700Bold'],
  'noto-sans-kr': ['500Medium', '700Bold'],
  'noto-color-emoji': ['400Regular'],
};

/**
 * Writes `fonts.conf` and a cache folder into `folder` and returns the file's path, for `FONTCONFIG_FILE`. The text engine
 * reads that variable once, when it first draws: set it before anything imports sharp. A repeat changes nothing; several
 * processes may share the folder. Throws when a font package is missing or the folder cannot be written.
 */
export function prepareFonts(folder: string): string {
  const home = resolve(folder);
  const file = join(home, 'fonts.conf');
  const text = fontsConf(fontFolders(), join(home, 'cache'));
  mkdirSync(join(home, 'cache'), { recursive: true });
  if (read(file) === text) return file;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  return file;
}

function fontFolders(): readonly string[] {
  const { resolve: find } = createRequire(import.meta.url);
  return Object.entries(FONT_FOLDERS).flatMap(([name, weights]) => {
    const home = dirname(find(`@expo-google-fonts/${name}/package.json`));
    return weights.map((weight) => join(home, weight));
  });
}

/** No hinting: widths then grow in proportion to the size, which the line breaking relies on. */
function fontsConf(folders: readonly string[], cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${escapeXml(folder)}</dir>`).join('\n')}
  <cachedir>${escapeXml(cache)}</cachedir>
  <alias binding="same"><family>emoji</family><prefer><family>Noto Color Emoji</family></prefer></alias>
  <match target="pattern">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
