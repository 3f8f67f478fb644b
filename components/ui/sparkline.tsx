import { TONES, type Tone } from "#components/state/tone.ts";

type SparklineProps = {
  /** Oldest first. */
  values: readonly number[];
  /** Read aloud: "Deliveries per hour, last 24 h, 12 to 240". */
  label: string;
  tone?: Tone;
};

/** A line the size of a word: the shape of a series, no axis. */
export function Sparkline({ values, label, tone = "wait" }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT + 2}
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
      className="block overflow-visible"
    >
      <path d={`M0 ${HEIGHT}H${WIDTH}`} stroke="var(--color-line)" strokeWidth="1" />
      <path
        d={linePath(values)}
        fill="none"
        stroke={TONES[tone].fill}
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

const WIDTH = 80;
const HEIGHT = 18;

function linePath(values: readonly number[]): string {
  const top = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  const point = (value: number, index: number) => `${round(index * step)} ${round(HEIGHT - (value / top) * HEIGHT)}`;
  return values.map((value, index) => `${index === 0 ? "M" : "L"}${point(value, index)}`).join("");
}

function round(value: number) {
  return Math.round(value * 10) / 10;
}
