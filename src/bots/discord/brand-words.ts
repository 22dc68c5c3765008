/** The words of `/ad brand`: what is kept, and who may approve. Pure. */
import type { Overview } from '../window.ts';
import { escapeText } from './markdown.ts';

export function brandWords(shown: Pick<Overview, 'kit' | 'settings'>): string {
  return `### Brand kit\n${kitWords(shown)}\n### Who may approve\n${approverWords(shown)}`;
}

function kitWords({ kit }: Pick<Overview, 'kit'>): string {
  if (kit === null)
    return 'No brand is kept yet. With one, nobody has to type the brand name and colour again: `/ad brand name:Northbrew colour:teal`';
  return `**${escapeText(kit.brandName)}**, colour ${escapeText(kit.brandColor)}. New ads begin with it.`;
}

function approverWords({ settings }: Pick<Overview, 'settings'>): string {
  const named = settings.approvers.map((id) => `<@&${roleIdOf(id)}>`);
  if (named.length === 0)
    return 'Whoever begins an ad says yes to its price. Nobody else is named: `/ad brand approver-role:@leads`';
  return `Whoever begins an ad says yes to its price. So may ${named.join(', ')}.`;
}

/** `discord:{guild}:{role}`; here only roles are named. */
export function roleIdOf(id: string): string {
  return id.split(':').at(-1) ?? id;
}
