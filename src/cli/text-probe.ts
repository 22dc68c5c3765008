/** Whether our fonts are found: draws a letter of several scripts and looks for ink. */
import sharp from 'sharp';
import { AdgenError } from '../ad/errors.ts';

const SAMPLES = { Latin: 'Å', Arabic: 'ع', Hindi: 'हि', Chinese: '漢', emoji: '😀' };

export function createTextProbe(): () => Promise<string> {
  return async () => {
    for (const [script, text] of Object.entries(SAMPLES)) {
      const { channels } = await sharp({ text: { text, font: 'Inter 40', rgba: true, dpi: 72 } }).stats();
      if ((channels[3]?.max ?? 0) === 0) {
        throw new AdgenError('set-up', `The font for ${script} is missing. Run npm ci to install the packages again.`);
      }
    }
    return `${Object.keys(SAMPLES).join(', ')} (from npm packages)`;
  };
}
