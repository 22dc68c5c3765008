/** The home tab and the messages tab, through real Bolt and a real socket. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OverviewAd } from '../../src/bots/window.ts';
import { type Front, NOTHING, startFront } from '../fixtures/slack-front.ts';

let front: Front;
beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.stop());
beforeEach(() => {
  front.overview = NOTHING;
});
afterEach(() => {
  front.slack.clearFaults();
  expect(front.slack.faults).toEqual([]);
});
const ann = () => front.slack.person('TACME', 'UANN');
const ben = () => front.slack.person('TACME', 'UBEN');
const home = (user = 'UANN') => front.slack.home('TACME', user);
const opened = async (user: 'UANN' | 'UBEN', says: RegExp) => {
  front.slack.person('TACME', user).openHome();
  await expect.poll(() => home(user)?.text).toMatch(says);
};

const AD: OverviewAd = {
  projectId: 'p1',
  threadId: 'slack:TACME:CADS:1700000000.000100',
  title: 'Boots & <Bags>',
  status: 'COMPLETED',
  progress: 100,
  costMicroUsd: 1_234_567,
  films: (['9:16', '1:1', '16:9'] as const).map((aspect) => ({
    aspect,
    ...{ key: aspect, name: 'film.mp4', mime: 'video/mp4' as const, alt: 'boots' },
  })),
  expiresAt: '2026-11-30T12:00:00.000Z',
};

describe('the home tab', () => {
  test('with nothing on it, says how to begin', async () => {
    await opened('UANN', /You have no ads here yet/);
    expect(home()?.text).toMatch(/New ad.*\/ad.*photo.*Make an ad from this.*Nothing costs before you say yes/s);
    expect(home()?.text).toMatch(/\$0\.00 spent. There is no budget set/);
    expect(home()?.text).toMatch(/No brand is kept yet/);
  });

  test('shows my ads with status, cost, films’ end and the way to their threads', async () => {
    const said = ann().say('CADS', 'an ad, please');
    const there = { ...AD, threadId: `slack:TACME:CADS:${said.ts}` };
    const making = { ...AD, title: 'Cups', status: 'GENERATING_SCENES', progress: 45, films: [], expiresAt: null };
    const gone = { ...AD, title: 'Old', films: [], expiresAt: null };
    front.overview = {
      ...NOTHING,
      ads: [there, making, gone],
      spentThisMonthMicroUsd: 3_200_000,
      budgetMicroUsd: 50_000_000,
    };
    await opened('UANN', /Boots/);
    expect(home()?.links).toEqual([expect.stringContaining(`/archives/CADS/p${said.ts.replace('.', '')}`)]);
    expect(home()?.text).toMatch(/Boots & <Bags>.*Finished · \$1\.23 · 3 films until /s);
    expect(home()?.text).toMatch(/Cups.*Being made, 45 % · \$1\.23/s);
    expect(home()?.text).toMatch(/Old.*Finished · \$1\.23 · films removed/s);
    expect(home()?.text).toMatch(/\$3\.20 of \$50\.00 spent, \$46\.80 left/);
  });

  test('holds twenty ads with long and nasty titles', async () => {
    const title = `<!channel> *${'x'.repeat(200)}* | <@UBEN>`;
    front.overview = { ...NOTHING, ads: Array.from({ length: 20 }, (_, n) => ({ ...AD, projectId: `p${n}`, title })) };
    await opened('UANN', /xxxx/);
    expect(home()?.pings).toEqual([]);
  });

  test('is fetched anew at a press, and says so when it cannot be', async () => {
    await opened('UANN', /no ads here yet/);
    front.overview = { ...NOTHING, ads: [AD] };
    await ann().press('Refresh', 'home');
    await expect.poll(() => home()?.text).toMatch(/Boots/);
    front.overview = { ...NOTHING, ads: null as never }; // a core that has gone mad
    await ann().press('Refresh', 'home');
    await expect.poll(() => home()?.text).toMatch(/could not be shown.*try again/s);
    front.overview = NOTHING;
    await ann().press('Refresh', 'home');
    await expect.poll(() => home()?.text).toMatch(/no ads here yet/);
  });

  test('opens the form for a new ad', async () => {
    await opened('UANN', /./);
    await ann().press('New ad', 'home');
    await expect.poll(() => front.slack.views('TACME', 'UANN').at(-1)?.title).toBe('New product ad');
    await ann().closeModal();
  });
});

describe('the brand kit', () => {
  const open = async () => {
    await ann().press('home_edit_kit', 'home');
    await expect.poll(() => front.slack.views('TACME', 'UANN').at(-1)?.title).toBe('Brand kit');
  };

  test('is kept from its form, and shown at once', async () => {
    await opened('UANN', /No brand is kept/);
    await open();
    expect(await ann().submit({ 'Brand name': 'Northbrew', 'Brand colour': 'blurp' })).toMatchObject({
      errors: { 'Brand colour': expect.stringContaining('not a colour') },
    });
    expect(await ann().submit({ 'Brand name': 'Northbrew', 'Brand colour': 'Teal' })).toEqual({ result: 'closed' });
    expect(front.overview.kit).toEqual({ brandName: 'Northbrew', brandColor: '#008080' });
    await expect.poll(() => home()?.text).toMatch(/The brand kit is kept.*Northbrew/s);
    await open();
    expect(
      front.slack
        .views('TACME', 'UANN')
        .at(-1)
        ?.controls.map(({ element }) => element.initial_value),
    ).toEqual(['Northbrew', '#008080']);
    await ann().closeModal();
  });
});

describe('who may approve', () => {
  test('an admin names people and groups', async () => {
    await opened('UANN', /Nobody else is named/);
    await ann().press('home_edit_approvers', 'home');
    await expect.poll(() => front.slack.views('TACME', 'UANN').at(-1)?.title).toBe('Who may approve');
    expect(await ann().submit({ People: ['UCAT'], 'User groups': ['leads'] })).toEqual({ result: 'closed' });
    expect(front.overview.settings.approvers).toEqual(['slack:TACME:UCAT', 'slack:TACME:SLEADS']);
    await expect.poll(() => home()?.text).toMatch(/It is kept who may approve/);
  });

  test('others see who may, and that they may not change it; those who are named may', async () => {
    await opened('UBEN', /Only admins of this workspace, and the people named here/);
    expect(home('UBEN')?.controls.map(({ label }) => label)).not.toContain('Change');
    front.overview = { ...NOTHING, settings: { approvers: ['slack:TACME:SLEADS'] } };
    await ben().press('Refresh', 'home');
    await expect.poll(() => home('UBEN')?.controls.map(({ label }) => label)).toContain('Change');
  });

  test('a form that was opened while one might is refused once one may not', async () => {
    front.overview = { ...NOTHING, settings: { approvers: ['slack:TACME:UBEN'] } };
    await opened('UBEN', /./);
    await expect.poll(() => home('UBEN')?.controls.map(({ label }) => label)).toContain('Change');
    await ben().press('Change', 'home');
    await expect.poll(() => front.slack.views('TACME', 'UBEN').length).toBe(1);
    front.overview = NOTHING;
    expect(await ben().submit({ People: ['UBEN', 'UCAT'] })).toMatchObject({
      errors: { People: expect.stringContaining('Only admins') },
    });
    expect(front.overview.settings.approvers).toEqual([]);
    await ben().closeModal();
  });

  test('without the permission for groups, there are people to choose, and groups that are named stay', async () => {
    front.overview = { ...NOTHING, settings: { approvers: ['slack:TACME:SLEADS', 'slack:TACME:UCAT'] } };
    await opened('UANN', /./);
    front.slack.fault('usergroups.list', { kind: 'error', error: 'missing_scope' });
    await ann().press('home_edit_approvers', 'home');
    await expect.poll(() => front.slack.views('TACME', 'UANN').at(-1)?.title).toBe('Who may approve');
    expect(
      front.slack
        .views('TACME', 'UANN')
        .at(-1)
        ?.controls.map(({ label }) => label),
    ).toEqual(['People']);
    await ann().submit({ People: ['UBEN'] });
    expect(front.overview.settings.approvers).toEqual(['slack:TACME:UBEN', 'slack:TACME:SLEADS']);
  });
});

test('the messages tab offers what one might ask', async () => {
  ann().openHome('messages');
  await expect.poll(() => front.slack.prompts('TACME', 'DANN').map(({ title }) => title)).toContain('Make an ad');
});
