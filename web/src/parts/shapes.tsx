/** The three films as they will come. */

export function Shapes({ className }: { readonly className: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 260 96" className={`w-auto ${className}`}>
      <defs>
        <linearGradient id="set" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--soft)" />
          <stop offset="1" stopColor="var(--accent)" stopOpacity=".55" />
        </linearGradient>
      </defs>
      {[
        { x: 0, width: 54, can: 27 },
        { x: 66, width: 78, can: 105 },
        { x: 156, width: 104, can: 232 },
      ].map(({ x, width, can }, index) => (
        <g key={x}>
          <rect x={x} y={index * 9} width={width} height={96 - index * 18} rx="11" fill="url(#set)" />
          <rect x={can - 8} y="38" width="16" height="30" rx="4" fill="var(--accent)" />
          <rect x={can - 8} y="46" width="16" height="11" fill="#f2b36b" />
          <rect
            x={index === 2 ? x + 12 : can - 14}
            y={index === 2 ? 42 : 22 + index * 2}
            width={index === 2 ? 40 : 28}
            height="5"
            rx="2.5"
            fill="var(--on-soft)"
            opacity=".8"
          />
          {index === 2 && <rect x={x + 12} y="52" width="26" height="5" rx="2.5" fill="var(--on-soft)" opacity=".4" />}
        </g>
      ))}
    </svg>
  );
}
