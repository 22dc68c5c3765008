/** The ledger in SQL. Reserving under the caps is one function of `migrations/`, so that it holds however many ask at once. */
import { z } from 'zod';
