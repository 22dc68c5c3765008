import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/ad/project.ts';
import { createProgressLine } from '../../src/cli/progress-line.ts';
import { sampleFiles } from '../fixtures/ad-project.ts';

const project = (status: Project['status'], progress: number, activity: string | null = null): Project => ({
  id: 'p1',
  userId: 'local',
  title: 'Fjell',
  ad: {
    brief: { text: 'x', brandName: 'Fjell', brandColor: '#008080', durationSeconds: 15 },
    photoKey: 'k',
    receipt: null,
  },
  plan: null,
  version: 0,
  status,
  progress,
  activity,
  scenesMade: [],
  approved: true,
  cancelRequested: false,
  costMicroUsd: 0,
  errorMessage: null,
  files: sampleFiles(),
});

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { write: (text: string) => written.push(text), isTTY, columns: 60, written };
}

describe('the progress line', () => {
  it('is plain lines where there is no terminal, one for each step worth one', () => {
    const out = screen(false);
    const line = createProgressLine(out, () => 0);
    for (const percent of [30, 31, 32, 35]) line.show(project('GENERATING_SCENES', percent, 'backgrounds: 1 of 4'));
    line.end();
    expect(out.written).toEqual([' 30 %  backgrounds: 1 of 4  0 s\n', ' 35 %  backgrounds: 1 of 4  0 s\n']);
  });

  it('is one live line on a terminal, never wider than it, and gone at the end', () => {
    const out = screen(true);
    const line = createProgressLine(out, () => 0);
    line.show(project('COMPOSITING', 70));
    line.end();
    const [drawn = '', erased] = out.written;
    expect(drawn).toContain('putting the product into');
    expect(drawn.replace('\r\u001b[2K', '').length).toBeLessThan(60);
    expect(erased).toBe('\r\u001b[2K');
  });

  it('lets a sentence stand above it', () => {
    const out = screen(true);
    const line = createProgressLine(out, () => 0);
    line.show(project('COMPOSITING', 70));
    line.note('Making it costs about $0.49.');
    line.end();
    expect(out.written[1]).toBe('\r\u001b[2KMaking it costs about $0.49.\n');
    expect(out.written[2]).toContain('putting the product into');
    const plain = screen(false);
    createProgressLine(plain, () => 0).note('Making it costs about $0.49.');
    expect(plain.written).toEqual(['Making it costs about $0.49.\n']);
  });

  it('says in plain words what it does when nothing else is known', () => {
    const out = screen(false);
    createProgressLine(out, () => 0).show(project('EXTRACTING_PRODUCT', 10));
    expect(out.written[0]).toContain('cutting the product out of the photo');
  });
});
