/** What a plan would cost before it is a version, by the same makers that the configuration chooses for making it. */
import type { Estimate } from '../ad/bill.ts';
import type { Config } from '../config.ts';
import type { ApiPorts } from '../http/api/ports.ts';
import { createRenderer } from '../media/renderer.ts';
import { estimate } from '../pipeline/estimate.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Ports } from '../pipeline/run.ts';
import type { Database } from '../storage/database.ts';
import { createLedger } from '../storage/ledger.ts';
import { createRecords } from '../storage/records.ts';
import { chooseMakers } from './makers.ts';
import { createMeters } from './metrics.ts';
import { ENCODERS } from './work.ts';

export type PriceMakers = Pick<Ports, 'clips' | 'music' | 'renderer' | 'scale'>;

type Needs = { readonly database: Database; readonly log: Log; readonly makers: Partial<PriceMakers> };

/** They only say names and prices here: nothing is made, and what is approved is priced by the studio once more. */
export function createPriceOf(config: Config, { database, log, makers }: Needs): ApiPorts['priceOf'] {
  const ledger = createLedger(database, config.budget);
  const { clips, music } = chooseMakers(config, { database, ledger, log, meters: createMeters() });
  const renderer = createRenderer({ tools: config.tools, encoders: ENCODERS });
  const all = { clips, music, renderer, scale: 1, ...makers, records: createRecords(database) };
  return (projectId, version, plan): Promise<Estimate> => estimate({ projectId, version, plan }, all);
}
