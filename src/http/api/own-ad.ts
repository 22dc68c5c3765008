/** The ad that an address names, for whoever may see it: whose it is, is asked of every request. */
import type { Project } from '../../ad/project.ts';
import { noSuchAd } from './denial.ts';
import type { Glance, Glances } from './glances.ts';
import type { ApiContext } from './operation.ts';
import type { ApiPorts } from './ports.ts';
import { ownNames, type Person } from './whose.ts';

type Needs = Pick<ApiPorts, 'people'> & { readonly desk: Pick<ApiPorts['desk'], 'find'> };

const ID = /^[A-Za-z0-9_-]{1,80}$/;

/** Throws 404 for an ad that is not there and for one of other people, in the same words. */
export async function ownAd(c: ApiContext, { desk, people }: Needs): Promise<Project> {
  const id = c.req.param('id') ?? '';
  const project = ID.test(id) ? await desk.find(id) : null;
  if (project === null || !(await isOf(project.userId, c.var.person, people))) throw noSuchAd();
  return project;
}

/** The same for who only looks. */
export async function ownGlance(
  c: ApiContext,
  { glances, people }: Pick<ApiPorts, 'people'> & { readonly glances: Glances },
): Promise<Glance> {
  const id = c.req.param('id') ?? '';
  const glance = ID.test(id) ? await glances.of(id) : null;
  if (glance === null || !(await isOf(glance.userId, c.var.person, people))) throw noSuchAd();
  return glance;
}

/** Linked chats are looked for last: most ads are of the page. */
async function isOf(userId: string, person: Person, people: Needs['people']): Promise<boolean> {
  if (ownNames(person).includes(userId)) return true;
  return (await people.identitiesOf(person.userId)).includes(userId);
}

/** `v3` of an address; null for what is no version. */
export function versionIn(c: ApiContext, name = 'version'): number | null {
  const [, digits] = /^v?([1-9]\d{0,5})$/.exec(c.req.param(name) ?? '') ?? [];
  return digits === undefined ? null : Number(digits);
}
