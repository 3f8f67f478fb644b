/** What can be subscribed to, from the names of a catalogue: each family as `order.*`, each name; less what is chosen. */
export function patternSuggestions(names: readonly string[], chosen: readonly string[]): string[] {
  const families = names.flatMap((name) => {
    const words = name.split(".");
    return words.slice(0, -1).map((_, at) => `${words.slice(0, at + 1).join(".")}.*`);
  });
  return [...new Set([...families, ...names])].filter((one) => !chosen.includes(one)).sort();
}
