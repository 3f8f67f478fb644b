import { TONE_FILL, type Tone } from "#components/state/tone.ts";

type SparklineProps = {
  /** Oldest first; null leaves a gap. */
  values: readonly (number | null)[];
  /** Read aloud: "Deliveries per hour, last 24 h, 12 to 240". */
  label: string;
  tone?: Tone;
  width?: number;
  height?: number;
};

/** A line the size of a word: the shape of a series, no axis. */
export function Sparkline({ values, label, tone = "wait", width = 80, height = 20 }: SparklineProps) {
  const path = linePath(values, width, height - 2);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 -1 ${width} ${height}`}
      className="block overflow-visible"
    >
      <path d={`M0 ${height - 2}H${width}`} stroke="var(--color-line)" strokeWidth="1" />
      <path
        d={path}
        fill="none"
        stroke={TONE_FILL[tone]}
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function linePath(values: readonly (number | null)[], width: number, height: number) {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, values.length - 1);
  let isPenDown = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isPenDown = false;
        return "";
      }
      const command = isPenDown ? "L" : "M";
      isPenDown = true;
      return `${command}${round(index * step)} ${round(height - (value / top) * height)}`;
    })
    .join("");
}

function round(value: number) {
  return Math.round(value * 10) / 10;
}
