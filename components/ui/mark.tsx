/** The posthorn. Drawn as one filled path on a 16 px grid; takes the colour of the text around it. */
export function Mark({ size = 16, className }: { size?: number; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} fill="currentColor" className={className} aria-hidden="true">
      <path d={POSTHORN} fillRule="evenodd" clipRule="evenodd" />
    </svg>
  );
}

const POSTHORN =
  "M1 4.5a.6.6 0 0 1 1.2 0v.4h6.2c2.3 0 4.2-1.1 5.5-2.9.35-.5 1.1-.25 1.1.35v7.1c0 .6-.75.85-1.1.35-.8-1.1-1.75-1.85-2.85-2.3A4.7 4.7 0 1 1 2.5 6.9h-.3v.4a.6.6 0 0 1-1.2 0zm5.4 2.4a2.65 2.65 0 1 0 0 5.3 2.65 2.65 0 0 0 0-5.3z";
