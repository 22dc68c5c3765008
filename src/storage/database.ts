/** What storage asks of a database: PGlite in this process, any Postgres, or Supabase through its API. */

export type Row = Readonly<Record<string, unknown>>;

export interface Queryable {
  /** Runs one statement with `$1`-style parameters and returns its rows. JSON columns arrive parsed. */
  query(text: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs several statements without parameters: a migration. */
  script(text: string): Promise<void>;
}

/** What JSON can say; a list goes to an SQL array or to a jsonb list, as the function has it. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What the stores ask of a database, whatever is behind it. */
export interface Database {
  /**
   * Calls a function of `migrations/` with its arguments by name. Answers are JSON: one value of a plain function, one per row
   * of a function that returns a set, none of a void one; whole numbers of any width are numbers, times ISO 8601.
   */
  call(name: string, given?: Arguments): Promise<readonly unknown[]>;
  /**
   * Calls `hear` for everything that the function `announce` says on `channel` once this resolves; the returned function
   * stops it. What was announced while the connection was away is lost: once it is heard again, `onGap` is called, and whoever
   * listens reads again what the announcements are about. PGlite has no connection to lose and never calls it.
   */
  listen(channel: string, hear: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>;
  /** Waits for what is running. A repeat is a no-op. */
  close(): Promise<void>;
}

/** One that speaks SQL: for migrations, and for what the stores need made of it. */
export interface SqlDatabase extends Database, Queryable {
  /** All of `use` or nothing of it: rolled back when `use` throws. Query only through what `use` is given. */
  transaction<T>(use: (inside: Queryable) => Promise<T>): Promise<T>;
}
