/** Only the fields that differ, each whole. An update's input takes any part of itself. */
export function changesOf<Input extends object>(input: Input, before: Input): Input {
  const changes = Object.entries(input).filter(([name, value]) => !isSameValue(value, Reflect.get(before, name)));
  return Object.fromEntries(changes) as Input;
}

/** Whether two values of a field are the same, whatever objects carry them. What is no number is like itself only. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || textOf(one) === textOf(other);
}

function textOf(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) => (Number.isNaN(part) ? "NaN" : part));
}
