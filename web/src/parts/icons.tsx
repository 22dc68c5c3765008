/** The page's icons: one stroke, 24 units, drawn for it. They are ornaments; what they stand beside says it in words. */

const PATHS = {
  plus: 'M12 5v14M5 12h14',
  picture:
    'M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 18V6A1.5 1.5 0 0 1 5 4.5ZM3.5 16l4.8-4.6a1.5 1.5 0 0 1 2.1 0l6.6 6.6M14 13.5l1.4-1.3a1.5 1.5 0 0 1 2 0l3.1 2.8M15.5 8.5h.01',
  send: 'M12 19V5M6 11l6-6 6 6',
  close: 'M6 6l12 12M18 6L6 18',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 19.5h14',
  play: 'M8.5 5.5v13l10.5-6.5z',
  expand: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 8v5M12 16.5h.01M10.3 4.3 2.9 17.2A2 2 0 0 0 4.6 20.2h14.8a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0Z',
  info: 'M12 11v5.5M12 7.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  stop: 'M7 7h10v10H7z',
  list: 'M4 7h16M4 12h16M4 17h10',
  file: 'M13 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V9zM13 3.5V9h5.5',
  down: 'M12 5v14M6 13l6 6 6-6',
  music: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0ZM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className = 'size-5' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill={name === 'play' || name === 'stop' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark: the three shapes of every ad. */
export function Mark({ className = 'size-8' }: { readonly className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={`shrink-0 ${className}`}>
      <rect width="32" height="32" rx="9" fill="#0f766e" />
      <rect x="7" y="8" width="7" height="16" rx="2" fill="#fff" />
      <rect x="16.5" y="8" width="8.5" height="7" rx="2" fill="#fff" opacity=".75" />
      <rect x="16.5" y="17.5" width="8.5" height="6.5" rx="2" fill="#fff" opacity=".45" />
    </svg>
  );
}
