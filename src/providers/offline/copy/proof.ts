/** Whether words are proof, an award, a test, a seal, rather than a promise. */

const SIGNS =
  /(?<!\p{L})(?:award(?:s|-winning)?|rated|tested|certified|reviews?|preisgekrönt|getestet|zertifiziert|primée?s?|testée?s?|certifiée?s?|premiad\p{L}+|certificad\p{L}+|premiat\p{L}+|certificat\p{L}+)(?!\p{L})/iu;

export function isProof(text: string): boolean {
  return SIGNS.test(text);
}
