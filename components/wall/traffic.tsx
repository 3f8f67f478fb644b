import { TONE_FILL, type Tone } from "#components/state/tone.ts";

/** Attempts hour by hour as bars, in all the room there is; `tone` null takes the colour of the text. */
export function Traffic({ values, tone }: { values: readonly number[]; tone: Tone | null }) {
  const top = Math.max(1, ...values);
  const fill = tone === null ? "currentColor" : TONE_FILL[tone];
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-[18cqh] min-w-0 flex-1"
    >
      {values.map((value, hour) => {
        const height = value === 0 ? FLOOR : Math.max(MIN, (value / top) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour's place is what it is known by.
            key={hour}
            x={hour * BAR}
            y={HEIGHT - height}
            width={BAR - GAP}
            height={height}
            fill={fill}
            opacity={value === 0 ? 0.35 : 1}
          />
        );
      })}
    </svg>
  );
}

const BAR = 4;
const GAP = 1;
const HEIGHT = 40;
const MIN = 4;
const FLOOR = 1;
