/** How the embedded Postgres is set: small, because it shares a machine with ffmpeg. */

/** The usual 128 MB of buffers would be held for a database of a few (measured 2026-11-22: 430 MB against 300 MB resident). */
export const POSTGRES_SETTINGS: string[] = ['shared_buffers = 16MB', 'min_wal_size = 32MB', 'max_wal_size = 64MB'];
