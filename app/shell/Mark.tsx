/** The mark: a floor, a door that opens in it, and a ring below. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M1.5 6.5h5M13.5 6.5h5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M6.5 6.5l5.2 5.6" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M4 10.2a6 6 0 0 0 12 0"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        opacity=".32"
      />
    </svg>
  );
}
