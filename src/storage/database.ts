/** What storage asks of a SQL database: PGlite in this process, or any Postgres. */

export type Row = Readonly<Record<string, unknown>>;

export interface Queryable {
  /** Runs one statement with `$1`-style parameters and returns its rows. JSON columns arrive parsed. */
  query(text: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs several statements without parameters: a migration. */
  script(text: string): Promise<void>;
}

export interface Database extends Queryable {
  /** All of `use` or nothing of it: rolled back when `use` throws. Query only through what `use` is given. */
  transaction<T>(use: (inside: Queryable) => Promise<T>): Promise<T>;
  /** Calls `hear` for every NOTIFY on `channel` once this resolves; the returned function stops it. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  /** Waits for what is running. A repeat is a no-op. */
  close(): Promise<void>;
}
