import { type ModelMessage, stepCountIs, ToolLoopAgent, tool } from 'ai';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TOOL_INPUTS } from '../../src/agent/tool-inputs.ts';
import type { View } from '../../src/agent/view.ts';
import { createOfflineModel } from '../../src/providers/offline/chat/offline-model.ts';
import { AD, ask, EMPTY, inShort } from './offline-chat/talk.ts';

type Answers = Readonly<Record<string, object>>;

/** The agent as it is in production, over tools that only say what they were told to say. */
function agentWith(view: View, answers: Answers, called: string[] = []) {
  const tools = Object.fromEntries(
    Object.entries(TOOL_INPUTS).map(([name, inputSchema]) => [
      name,
      tool({
        description: name,
        inputSchema: z.object(inputSchema.shape),
        execute: async () => {
          called.push(name);
          return answers[name] ?? { ok: true, say: `Did ${name}.` };
        },
      }),
    ]),
  );
  const instructions = `You make ads.\n<state>${JSON.stringify(view)}</state>`;
  return new ToolLoopAgent({ model: createOfflineModel(), instructions, tools, stopWhen: stepCountIs(6) });
}

const BRIEF: View['brief'] = { ...EMPTY.brief, text: 'Oat drink.', brandName: 'Fjell', durationSeconds: 20 };
const PICTURE = { id: 'p1', name: 'bottle.jpg' };

describe('the tool loop of the AI SDK', () => {
  test('notes what a message says and asks for the first thing that is missing', async () => {
    const called: string[] = [];
    const missing = ['picture', 'brandColor', 'durationSeconds'];
    const agent = agentWith(EMPTY, { note_brief: { ok: true, say: 'Noted: Fjell.', problems: [], missing } }, called);
    const result = await agent.generate({ prompt: 'An ad for Fjell, our creamy oat drink' });
    expect(called).toEqual(['note_brief']);
    expect(result.text).toBe(
      'Noted: Fjell.\n\nPlease send a picture of the product. A phone photo will do; I cut the product out myself.',
    );
  });

  test('streams the same reply that it generates', async () => {
    const messages: ModelMessage[] = [{ role: 'user', content: 'make scene 2 warmer, and blorp the glorp' }];
    const answers = { change_plan: { ok: true, say: 'Scene 2 is warmer.', applied: ['warmer'], refused: [] } };
    const generated = await agentWith(AD, answers).generate({ messages });
    const called: string[] = [];
    const streamed = await agentWith(AD, answers, called).stream({ messages });
    let text = '';
    for await (const delta of streamed.textStream) text += delta;
    expect(called).toEqual(['change_plan']);
    expect(text).toBe(generated.text);
    expect(text).toBe('I did not get “blorp the glorp”. Scene 2 is warmer.');
  });

  test('says problems first, then what was done, then asks once', async () => {
    const view: View = { ...EMPTY, fileProblems: ['notes.txt is not a picture.'] };
    const problem = '"notacolour" is not a colour we can use.';
    const note = { ok: true, say: 'Noted: 20 seconds.', problems: [problem], missing: ['text', 'brandColor'] };
    const result = await agentWith(view, { note_brief: note }).generate({
      prompt: '20 seconds, brand colour notacolour',
    });
    expect(result.text).toMatch(
      /^notes\.txt is not a picture\. "notacolour".* Noted: 20 seconds\.\n\nWhat is the ad about\?/s,
    );
  });

  test('does not ask for what a problem has just explained', async () => {
    const view: View = { ...EMPTY, brief: BRIEF, missing: ['brandColor'], picture: 'attached' };
    const say = '"#12345" is not a colour we can use. Give a CSS name such as teal.';
    const note = { ok: false, say, problems: [say], missing: ['brandColor'] };
    const result = await agentWith(view, { note_brief: note }).generate({ prompt: '#12345' });
    expect(result.text).toBe(say);
  });

  test('draws the storyboard in the same step when the brief will be complete', async () => {
    const view: View = { ...EMPTY, brief: BRIEF, missing: ['brandColor'], picture: 'attached' };
    const called: string[] = [];
    const drawn = { ok: true, say: 'I am drawing your storyboard.' };
    const noted = { ok: true, say: 'Noted: teal.', problems: [], missing: [] };
    const agent = agentWith(view, { note_brief: noted, draw_storyboard: drawn }, called);
    const result = await agent.generate({ prompt: 'teal please' });
    expect(called).toEqual(['note_brief', 'draw_storyboard']);
    expect(result.steps).toHaveLength(2);
    expect(result.text).toBe('Noted: teal. I am drawing your storyboard.');
  });

  test('draws it in a second step when only the tool knows that the brief is complete', async () => {
    const view: View = { ...EMPTY, brief: { ...BRIEF, brandColor: '#008080' }, missing: ['text', 'picture'] };
    const called: string[] = [];
    const noted = { ok: true, say: 'Noted.', problems: [], missing: [] };
    const agent = agentWith(view, { note_brief: noted }, called);
    await agent.generate({ prompt: 'It is our creamy oat drink from Norway' });
    expect(called).toEqual(['note_brief', 'draw_storyboard']);
  });

  test('draws it when the picture was the last thing missing', async () => {
    const view: View = { ...EMPTY, brief: BRIEF, missing: ['picture'], newPictures: [PICTURE] };
    expect(inShort(await ask(view, ''))).toBe('attach_picture pictureId=p1 + draw_storyboard');
  });

  test('passes a refusal on and does not call it done', async () => {
    const view: View = { ...AD };
    const refused = { ok: false, say: 'The price has moved. Look at the new storyboard first.' };
    const result = await agentWith(view, { approve: refused }).generate({ prompt: 'yes, make it' });
    expect(result.text).toBe('The price has moved. Look at the new storyboard first.');
  });

  test('answers kindly when a tool breaks', async () => {
    const broken = tool({
      inputSchema: z.object({}),
      execute: async (): Promise<string> => {
        throw new Error('boom');
      },
    });
    const instructions = `<state>${JSON.stringify(AD)}</state>`;
    const agent = new ToolLoopAgent({ model: createOfflineModel(), instructions, tools: { status: broken } });
    expect((await agent.generate({ prompt: 'status' })).text).toBe(
      'That did not work just now. Please say it once more.',
    );
  });

  test('understands the second message by what it asked in the first', async () => {
    const agent = agentWith(AD, { change_plan: { ok: true, say: 'Done.', applied: [], refused: [] } });
    const first = await agent.generate({ prompt: 'make it warmer' });
    expect(first.text).toContain('Which scene do you mean by “make it warmer”');
    const second = await agent.generate({
      messages: [
        { role: 'user', content: 'make it warmer' },
        ...first.responseMessages,
        { role: 'user', content: 'the second one' },
      ],
    });
    const [call] = second.steps.flatMap((step) => step.toolCalls);
    expect(call?.input).toMatchObject({ edits: [{ kind: 'background', sceneId: 's2', warmth: 0.5 }] });
  });

  test('remembers its own question over the tools, also when the state has changed meanwhile', async () => {
    const answers = { change_plan: { ok: true, say: 'Scene 4 is gone.', applied: [], refused: [] } };
    let step = 0;
    const agent = new ToolLoopAgent({
      model: createOfflineModel(),
      tools: {
        change_plan: tool({ inputSchema: TOOL_INPUTS.change_plan, execute: async () => answers.change_plan }),
      },
      prepareStep: () => {
        step += 1;
        const ad = AD.ad && { ...AD.ad, scenes: step > 1 ? AD.ad.scenes.slice(0, 3) : AD.ad.scenes };
        return { instructions: `<state>${JSON.stringify({ ...AD, ad })}</state>` };
      },
    });
    const result = await agent.generate({ prompt: 'drop scene 4, and a slide transition' });
    expect(result.text).toMatch(/^Scene 4 is gone\.\n\nWhich scene do you mean by “a slide transition”/);
  });
});

describe('pictures', () => {
  const several = {
    ...EMPTY,
    newPictures: [PICTURE, { id: 'p2', name: 'IMG_2.png' }, { id: 'p3', name: 'label.webp' }],
  };

  test.each([
    ['the second one', 'attach_picture pictureId=p2'],
    ['use 2', 'attach_picture pictureId=p2'],
    ['number 3 please', 'attach_picture pictureId=p3'],
    ['label.webp', 'attach_picture pictureId=p3'],
    ['the bottle', 'attach_picture pictureId=p1'],
    ['the last one', 'attach_picture pictureId=p3'],
  ])('of several, “%s” becomes %s', async (message, becomes) => {
    expect(inShort(await ask(several, message))).toBe(becomes);
  });

  test('of several, none is guessed', async () => {
    const { calls, text } = await ask(several, '');
    expect(calls).toEqual([]);
    expect(text).toBe(
      'Thanks for the 3 pictures. I need one: which picture shows the product best, 1 (bottle.jpg), 2 (IMG_2.png) or 3 (label.webp)?',
    );
  });

  test('one comes along with the brief', async () => {
    const answer = await ask({ ...EMPTY, newPictures: [PICTURE] }, 'An ad for Fjell, our oat drink');
    expect(inShort(answer)).toBe(
      'note_brief text=An ad for Fjell, our oat drink brandName=Fjell + attach_picture pictureId=p1',
    );
  });

  test('a new one takes the old one’s place in the ad', async () => {
    expect(inShort(await ask({ ...AD, newPictures: [PICTURE] }, 'use this picture instead'))).toBe(
      'attach_picture pictureId=p1',
    );
  });

  test('a file that cannot be used is told, and the conversation goes on', async () => {
    const { text } = await ask({ ...EMPTY, fileProblems: ['a.png is empty.'] }, '');
    expect(text).toMatch(/^a\.png is empty\.\n\nWhat is the ad about\?/);
  });
});

describe('a remembered brand', () => {
  const brandKit = { brandName: 'Fjell', brandColor: '#c8102e' };

  test.each([
    ['use our red', 'brand color=#c8102e'],
    ['use our brand colour', 'brand color=#c8102e'],
    ['use our blue', 'brand color=#0000ff'],
  ])('gives “%s” its own shade where it is of that family: %s', async (text, becomes) => {
    expect(inShort(await ask({ ...AD, brandKit }, text))).toBe(becomes);
  });

  test('fills the brief when it is asked for', async () => {
    expect(inShort(await ask({ ...EMPTY, brandKit }, 'use our brand'))).toBe(
      'note_brief brandName=Fjell brandColor=#c8102e',
    );
  });
});

describe('spending', () => {
  test('only who may approve is taken at their word', async () => {
    const view = { ...AD, person: { mayApprove: false, approver: 'Mira' } };
    const { calls, text } = await ask(view, 'yes');
    expect(calls).toEqual([]);
    expect(text).toContain('Only Mira can say yes');
  });

  test.each(['GENERATING_SCENES', 'COMPLETED'])('a yes to an ad that is %s approves nothing', async (status) => {
    const view: View = { ...AD, ad: AD.ad && { ...AD.ad, status, awaitingApproval: false } };
    expect(inShort(await ask(view, 'yes'))).toBe('says');
  });
});

describe('the model', () => {
  test('keeps a very long message within what the tools take, and says so', async () => {
    const sentence = 'Our creamy oat drink is made in Norway. ';
    const agent = agentWith(EMPTY, { note_brief: { ok: true, say: 'Noted.', problems: [], missing: ['picture'] } });
    const result = await agent.generate({ prompt: sentence.repeat(500) });
    expect(result.text).toContain('That is a long text (19,999 characters)');
    const { calls } = await ask(EMPTY, sentence.repeat(500));
    expect(calls[0]?.input).toMatchObject({ text: expect.stringMatching(/^Our creamy.*Norway\.$/s) });
  });

  test('gives the same answer every time', async () => {
    const [first, second] = await Promise.all([ask(AD, 'scene 2 warmer'), ask(AD, 'scene 2 warmer')]);
    expect(first).toEqual(second);
  });

  test('calls no tool that it was not given', async () => {
    const agent = new ToolLoopAgent({
      model: createOfflineModel(),
      instructions: `<state>${JSON.stringify(AD)}</state>`,
      tools: {},
    });
    expect((await agent.generate({ prompt: 'make scene 2 warmer' })).text).not.toBe('');
  });

  test('says what is wrong when it is given no state', async () => {
    const agent = new ToolLoopAgent({ model: createOfflineModel(), instructions: 'You make ads.', maxRetries: 0 });
    await expect(agent.generate({ prompt: 'hi' })).rejects.toThrow('needs the state of the thread');
  });

  test('stops when it is told to', async () => {
    const abortSignal = AbortSignal.abort();
    await expect(agentWith(AD, {}).generate({ prompt: 'hi', abortSignal })).rejects.toThrow();
  });

  test('answers within a tenth of a second', async () => {
    const messages = ['make scene 2 warmer, "20% off" on the last one and calmer music', 'asdf', 'swap 1 and 3'];
    for (const message of messages) await ask(AD, message);
    const start = performance.now();
    for (const message of messages) await ask(AD, message);
    expect((performance.now() - start) / messages.length).toBeLessThan(100);
  });
});
