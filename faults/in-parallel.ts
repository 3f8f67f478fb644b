/** Does the work for each item, at most `limit` at a time; answers the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<Item, Result>();
  const waiting = [...items];
  const serve = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) results.set(item, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, serve));
  return [...results.values()];
}
