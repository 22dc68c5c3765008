/** Wishes that an ad of ours cannot have, each with what is possible instead. */
import { type Clause, type Reading, say } from './clause.ts';

const CANNOT: readonly (readonly [RegExp, string])[] = [
  [
    /(?<!\p{L})(?:translate|(?:everything|all (?:the )?(?:text|words)|the (?:text|words)|make it|ad) in)(?!\p{L}).*(?<!\p{L})(?:english|german|french|spanish|italian|portuguese|dutch|polish|swedish|danish|turkish|arabic|chinese|japanese)(?!\p{L})/iu,
    'I can’t translate a storyboard. Tell me the new words scene by scene, or say “new ad” and write the brief in that language.',
  ],
  [
    /(?<!\p{L})(?:voice ?-?overs?|narrat\p{L}+|speaker|spoken|voice)(?!\p{L})/iu,
    'I can’t add a voice. What it would say can stand on screen: name the scene and the words.',
  ],
  [
    /(?<!\p{L})(?:add|put|use|show|place|insert|include|with|bigger|larger)(?!\p{L}).*(?<!\p{L})logos?(?!\p{L})/iu,
    'I can’t place a logo yet. Your brand’s name is set in type, and the product keeps the logo that is on it.',
  ],
  [
    /(?<!\p{L})(?:text|headline|words|title|font|letters|caption|lettering)(?!\p{L})(?! (?:to|says?|:)).*(?<!\p{L})(?:bigger|larger|smaller|size|tiny|huge|too (?:big|small|large))(?!\p{L})|(?<!\p{L})(?:bigger|larger|smaller|enlarge|shrink)(?!\p{L}) (?:the )?(?:text|headline|words|title|font|letters|caption|lettering)/iu,
    'The size of the words follows from their length, so that they fit every format. With fewer words they get bigger: tell me the scene and the new words.',
  ],
  [
    /(?<!\p{L})(?:subtitles?|closed captions)(?!\p{L})/iu,
    'There is nothing spoken, so there are no subtitles. Every scene can have its own words, though.',
  ],
  [
    /(?<!\p{L})(?:formats?|aspect(?: ratio)?|vertical|horizontal|landscape format|portrait|square|9:16|16:9|1:1|4:5)(?!\p{L})/iu,
    'You always get three films: 9:16, 1:1 and 16:9.',
  ],
  [
    /(?<!\p{L})(?:show|add|with|put|use|include)(?!\p{L}) .*(?<!\p{L})(?:people|persons?|woman|man|hands?|faces?|models?|actors?|dog|cat|kids?|children|baby|family)(?!\p{L})/iu,
    'I can’t add people or animals: the films show your real product, a set around it and your words.',
  ],
  [
    /(?<!\p{L})(?:4k|1080p|resolution|60 ?fps|hdr)(?!\p{L})/iu,
    'The films come at 1080 pixels on their short side, which is what the platforms show.',
  ],
];

export function readLimit({ text }: Clause): Reading | null {
  const found = CANNOT.find(([sign]) => sign.test(text));
  return found ? say(found[1]) : null;
}
